"""Appeals that were accepted, and what they credit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.errors import NoSuchLetter
from volteface.classroom.models import PaperAppeal
from volteface.classroom.rules.appeals import Credits
from volteface.classroom.rules.paper_forms import LETTERS
from volteface.core.errors import Missing

from .paper_forms import beginning, can_fold, form_of
from .paper_sheets import order_of, seed_of, team_form, versions_of
from .teams import teams_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from volteface.classroom.models import PaperTest
    from volteface.questions.models import QuestionVersion

    from .paper_forms import AskedOnPaper
    from .teams import TeamView


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealLine:
    """An accepted appeal as the team's sheet numbers and letters it."""

    appeal: PaperAppeal
    number: int
    letter: str
    words: str


def appeals_of(test: PaperTest) -> list[PaperAppeal]:
    """Those that were accepted and not undone; one query."""
    rows = PaperAppeal.objects.filter(test=test, undone_at=None)
    return list(rows.select_related("version__question"))


def appeal_in(test: PaperTest, code: str) -> PaperAppeal:
    """The test's appeal with this code; raises ``Missing``."""
    row = PaperAppeal.objects.filter(test=test, code=code).first()
    if row is None:
        raise Missing
    return row


def appeal_lines(test: PaperTest, appeals: Sequence[PaperAppeal]) -> list[AppealLine]:
    """The same to read; one query however many."""
    sheets = _sheets(test, {row.team for row in appeals}) if appeals else {}
    lines = []
    for row in appeals:
        asked = next(one for one in sheets[row.team] if one.version.pk == row.version_id)
        lines.append(
            AppealLine(
                appeal=row,
                number=asked.number,
                letter=LETTERS[asked.options.index(row.option)],
                words=beginning(asked.version),
            )
        )
    return lines


def credits_of(test: PaperTest, teams: Sequence[TeamView] | None = None) -> Credits:
    """Who is credited with what; ``teams`` are the meeting's where they are at hand."""
    appeals = appeals_of(test)
    if not appeals:
        return Credits()
    by_team: dict[int, dict[str, str]] = {}
    for row in appeals:
        by_team.setdefault(row.team, {})[row.version.code] = row.option
    return Credits(by_team=by_team, teams=team_numbers(teams or teams_of(test.cycle)))


def team_numbers(teams: Iterable[TeamView]) -> dict[int, int]:
    """The number of everybody's team."""
    return {member.subject_id: team.number for team in teams for member in team.members}


def appealed(
    test: PaperTest, *, team: int, number: int, letter: str
) -> tuple[QuestionVersion, str]:
    """The question and option that a slip names, by the team's own sheet; or `NoSuchLetter`."""
    asked = next((one for one in _sheets(test, {team})[team] if one.number == number), None)
    if asked is None or letter not in asked.letters:
        message = _("Team %(team)s has no letter %(letter)s for question %(number)s.")
        raise NoSuchLetter(message % {"team": team, "letter": letter, "number": number})
    if letter in asked.right:
        message = _("For question %(number)s of team %(team)s the key says %(letter)s already.")
        raise NoSuchLetter(message % {"team": team, "letter": letter, "number": number})
    return asked.version, asked.options[LETTERS.index(letter)]


def _sheets(test: PaperTest, teams: Collection[int]) -> dict[int, list[AskedOnPaper]]:
    """What stands on each of these teams' fold sheets."""
    versions, order = versions_of(test), order_of(test)
    letters = {team: team_form(order, team) for team in teams}
    forms = {
        letter: form_of(versions, letter, seed=seed_of(test.cycle)).asked
        for letter in set(letters.values())
    }
    return {
        team: [one for one in forms[letter] if can_fold(one.version)]
        for team, letter in letters.items()
    }

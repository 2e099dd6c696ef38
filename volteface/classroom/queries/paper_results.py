"""The results of a test on paper: who is typed in, what was right alone and in teams."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from volteface.classroom.rules.appeals import NOBODY, is_credited
from volteface.classroom.rules.paper_forms import at_first_try, most_points, points
from volteface.classroom.rules.paper_results import (
    BesideTheBest,
    Share,
    beside_the_best,
    mean_right,
    shares,
)
from volteface.questions.queries import mark
from volteface.timetable.queries import audience_visible_to

from .appeals import credits_of
from .paper_forms import beginning, can_fold, right_options
from .paper_sheets import current_sheets, order_of, team_form, versions_of
from .teams import teams_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.classroom.models import PaperSheet, PaperTest
    from volteface.questions.models import QuestionVersion
    from volteface.rosters.models import Membership

    from .teams import TeamView


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody the test is for, with their sheet once it is typed."""

    place: Membership
    name: str
    number: str
    sheet: PaperSheet | None
    right: int

    @property
    def form(self) -> str:
        """The form they had."""
        return self.sheet.form if self.sheet else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A team with its fold sheet once it is typed."""

    number: int
    form: str
    names: str
    sheet: PaperSheet | None
    points: int
    first_tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question, alone and in teams at the first try."""

    number: int
    words: str
    alone: Share
    team: Share | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperResults:
    """Everything typed in so far that the viewer may see."""

    people: tuple[PersonRow, ...]
    teams: tuple[TeamRow, ...]
    questions: tuple[QuestionRow, ...]
    # How many questions a team's sheet has.
    folded: int
    alone: float | None
    together: float | None
    team_points: float | None
    beside: BesideTheBest | None

    @property
    def typed(self) -> int:
        """How many people's sheets are in."""
        return sum(row.sheet is not None for row in self.people)

    @property
    def waiting(self) -> int:
        """How many of them can still be undone."""
        sheets = [row.sheet for row in self.people if row.sheet is not None]
        return sum(sheet.counted_at is None for sheet in sheets)

    @property
    def teams_typed(self) -> int:
        """How many teams' sheets are in."""
        return sum(row.sheet is not None for row in self.teams)


def results_of(test: PaperTest, viewer: Subject, *, at: dt.datetime) -> PaperResults:
    """The test's results for somebody of its staff: a tutor has their own groups' people."""
    versions = versions_of(test)
    folded = [version for version in versions if can_fold(version)]
    sheets = current_sheets(test)
    own = {sheet.subject_id: sheet for sheet in sheets if sheet.subject_id is not None}
    made = teams_of(test.cycle)
    credited = credits_of(test, made)
    right = {pk: right_in(sheet, versions, credited.of_person(pk)) for pk, sheet in own.items()}
    people = _people(test, viewer, own, right, at=at)
    seen = {row.place.subject_id for row in people}
    alone = [answers for pk, answers in right.items() if pk in seen and answers]
    by_team = {sheet.team: sheet for sheet in sheets if sheet.team is not None}
    first = {
        number: first_tries(sheet, folded, credited.of_team(number))
        for number, sheet in by_team.items()
    }
    earned = {
        number: points_in(sheet, folded, credited.of_team(number))
        for number, sheet in by_team.items()
    }
    names = {team.number: _names(team, seen) for team in made}
    members = {
        team.number: [right[one.subject_id] for one in team.members if one.subject_id in right]
        for team in made
    }
    return PaperResults(
        people=people,
        teams=_teams(test, names, by_team, first, earned),
        questions=_questions(versions, folded, alone, list(first.values())),
        folded=len(folded),
        alone=mean_right(alone, len(versions)),
        together=mean_right(first.values(), len(folded)),
        team_points=fmean(earned.values()) if earned else None,
        beside=beside_the_best(first, members),
    )


def people_in(test: PaperTest, viewer: Subject, *, at: dt.datetime) -> tuple[PersonRow, ...]:
    """Everybody the viewer may see with their sheet, without marking any: two queries."""
    own = {
        sheet.subject_id: sheet for sheet in current_sheets(test) if sheet.subject_id is not None
    }
    return _people(test, viewer, own, {}, at=at)


def right_in(
    sheet: PaperSheet, versions: Sequence[QuestionVersion], credited: Mapping[str, str] = NOBODY
) -> dict[str, bool]:
    """Whether each answered question of a person's sheet is right, by its version's code."""
    return {
        version.code: _is_right(version, sheet.filled[version.code], credited)
        for version in versions
        if version.code in sheet.filled
    }


def _is_right(version: QuestionVersion, said: object, credited: Mapping[str, str]) -> bool:
    if isinstance(said, bool):
        return said
    marked = mark(version, str(said))
    return marked.correct or is_credited(credited, version.code, marked.chosen)


def first_tries(
    sheet: PaperSheet, versions: Sequence[QuestionVersion], credited: Mapping[str, str] = NOBODY
) -> dict[str, bool]:
    """Whether a team was right at its first try, or by an appeal, question by question."""
    return {
        version.code: version.code in credited
        or at_first_try(_uncovered(sheet, version), right_options(version))
        for version in versions
    }


def points_in(
    sheet: PaperSheet, versions: Sequence[QuestionVersion], credited: Mapping[str, str] = NOBODY
) -> int:
    """What a team's sheet earned; an accepted appeal is worth a right first try."""
    return sum(
        most_points(1)
        if version.code in credited
        else points(_uncovered(sheet, version), right_options(version))
        for version in versions
    )


def _uncovered(sheet: PaperSheet, version: QuestionVersion) -> list[str]:
    found = sheet.filled.get(version.code, [])
    return [str(one) for one in found] if isinstance(found, list) else []


def _people(
    test: PaperTest,
    viewer: Subject,
    own: Mapping[int, PaperSheet],
    right: Mapping[int, Mapping[str, bool]],
    *,
    at: dt.datetime,
) -> tuple[PersonRow, ...]:
    return tuple(
        PersonRow(
            place=place,
            name=person.name if (person := place.subject.person) else "",
            number=person.key if person else "",
            sheet=own.get(place.subject_id),
            right=sum(right.get(place.subject_id, {}).values()),
        )
        for place in audience_visible_to(viewer, test.cycle, at)
    )


def _teams(
    test: PaperTest,
    names: Mapping[int, str],
    sheets: Mapping[int, PaperSheet],
    first: Mapping[int, Mapping[str, bool]],
    earned: Mapping[int, int],
) -> tuple[TeamRow, ...]:
    order = order_of(test)
    return tuple(
        TeamRow(
            number=number,
            form=team_form(order, number),
            names=names.get(number, ""),
            sheet=sheets.get(number),
            points=earned.get(number, 0),
            first_tries=sum(first.get(number, {}).values()),
        )
        # Those there are fold sheets for.
        for number in range(1, order.teams + 1)
    )


def _names(team: TeamView, seen: Collection[int]) -> str:
    return ", ".join(one.short_name for one in team.members if one.subject_id in seen)


def _questions(
    versions: Sequence[QuestionVersion],
    folded: Sequence[QuestionVersion],
    alone: Sequence[Mapping[str, bool]],
    teams: Sequence[Mapping[str, bool]],
) -> tuple[QuestionRow, ...]:
    codes = [version.code for version in versions]
    by_person, by_team = shares(alone, codes), shares(teams, codes)
    on_sheet = {version.code for version in folded}
    return tuple(
        QuestionRow(
            number=number,
            words=beginning(version),
            alone=by_person[version.code],
            team=by_team[version.code] if version.code in on_sheet and teams else None,
        )
        for number, version in enumerate(versions, 1)
    )

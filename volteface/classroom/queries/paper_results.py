"""The results of a test on paper: who is typed in, what was right alone and in teams."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from volteface.classroom.rules.paper_forms import at_first_try, points
from volteface.classroom.rules.paper_results import (
    BesideTheBest,
    Share,
    beside_the_best,
    mean_right,
    shares,
)
from volteface.questions.queries import mark
from volteface.timetable.queries import audience_visible_to

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
    right = {pk: right_in(sheet, versions) for pk, sheet in own.items()}
    people = _people(test, viewer, own, right, at=at)
    seen = {row.place.subject_id for row in people}
    alone = [answers for pk, answers in right.items() if pk in seen and answers]
    by_team = {sheet.team: sheet for sheet in sheets if sheet.team is not None}
    first = {number: first_tries(sheet, folded) for number, sheet in by_team.items()}
    teams = _teams(test, by_team, folded, seen)
    members = {
        team.number: [right[one.subject_id] for one in team.members if one.subject_id in right]
        for team in teams_of(test.cycle)
    }
    earned = [row.points for row in teams if row.sheet is not None]
    return PaperResults(
        people=people,
        teams=teams,
        questions=_questions(versions, folded, alone, list(first.values())),
        folded=len(folded),
        alone=mean_right(alone, len(versions)),
        together=mean_right(first.values(), len(folded)),
        team_points=fmean(earned) if earned else None,
        beside=beside_the_best(first, members),
    )


def people_in(test: PaperTest, viewer: Subject, *, at: dt.datetime) -> tuple[PersonRow, ...]:
    """Everybody the viewer may see with their sheet, without marking any: two queries."""
    own = {
        sheet.subject_id: sheet for sheet in current_sheets(test) if sheet.subject_id is not None
    }
    return _people(test, viewer, own, {}, at=at)


def right_in(sheet: PaperSheet, versions: Sequence[QuestionVersion]) -> dict[str, bool]:
    """Whether each answered question of a person's sheet is right, by its version's code."""
    return {
        version.code: _is_right(version, sheet.filled[version.code])
        for version in versions
        if version.code in sheet.filled
    }


def _is_right(version: QuestionVersion, said: object) -> bool:
    return said if isinstance(said, bool) else mark(version, str(said)).correct


def first_tries(sheet: PaperSheet, versions: Sequence[QuestionVersion]) -> dict[str, bool]:
    """Whether a team was right at its first try, for each question on its sheet."""
    return {
        version.code: at_first_try(_uncovered(sheet, version), right_options(version))
        for version in versions
    }


def points_in(sheet: PaperSheet, versions: Sequence[QuestionVersion]) -> int:
    """What a team's sheet earned."""
    return sum(points(_uncovered(sheet, version), right_options(version)) for version in versions)


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
    by_team: Mapping[int, PaperSheet],
    folded: Sequence[QuestionVersion],
    seen: Collection[int],
) -> tuple[TeamRow, ...]:
    order = order_of(test)
    made = {team.number: team for team in teams_of(test.cycle)}
    # Those there are fold sheets for.
    numbers = range(1, order.teams + 1)
    return tuple(
        TeamRow(
            number=number,
            form=team_form(order, number),
            names=", ".join(
                one.short_name for one in made[number].members if one.subject_id in seen
            )
            if number in made
            else "",
            sheet=by_team.get(number),
            points=points_in(by_team[number], folded) if number in by_team else 0,
            first_tries=sum(first_tries(by_team[number], folded).values())
            if number in by_team
            else 0,
        )
        for number in numbers
    )


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

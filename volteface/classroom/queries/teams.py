"""The teams of a meeting as every other part reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from volteface.classroom.models import Seat, Team, TeamPlace, TeamPlan
from volteface.classroom.rules.names import short_name
from volteface.classroom.rules.seats import rows_of
from volteface.core.folding import folded
from volteface.rosters.models import Membership

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in a team. Whoever is erased has no name."""

    subject_id: int
    name: str
    # What other learners may read: "Amélie V.".
    short_name: str
    group: str
    # Empty where nobody said.
    row: str = ""
    seat: int = 0
    is_absent: bool = False
    # Changed teams after the teams were locked.
    has_moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """A team: its number is also the number of its table sign."""

    pk: int
    code: str
    number: int
    # In the order of their names; the absent apart.
    members: tuple[Member, ...]
    absent: tuple[Member, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows its people sit in, from the front; none where seats are not known."""
        return rows_of(member.row for member in self.members)

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups its people are in."""
        return tuple(sorted({member.group for member in self.members if member.group}))


def team_plan_of(cycle: Cycle) -> TeamPlan | None:
    """How the cycle's teams were made; nothing where there are none."""
    return TeamPlan.objects.filter(cycle=cycle).select_related("question").first()


def number_of_teams(cycle: Cycle) -> int:
    """How many teams the meeting has; 0 where none were made. One query."""
    return Team.objects.filter(plan__cycle=cycle).count()


def team_sizes(cycle: Cycle) -> tuple[int, ...]:
    """How many are in each team of the meeting, by number; none where none were made."""
    here = TeamPlace.objects.filter(plan__cycle=cycle, is_absent=False, team__isnull=False)
    sizes = here.values("team").annotate(people=Count("pk")).order_by("team__number")
    return tuple(sizes.values_list("people", flat=True))


def teams_of(cycle: Cycle) -> tuple[TeamView, ...]:
    """Every team of the meeting with its people, by number; four queries however many."""
    teams = list(Team.objects.filter(plan__cycle=cycle))
    if not teams:
        return ()
    members = _members(cycle, {})
    return tuple(_view(team, members.get(team.pk, ())) for team in teams)


def team_of(subject: Subject, cycle: Cycle) -> TeamView | None:
    """The team somebody is in; nothing while they are in none, or absent."""
    place = TeamPlace.objects.filter(plan__cycle=cycle, subject=subject, is_absent=False)
    row = place.select_related("team").first()
    if row is None or row.team is None:
        return None
    return _view(row.team, _members(cycle, {"team": row.team}).get(row.team.pk, ()))


def unplaced_in(cycle: Cycle) -> tuple[Member, ...]:
    """Who is in no team: late and not put into one yet, or absent with their team gone."""
    return _members(cycle, {"team": None}).get(None, ())


def _view(team: Team, members: tuple[Member, ...]) -> TeamView:
    return TeamView(
        pk=team.pk,
        code=team.code,
        number=team.number,
        members=tuple(member for member in members if not member.is_absent),
        absent=tuple(member for member in members if member.is_absent),
    )


def _members(cycle: Cycle, only: Mapping[str, Team | None]) -> dict[int | None, tuple[Member, ...]]:
    """The people of the teams, by team."""
    places = TeamPlace.objects.filter(plan__cycle=cycle, **only).select_related("subject__person")
    learners = Membership.objects.filter(
        cohort_id=cycle.cohort_id, role=Membership.Role.LEARNER
    ).exclude(group=None)
    seats = Seat.objects.filter(cycle=cycle)
    if only:
        here = places.values("subject")
        learners, seats = learners.filter(subject__in=here), seats.filter(subject__in=here)
    groups = dict(learners.values_list("subject_id", "group__name"))
    sits = {pk: (row, number) for pk, row, number in seats.values_list("subject", "row", "number")}
    found: dict[int | None, list[Member]] = {}
    for place in places.order_by("pk"):
        person = place.subject.person
        row, seat = sits.get(place.subject_id, ("", 0))
        found.setdefault(place.team_id, []).append(
            Member(
                subject_id=place.subject_id,
                name=person.name if person else "",
                short_name=short_name(person.name) if person else "",
                group=groups.get(place.subject_id, ""),
                row=row,
                seat=seat,
                is_absent=place.is_absent,
                has_moved=place.moved_at is not None,
            )
        )
    return {
        team: tuple(sorted(members, key=lambda one: folded(one.name)))
        for team, members in found.items()
    }

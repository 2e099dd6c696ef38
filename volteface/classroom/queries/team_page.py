"""The teams as the staff's page shows them: people one may see, readiness for the teacher."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.models import Seat
from volteface.classroom.rules.teams import LEAST, MOST
from volteface.core.folding import folded
from volteface.questions.queries import content_of, stem_in_words
from volteface.rosters.queries import learners_visible_to
from volteface.timetable.queries import PLANNERS

from .rooms import open_room_of
from .team_facts import candidates_of, expected_in, joined_in, met_before
from .teams import TeamView, team_plan_of, teams_of, unplaced_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Room, TeamPlan
    from volteface.classroom.rules.teams import Candidate
    from volteface.rosters.models import Membership
    from volteface.timetable.queries import CycleView

    from .teams import Member

# Who is ready is the business of whoever answers for the learners.
_READS_READINESS = "teacher"
# More people than that are not ticked one by one.
_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody on the page. ``code`` is their place's in the cohort; nothing once they left it."""

    code: str
    name: str
    # Their seat, or else their group.
    beside: str
    ready: bool
    has_moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A team on the page."""

    number: int
    people: tuple[PersonRow, ...]
    # How many sit in it whom this reader does not see.
    others: int
    # The rows it sits in, or the group all are of.
    where: str
    why: tuple[str, ...]
    warning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsPage:
    """The whole page."""

    plan: TeamPlan | None
    teams: tuple[TeamRow, ...]
    # Came, or was enrolled since, and is in no team.
    waiting: tuple[PersonRow, ...]
    absent: tuple[PersonRow, ...]
    audience: int
    # In teams.
    people: int
    room: Room | None
    joined: int
    # In teams without having joined the room, and the other way round.
    missing: int
    late: int
    seats: int
    # What answers are mixed by, in words.
    question: str
    # The meeting is behind.
    is_over: bool
    may_change: bool
    reads_readiness: bool

    @property
    def can_undo(self) -> bool:
        return bool(self.plan and self.plan.undo)


def teams_page(view: CycleView, viewer: Subject, at: dt.datetime) -> TeamsPage:
    """The teams with the people the viewer may see (T03); readiness for the teacher only."""
    # Longer because it names everything the page shows.
    cycle = view.cycle
    plan = team_plan_of(cycle)
    seen = {place.subject_id: place for place in learners_visible_to(viewer, view.cohort, at)}
    expected, room = expected_in(cycle) & set(seen), open_room_of(cycle)
    joined = joined_in(cycle) & set(seen) if room else set()
    teams = teams_of(cycle) if plan else ()
    readiness = view.role == _READS_READINESS
    reader = _Reader(
        seen=seen,
        known=candidates_of(cycle, plan.question) if plan else {},
        met=met_before(cycle) if plan else {},
        readiness=readiness,
        sees_all=view.role in PLANNERS,
    )
    inside = {one.subject_id for team in teams for one in team.members}
    unplaced = unplaced_in(cycle) if plan else ()
    away = [one for team in teams for one in team.absent]
    away += [one for one in unplaced if one.is_absent]
    absent = {one.subject_id for one in away}
    waiting = [seen[key] for key in sorted((expected | joined) - inside - absent)] if plan else []
    rows = [reader.team(team) for team in teams]
    return TeamsPage(
        plan=plan,
        teams=tuple(row for row in rows if row.people or view.role in PLANNERS),
        waiting=_by_name(reader.enrolled(place) for place in waiting),
        absent=_by_name(reader.person(one) for one in away if one.subject_id in seen),
        missing=len((inside & set(seen)) - joined) if room else 0,
        late=len(joined - inside),
        audience=len(expected),
        people=len(inside & set(seen)),
        room=room,
        joined=len(joined),
        seats=Seat.objects.filter(cycle=cycle).count(),
        question=stem_in_words(content_of(plan.question)) if plan and plan.question else "",
        is_over=at >= view.meeting.ends_at,
        may_change=view.role in PLANNERS,
        reads_readiness=readiness,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Turns people and teams into rows for one reader."""

    seen: Mapping[int, Membership]
    known: Mapping[int, Candidate]
    met: Mapping[tuple[int, int], int]
    readiness: bool
    sees_all: bool

    def person(self, member: Member, *, named: bool = True) -> PersonRow:
        """Somebody with their seat, or their group where it is not said for all."""
        place = self.seen.get(member.subject_id)
        return PersonRow(
            code=place.code if place else "",
            name=member.name,
            beside=seat_word(member.row, member.seat) or (member.group if named else ""),
            ready=self._is_ready(member.subject_id),
            has_moved=member.has_moved,
        )

    def enrolled(self, place: Membership) -> PersonRow:
        return PersonRow(
            code=place.code,
            name=str(place.subject.person or ""),
            beside=place.group.name if place.group else "",
            ready=self._is_ready(place.subject_id),
            has_moved=False,
        )

    def team(self, team: TeamView) -> TeamRow:
        alike = len(team.groups) == 1
        people = [self.person(one, named=not alike) for one in team.members if self._shows(one)]
        return TeamRow(
            number=team.number,
            people=tuple(people),
            others=len(team.members) - len(people),
            where=rows_word(team.rows) or (team.groups[0] if alike else ""),
            why=tuple(self._why(team)),
            warning=self._warning(team),
        )

    def _shows(self, member: Member) -> bool:
        """Whoever left the cohort is shown to those who see everybody."""
        left = self.sees_all and member.subject_id not in self.known
        return left or member.subject_id in self.seen

    def _is_ready(self, subject: int) -> bool:
        return self.readiness and subject in self.known and self.known[subject].ready

    def _why(self, team: TeamView) -> Iterable[str]:
        """What speaks for this team, in a few words each."""
        known = [self.known[one.subject_id] for one in team.members if one.subject_id in self.known]
        ready = sum(one.ready for one in known)
        if self.readiness and ready:
            yield ngettext("%(n)s ready", "%(n)s ready", ready) % {"n": ready}
        answers = len({one.answer for one in known if one.answer})
        if answers > 1:
            yield ngettext("%(n)s answer", "%(n)s different answers", answers) % {"n": answers}
        if self.met:
            pairs = combinations(sorted(one.subject_id for one in team.members), 2)
            again = sum(pair in self.met for pair in pairs)
            met = ngettext("%(n)s pair met before", "%(n)s pairs met before", again)
            yield met % {"n": again} if again else _("nobody met before")
        if len(team.groups) > 1:
            yield _("from %(n)s groups") % {"n": len(team.groups)}

    def _warning(self, team: TeamView) -> str:
        count = len(team.members)
        if count < LEAST:
            return _("Fewer than three. Move somebody here, or these to another team.")
        if count > MOST:
            return _("More than six. Move somebody, or let the next who come make a new team.")
        ready = (one.ready for key, one in self.known.items() if key in _subjects(team))
        return _("Nobody here is ready.") if self.readiness and not any(ready) else ""


def rows_word(rows: Sequence[str]) -> str:
    """Where a team sits, in words; nothing where no seat is known."""
    if not rows:
        return ""
    if len(rows) == 1:
        return _("row %(row)s") % {"row": rows[0]}
    return _("rows %(first)s to %(last)s") % {"first": rows[0], "last": rows[-1]}


def seat_word(row: str, number: int) -> str:
    """A seat as it is written beside a name."""
    if not row:
        return ""
    return f"{row}-{number}" if row.isdigit() else f"{row} {number}"


def _subjects(team: TeamView) -> set[int]:
    return {one.subject_id for one in team.members}


def _by_name(rows: Iterable[PersonRow]) -> tuple[PersonRow, ...]:
    return tuple(sorted(rows, key=lambda row: folded(row.name)))


def subjects_chosen(
    view: CycleView, viewer: Subject, codes: Iterable[str], at: dt.datetime
) -> set[int]:
    """The subjects behind the places somebody ticked, of those they may see."""
    places = learners_visible_to(viewer, view.cohort, at).filter(code__in=list(codes)[:_MOST])
    return set(places.order_by().values_list("subject_id", flat=True))

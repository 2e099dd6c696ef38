"""The way through the room during the main activity: whom to visit, when and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.queries.role_words import roles_counted
from volteface.classroom.rules.plan import mostly_talk
from volteface.classroom.rules.route import Stop, masters, route, shared_out
from volteface.learning.models import MeetingRole
from volteface.learning.queries.module_page import NAMERS, roles_in
from volteface.questions.queries import misconception_texts
from volteface.readiness.models import ReadinessState
from volteface.readiness.queries.worded import state_view
from volteface.rosters.queries import standing_in
from volteface.timetable.queries import audience_of, audience_visible_to, staff_of

from .plans import plan_of
from .teams import teams_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.classroom.rules.route import Visit
    from volteface.learning.queries.module_page import TakenRole
    from volteface.readiness.queries.worded import StateView
    from volteface.rosters.models import Membership
    from volteface.timetable.models import Cycle

    from .plans import PlannedBlock

_MOST_NAMED = 4
_GO_ROUND = (MeetingRole.Role.GAME_MASTER, MeetingRole.Role.EXPLAINER)
_State = ReadinessState.State
_IN_NEED = (_State.MISCONCEIVED, _State.STUCK, _State.NOT_STARTED)
TEAMS, GROUPS, ROOM = "teams", "groups", "room"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSee:
    """Somebody to look for at a stop, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """A stop on the way."""

    starts_at: dt.datetime
    minutes: int
    name: str
    people: int
    ready: int
    why: str
    # Empty for who may not read names.
    to_see: tuple[ToSee, ...]
    # The learner who is ahead and helps there, with their role.
    master: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One guide's way; ``left_out`` are the stops that can wait."""

    guide: str
    is_own: bool
    visits: tuple[VisitView, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterView:
    """A learner who is ahead, what they took on, and where they are most needed."""

    name: str
    word: str
    stop: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteView:
    """The ways of everybody who goes round, the reader's own first."""

    block: str
    # What a stop is: teams, groups, or the whole room.
    unit: str
    ways: tuple[Way, ...]
    masters: tuple[MasterView, ...]
    # Those nobody may name and nothing asks for, counted.
    more_masters: str
    names_hidden: bool


@dataclass(slots=True, kw_only=True)
class _Here:
    """Everybody the reader may see, and how they stand."""

    cycle: Cycle
    named: bool
    places: dict[int, Membership]
    states: dict[int, ReadinessState]
    texts: dict[str, str]

    def state(self, subject: int) -> str:
        row = self.states.get(subject)
        return row.state if row else _State.NOT_STARTED

    def view(self, subject: int) -> StateView:
        return state_view(subject, self.states.get(subject), self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """What every way shares: when, how long, who is at a stop and who helps there."""

    here: _Here
    starts_at: dt.datetime
    minutes: int
    members: Mapping[str, Sequence[int]]
    masters: Mapping[str, TakenRole]


def route_of(cycle: Cycle, viewer: Subject, *, at: dt.datetime) -> RouteView:
    """The ways through the room, of the learners the reader may see."""
    standing = standing_in(viewer, cycle.cohort, at)
    here = _here(cycle, viewer, at, named=standing.role in NAMERS)
    plan = plan_of(cycle, people=audience_of(cycle).count())
    block = _main(plan.blocks)
    unit, members, groups = _stops(here)
    stops = [_stop(name, people, here) for name, people in members.items()]
    roles = roles_in(cycle, viewer, at=at)
    # Whoever designs questions stays with their own team.
    going = [str(at) for at, one in enumerate(roles) if one.role in _GO_ROUND]
    helped = masters(stops, going)
    walk = _Walk(
        here=here,
        starts_at=block.timed.starts_at if block else plan.timeline.check_in_ends_at,
        minutes=block.timed.block.minutes if block else plan.timeline.meeting_minutes,
        members=members,
        masters={key: roles[int(place)] for place, key in helped.items()},
    )
    guides = _guides(cycle, viewer, at, alone=bool(standing.group_codes))
    ways = [
        _way(walk, mine, guide=_name(guides[pk], viewer), is_own=pk == viewer.pk)
        for pk, mine in shared_out(stops, list(guides), _homes(groups, guides)).items()
    ]
    return RouteView(
        block=block.title if block else "",
        unit=unit,
        ways=tuple(sorted(ways, key=lambda way: not way.is_own)),
        masters=tuple(
            MasterView(name=one.name, word=one.word, stop=helped.get(str(place), ""))
            for place, one in enumerate(roles)
            if one.name or str(place) in helped
        ),
        more_masters=roles_counted(
            one.role for place, one in enumerate(roles) if not one.name and str(place) not in helped
        ),
        names_hidden=not here.named,
    )


def _way(walk: _Walk, stops: Sequence[Stop], *, guide: str, is_own: bool) -> Way:
    visits = route(stops, minutes=walk.minutes)
    seen = {visit.stop.key for visit in visits}
    return Way(
        guide=guide,
        is_own=is_own,
        visits=tuple(_visit(visit, walk) for visit in visits),
        left_out=tuple(stop.key for stop in stops if stop.key not in seen and stop.people),
    )


def _homes(
    groups: Mapping[str, set[int | None]], guides: Mapping[int, Membership]
) -> dict[str, set[int]]:
    """Whose own each stop is: the tutors of its group."""
    return {
        name: {pk for pk, guide in guides.items() if guide.group_id in found}
        for name, found in groups.items()
    }


def _here(cycle: Cycle, viewer: Subject, at: dt.datetime, *, named: bool) -> _Here:
    places = {place.subject_id: place for place in audience_visible_to(viewer, cycle, at)}
    rows = ReadinessState.objects.filter(cycle=cycle).defer("answers")
    return _Here(
        cycle=cycle,
        named=named,
        places=places,
        states={row.subject_id: row for row in rows if row.subject_id in places},
        texts=misconception_texts(cycle.module.course.bank),
    )


def _main(blocks: Sequence[PlannedBlock]) -> PlannedBlock | None:
    """The longest block in which they work."""
    working = [block for block in blocks if not mostly_talk(block.timed.block)]
    return max(working, key=lambda block: block.timed.block.minutes, default=None)


def _stops(here: _Here) -> tuple[str, dict[str, list[int]], dict[str, set[int | None]]]:
    """What a stop is, its people by its name, and the groups they come from."""
    members: dict[str, list[int]] = {}
    unit = TEAMS
    for team in teams_of(here.cycle):
        found = [one.subject_id for one in team.members if one.subject_id in here.places]
        if found:
            members[_("Team %(number)s") % {"number": team.number}] = found
    if not members:
        unit = GROUPS
        for subject, place in here.places.items():
            name = place.group.name if place.group else _("Without a group")
            members.setdefault(name, []).append(subject)
    if unit == GROUPS and len(members) <= 1:
        unit, members = ROOM, {_("The whole room"): list(here.places)}
    groups = {
        name: {here.places[pk].group_id for pk in people} - {None}
        for name, people in members.items()
    }
    return unit, members, groups if unit == GROUPS else {}


def _stop(name: str, people: Sequence[int], here: _Here) -> Stop:
    states = [here.state(pk) for pk in people]
    return Stop(
        key=name,
        people=len(people),
        misconceived=states.count(_State.MISCONCEIVED),
        stuck=states.count(_State.STUCK),
        not_started=states.count(_State.NOT_STARTED),
        ready=sum(here.view(pk).sight == "ready" for pk in people),
    )


def _guides(
    cycle: Cycle, viewer: Subject, at: dt.datetime, *, alone: bool
) -> dict[int, Membership]:
    """Who goes round, by subject; a group's tutor reads of their own way only."""
    staff = {place.subject_id: place for place in staff_of(cycle, at=at)}
    if alone and viewer.pk in staff:
        return {viewer.pk: staff[viewer.pk]}
    return staff


def _name(place: Membership, viewer: Subject) -> str:
    if place.subject_id == viewer.pk:
        return _("Your way")
    return str(place.subject.person or "") or str(place.get_role_display())


def _visit(visit: Visit, walk: _Walk) -> VisitView:
    stop, here = visit.stop, walk.here
    needing = sorted(
        (pk for pk in walk.members[stop.key] if here.state(pk) in _IN_NEED),
        key=lambda pk: _IN_NEED.index(here.state(pk)),
    )
    master = walk.masters.get(stop.key)
    return VisitView(
        starts_at=walk.starts_at + dt.timedelta(minutes=visit.from_minute),
        minutes=visit.minutes,
        name=stop.key,
        people=stop.people,
        ready=stop.ready,
        why=_why(stop),
        to_see=tuple(_to_see(pk, here) for pk in needing[:_MOST_NAMED]) if here.named else (),
        master=f"{master.name or _('A learner')} ({master.word})" if master else "",
    )


def _to_see(subject: int, here: _Here) -> ToSee:
    person, view = here.places[subject].subject.person, here.view(subject)
    return ToSee(
        name=person.name if person else "", reason=view.teacher_reason or view.teacher_word
    )


def _why(stop: Stop) -> str:
    if stop.why == "not_started" and not stop.ready:
        return ngettext(
            "%(count)s has not started and nobody is ready: bring the catch-up sheet.",
            "%(count)s have not started and nobody is ready: bring the catch-up sheet.",
            stop.not_started,
        ) % {"count": stop.not_started}
    said = {
        "misconceived": ngettext(
            "%(count)s is sure of an error: let them explain before you correct.",
            "%(count)s are sure of an error: let them explain before you correct.",
            stop.misconceived,
        )
        % {"count": stop.misconceived},
        "stuck": ngettext(
            "%(count)s is stuck: ask what they have tried.",
            "%(count)s are stuck: ask what they have tried.",
            stop.stuck,
        )
        % {"count": stop.stuck},
        "not_started": ngettext(
            "%(count)s has not started: seat them beside somebody who is ready.",
            "%(count)s have not started: seat them beside somebody who is ready.",
            stop.not_started,
        )
        % {"count": stop.not_started},
        "nobody_ready": _("Nobody is ready yet: begin with one question of the preparation."),
        "well": _("They are well: ask for the reason behind one answer, then go on."),
    }[stop.why]
    if stop.why in ("misconceived", "stuck") and not stop.ready:
        said = _("%(why)s Nobody there is ready.") % {"why": said}
    return said

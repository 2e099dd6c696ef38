"""What planning a meeting needs: modules, audiences, and dates proposed with their reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from volteface.courses.models import Module, Step
from volteface.rosters.models import Group
from volteface.rosters.queries import learners_of
from volteface.timetable.models import Cycle
from volteface.timetable.queries import busy_spans
from volteface.timetable.rules import wall
from volteface.timetable.rules.dates import Span, cautions_about, cycle_dates
from volteface.timetable.rules.proposal import offset_of, propose_slot, slot_minutes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.rosters.models import Cohort
    from volteface.timetable.rules.dates import CycleDates, Offsets
    from volteface.timetable.rules.proposal import Reason, SlotProposal

USUAL_HOUR = dt.time(10)
_USUAL_LENGTH = dt.timedelta(hours=1)
_USUAL_DAYS_AHEAD = range(7, 21)
_LOOK_BACK = dt.timedelta(days=4)
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A meeting with everything that follows from it, before anything is written."""

    module: Module
    dates: CycleDates
    module_minutes: int
    slot: tuple[dt.datetime, int] | None
    slot_reasons: tuple[Reason, ...]
    cautions: tuple[str, ...]
    learners: int


def modules_to_plan(cohort: Cohort) -> list[Module]:
    """The course's modules, in order; those without an edition cannot be published yet."""
    modules = Module.objects.filter(course_id=cohort.course_id, archived_at__isnull=True)
    return list(modules.select_related("published").order_by("position", "pk"))


def planned_in(cohort: Cohort) -> list[Cycle]:
    """The cohort's live cycles, which no module may get twice, by their meeting."""
    live = Cycle.objects.filter(cohort=cohort, archived_at__isnull=True)
    rows = live.exclude(state=Cycle.State.CANCELLED).select_related("meeting", "module", "group")
    return list(rows.order_by("meeting__starts_at", "pk"))


def next_to_plan(modules: Sequence[Module], planned: Sequence[Cycle]) -> Module | None:
    """The first module that nobody in the cohort has a cycle of, else the first."""
    taken = {cycle.module_id for cycle in planned}
    return next((each for each in modules if each.pk not in taken), next(iter(modules), None))


def in_the_way(
    module: Module, groups: Sequence[Group] | None, planned: Sequence[Cycle]
) -> tuple[Cycle, ...]:
    """The cycles this audience has of the module already; one of them is enough to refuse."""
    audiences = {None} if groups is None else {group.pk for group in groups}
    return tuple(
        cycle for cycle in planned if cycle.module_id == module.pk and cycle.group_id in audiences
    )


def groups_of(cohort: Cohort) -> list[Group]:
    """The cohort's live groups, by name."""
    return list(Group.objects.filter(cohort=cohort, archived_at__isnull=True).order_by("name"))


def minutes_of(module: Module) -> int:
    """How long the module takes: its edition's minutes, else its draft steps' together."""
    if module.published is not None:
        return module.published.minutes
    steps = Step.objects.filter(module=module, archived_at__isnull=True)
    return int(steps.aggregate(total=Sum("minutes"))["total"] or 0)


def usual_start(cohort: Cohort, *, at: dt.datetime) -> dt.datetime:
    """A free working day from next week on, at ten on the cohort's wall clock (naive)."""
    today = wall.wall_at(at, cohort.time_zone).date()
    last = at + dt.timedelta(days=_USUAL_DAYS_AHEAD.stop + 1)
    busy = busy_spans(cohort, since=at, until=last)
    days = (today + dt.timedelta(days=ahead) for ahead in _USUAL_DAYS_AHEAD)
    starts = [dt.datetime.combine(day, USUAL_HOUR) for day in days if day.weekday() < _SATURDAY]
    for start in starts:
        starts_at = wall.moment_at(start, cohort.time_zone)
        span = Span(starts_at=starts_at, ends_at=starts_at + _USUAL_LENGTH)
        if not any(span.overlaps(other) for other in busy):
            return start
    return starts[0]


def propose(
    module: Module,
    *,
    cohort: Cohort,
    groups: Sequence[Group] | None,
    meeting: Span,
    offsets: Offsets,
    slot: tuple[dt.datetime, int] | None,
    without_slot: bool,
    at: dt.datetime,
) -> Proposal:
    """All dates of a meeting; with no ``slot`` given, a free one is found unless none is wanted."""
    zone = cohort.time_zone
    start = meeting.starts_at
    busy = busy_spans(cohort, since=start - _LOOK_BACK, until=meeting.ends_at, groups=groups)
    minutes = minutes_of(module)
    found = None
    if slot is None and not without_slot:
        found = _free_slot(meeting, cohort, minutes=minutes, busy=busy, offsets=offsets, at=at)
        slot = (found.span.starts_at, found.offset.minutes) if found else None
    offset = offset_of(slot[0], slot[1], meeting_starts_at=start, zone=zone) if slot else None
    dates = cycle_dates(
        meeting=meeting, zone=zone, offsets=offsets, slots=[offset] if offset else []
    )
    cautions: tuple[str, ...] = cautions_about(dates, at=at)
    if any(meeting.overlaps(other) for other in busy):
        cautions = (*cautions, "meeting_overlaps")
    if any(own.overlaps(other) for own in dates.slots for other in busy):
        cautions = (*cautions, "slot_overlaps")
    if module.published_id is None:
        cautions = (*cautions, "module_draft")
    return Proposal(
        module=module,
        dates=dates,
        module_minutes=minutes,
        slot=slot,
        slot_reasons=found.reasons if found else (),
        cautions=cautions,
        learners=_learners(cohort, groups, at),
    )


def _free_slot(
    meeting: Span,
    cohort: Cohort,
    *,
    minutes: int,
    busy: Sequence[Span],
    offsets: Offsets,
    at: dt.datetime,
) -> SlotProposal | None:
    zone = cohort.time_zone
    dates = cycle_dates(meeting=meeting, zone=zone, offsets=offsets)
    return propose_slot(
        meeting_starts_at=meeting.starts_at,
        zone=zone,
        minutes=slot_minutes(minutes),
        busy=busy,
        closes_at=dates.closes_at,
        at=at,
    )


def _learners(cohort: Cohort, groups: Sequence[Group] | None, at: dt.datetime) -> int:
    learners = learners_of(cohort, at=at)
    return (learners if groups is None else learners.filter(group__in=groups)).count()

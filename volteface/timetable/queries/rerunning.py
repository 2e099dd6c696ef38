"""A cycle's module for others, or later: every date as far from the meeting as it was before."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.timetable.queries import offsets_of
from volteface.timetable.queries.planning import propose
from volteface.timetable.rules import wall
from volteface.timetable.rules.copying import shifted_back
from volteface.timetable.rules.dates import Span

if TYPE_CHECKING:
    from volteface.rosters.models import Cohort, Group
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries.planning import Proposal

WEEK = dt.timedelta(weeks=1)


def moment_in(cohort: Cohort, day: dt.date, clock: dt.time) -> dt.datetime:
    """The moment at which the clocks of the cohort show this day and time."""
    return wall.moment_at(dt.datetime.combine(day, clock), cohort.time_zone)


def weeks_later(cycle: Cycle, *, at: dt.datetime) -> dt.datetime:
    """The first day at least a week ahead with the cycle's weekday and hour, on its own clock."""
    meeting = cycle.meeting
    starts = wall.wall_at(meeting.starts_at, meeting.time_zone)
    soonest = wall.wall_at(at, meeting.time_zone) + WEEK
    return starts + WEEK * max(1, -((starts - soonest) // WEEK))


def slot_like(
    cycle: Cycle, *, cohort: Cohort, starts_at: dt.datetime
) -> tuple[dt.datetime, int] | None:
    """The learning time of a meeting at ``starts_at``, as long before it as the cycle's was."""
    slot = min(cycle.slots.all(), key=lambda each: each.pk, default=None)
    if slot is None:
        return None
    return shifted_back(starts_at, slot.before, cohort.time_zone), slot.minutes


def propose_like(
    cycle: Cycle,
    *,
    cohort: Cohort,
    group: Group | None,
    starts_at: dt.datetime,
    minutes: int,
    at: dt.datetime,
) -> Proposal:
    """All dates of the cycle's module taught again then, before anything is written."""
    slot = slot_like(cycle, cohort=cohort, starts_at=starts_at)
    return propose(
        cycle.module,
        cohort=cohort,
        groups=[group] if group else None,
        meeting=Span(starts_at=starts_at, ends_at=starts_at + dt.timedelta(minutes=minutes)),
        offsets=offsets_of(cycle),
        slot=slot,
        without_slot=slot is None,
        at=at,
    )

"""What a copy of a cohort's plan would hold: every meeting with its date then and now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.timetable.queries.planning import planned_in
from volteface.timetable.rules import copying

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from volteface.rosters.models import Cohort
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLine:
    """A meeting before and after, and what is worth a look."""

    cycle: Cycle
    was: dt.datetime
    becomes: dt.datetime
    slots: tuple[dt.datetime, ...]
    is_past: bool
    on_weekend: bool


def cycles_to_copy(cohort: Cohort) -> list[Cycle]:
    """The cohort's live cycles whose modules are live, by their meeting."""
    return [cycle for cycle in planned_in(cohort) if cycle.module.archived_at is None]


def copy_lines(
    cohort: Cohort, cycles: Sequence[Cycle], weeks: int, *, at: dt.datetime
) -> list[CopyLine]:
    """Every meeting as it would be, by its date."""
    return [_line(cohort, cycle, weeks, at) for cycle in cycles]


def _line(cohort: Cohort, cycle: Cycle, weeks: int, at: dt.datetime) -> CopyLine:
    zone = cycle.meeting.time_zone or cohort.time_zone
    becomes = copying.by_weeks(cycle.meeting.starts_at, weeks, zone)
    slots = [copying.shifted_back(becomes, slot.before, zone) for slot in cycle.slots.all()]
    return CopyLine(
        cycle=cycle,
        was=cycle.meeting.starts_at,
        becomes=becomes,
        slots=tuple(sorted(slots)),
        is_past=becomes <= at,
        on_weekend=copying.is_weekend(becomes, zone),
    )

"""A learning slot proposed before a meeting, with the reasons (see docs/algorithms/dates.md)."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from volteface.timetable.rules import wall
from volteface.timetable.rules.dates import SlotOffset, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OPENS = dt.time(8)
CLOSES = dt.time(18)
# Two days before leaves a day to remind those who missed it; the day before comes next.
DAYS_BEFORE = (2, 1, 3)
_STEP = 15
_SATURDAY = 5

type Reason = Literal["two_days", "day_before", "three_days", "same_hour", "nearest_hour"]

_DAY_REASONS: dict[int, Reason] = {2: "two_days", 1: "day_before", 3: "three_days"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotProposal:
    """Where the slot could be, and why there."""

    span: Span
    offset: SlotOffset
    reasons: tuple[Reason, ...]


def slot_minutes(module_minutes: int) -> int:
    """A module's minutes rounded up to five: what a timetable can hold."""
    return max(5, math.ceil(module_minutes / 5) * 5)


def offset_of(
    slot_starts_at: dt.datetime, minutes: int, *, meeting_starts_at: dt.datetime, zone: str
) -> SlotOffset:
    """A slot chosen by hand, as the offset that moves with the meeting."""
    before = wall.wall_distance(slot_starts_at, meeting_starts_at, zone)
    return SlotOffset(before=before, minutes=minutes)


def propose_slot(
    *,
    meeting_starts_at: dt.datetime,
    zone: str,
    minutes: int,
    busy: Sequence[Span],
    closes_at: dt.datetime,
    at: dt.datetime,
) -> SlotProposal | None:
    """A free slot on a working day one to three days before, within 8–18; none if there is none.

    It keeps clear of ``busy``, lies after ``at`` and ends before preparation closes. The hour of
    the meeting is tried first, because people are there at that hour, then the nearest ones.
    """
    length = dt.timedelta(minutes=minutes)
    for days, wanted, start in _candidates(wall.wall_at(meeting_starts_at, zone), minutes):
        starts_at = wall.moment_at(start, zone)
        span = Span(starts_at=starts_at, ends_at=starts_at + length)
        if starts_at < at or span.ends_at > closes_at or any(map(span.overlaps, busy)):
            continue
        before = wall.wall_distance(starts_at, meeting_starts_at, zone)
        return SlotProposal(
            span=span,
            offset=SlotOffset(before=before, minutes=minutes),
            reasons=(_DAY_REASONS[days], "same_hour" if start == wanted else "nearest_hour"),
        )
    return None


def _candidates(
    meeting: dt.datetime, minutes: int
) -> Iterator[tuple[int, dt.datetime, dt.datetime]]:
    """Days before, the hour one would like and a start to try, the best first."""
    for days in DAYS_BEFORE:
        day = (meeting - dt.timedelta(days=days)).date()
        if day.weekday() >= _SATURDAY:
            continue
        wanted = dt.datetime.combine(day, meeting.time())
        opens = dt.datetime.combine(day, OPENS)
        last = dt.datetime.combine(day, CLOSES) - dt.timedelta(minutes=minutes)
        count = (last - opens) // dt.timedelta(minutes=_STEP) + 1
        starts = {opens + dt.timedelta(minutes=_STEP * index) for index in range(count)}
        if opens <= wanted <= last:
            starts.add(wanted)
        for start in sorted(starts, key=lambda start: (abs(start - wanted), start)):
            yield days, wanted, start

"""Every date of a cycle, from the one anchor: its meeting (see docs/algorithms/dates.md)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from volteface.timetable.rules import wall

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_GAP = dt.timedelta(days=4)

type Caution = Literal[
    "no_slot",
    "gap_long",
    "slot_after_close",
    "slot_past",
    "close_after_meeting",
    "close_past",
    "meeting_past",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From one moment to another."""

    starts_at: dt.datetime
    ends_at: dt.datetime

    def overlaps(self, other: Span) -> bool:
        """Whether the two share any moment; touching ends do not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotOffset:
    """A slot as it is kept: how long before the meeting on the wall clock, and its minutes."""

    before: dt.timedelta
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Offsets:
    """How far each date lies from the meeting; the defaults of the method."""

    close_before: dt.timedelta = dt.timedelta(hours=3)
    soft_before: dt.timedelta = dt.timedelta(hours=48)
    # Minutes before preparation closes, and before the meeting.
    reminders: tuple[int, ...] = (24 * 60, 6 * 60)
    briefings: tuple[int, ...] = (12 * 60, 60)
    delayed_check_after: dt.timedelta = dt.timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleDates:
    """The dates of one cycle, in UTC; ``zone`` is where its meeting takes place."""

    zone: str
    slots: tuple[Span, ...]
    # The slot nearest to the meeting, which the gap is measured from.
    slot_starts_at: dt.datetime | None
    slot_ends_at: dt.datetime | None
    soft_at: dt.datetime
    closes_at: dt.datetime
    reminder_ats: tuple[dt.datetime, ...]
    briefing_ats: tuple[dt.datetime, ...]
    meeting_starts_at: dt.datetime
    meeting_ends_at: dt.datetime
    delayed_check_at: dt.datetime
    # From the slot's end to the meeting's start, in true time; none without a slot.
    gap: dt.timedelta | None

    @property
    def gap_is_long(self) -> bool:
        return self.gap is not None and self.gap > LONGEST_GAP


def cycle_dates(
    *,
    meeting: Span,
    zone: str,
    offsets: Offsets,
    slots: Sequence[SlotOffset] = (),
    pinned_close_at: dt.datetime | None = None,
) -> CycleDates:
    """All dates of a cycle. A closing pinned by hand stays where it is; the rest is computed."""
    start = meeting.starts_at.astimezone(dt.UTC)
    closes_at = pinned_close_at or wall.shifted(start, -offsets.close_before, zone)
    spans = sorted((slot_span(start, slot, zone) for slot in slots), key=lambda span: span.ends_at)
    last = spans[-1] if spans else None
    return CycleDates(
        zone=zone,
        slots=tuple(spans),
        slot_starts_at=last.starts_at if last else None,
        slot_ends_at=last.ends_at if last else None,
        soft_at=min(wall.shifted(start, -offsets.soft_before, zone), closes_at),
        closes_at=closes_at,
        reminder_ats=_before(closes_at, offsets.reminders, zone),
        briefing_ats=_before(start, offsets.briefings, zone),
        meeting_starts_at=start,
        meeting_ends_at=meeting.ends_at.astimezone(dt.UTC),
        delayed_check_at=wall.shifted(start, offsets.delayed_check_after, zone),
        gap=start - last.ends_at if last else None,
    )


def at_pace(dates: CycleDates, factor: float) -> CycleDates:
    """The dates of somebody with a time factor: their learning time is longer, nothing else moves.

    No limit (0) leaves the time as it is: it says when to begin, and nobody has to stop.
    """
    if factor in (0, 1) or not dates.slots:
        return dates
    spans = tuple(
        Span(
            starts_at=span.starts_at,
            ends_at=span.starts_at + (span.ends_at - span.starts_at) * factor,
        )
        for span in dates.slots
    )
    return replace(dates, slots=spans, slot_ends_at=spans[-1].ends_at)


def slot_span(meeting_starts_at: dt.datetime, slot: SlotOffset, zone: str) -> Span:
    """When a slot is, given the meeting it belongs to."""
    starts_at = wall.shifted(meeting_starts_at, -slot.before, zone)
    return Span(starts_at=starts_at, ends_at=starts_at + dt.timedelta(minutes=slot.minutes))


def reminders_before(
    closes_at: dt.datetime, minutes: Sequence[int], zone: str
) -> tuple[dt.datetime, ...]:
    """The reminders of somebody whose preparation closes at ``closes_at`` (an extension, say)."""
    return _before(closes_at, minutes, zone)


def cautions_about(dates: CycleDates, *, at: dt.datetime) -> tuple[Caution, ...]:
    """What a teacher should know before publishing these dates; never a refusal."""
    found: list[Caution] = []
    if dates.slot_ends_at is None or dates.slot_starts_at is None:
        found.append("no_slot")
    else:
        if dates.gap_is_long:
            found.append("gap_long")
        if dates.slot_ends_at > dates.closes_at:
            found.append("slot_after_close")
        if dates.slot_starts_at < at:
            found.append("slot_past")
    if dates.closes_at > dates.meeting_starts_at:
        found.append("close_after_meeting")
    if dates.meeting_starts_at <= at:
        found.append("meeting_past")
    elif dates.closes_at <= at:
        found.append("close_past")
    return tuple(found)


def _before(anchor: dt.datetime, minutes: Sequence[int], zone: str) -> tuple[dt.datetime, ...]:
    return tuple(
        wall.shifted(anchor, -dt.timedelta(minutes=count), zone)
        for count in sorted(minutes, reverse=True)
    )

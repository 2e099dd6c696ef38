"""A learning slot is proposed on a working day one to three days before, where people are free."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.timetable.rules import wall
from volteface.timetable.rules.dates import Offsets, Span, cycle_dates
from volteface.timetable.rules.proposal import (
    SlotProposal,
    offset_of,
    propose_slot,
    slot_minutes,
)
from volteface.timetable.tests.test_dates import ZONES

ZONE = "Europe/Paris"
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def moment(text: str, zone: str = ZONE) -> dt.datetime:
    return wall.moment_at(dt.datetime.fromisoformat(text), zone)


def span(starts: str, ends: str) -> Span:
    return Span(starts_at=moment(starts), ends_at=moment(ends))


def proposed(
    start: str, *busy: Span, minutes: int = 20, at: dt.datetime = LONG_AGO
) -> SlotProposal | None:
    starts_at = moment(start)
    return propose_slot(
        meeting_starts_at=starts_at,
        zone=ZONE,
        minutes=minutes,
        busy=busy,
        closes_at=starts_at - dt.timedelta(hours=3),
        at=at,
    )


def at_of(found: SlotProposal | None) -> str:
    return f"{wall.wall_at(found.span.starts_at, ZONE):%a %H:%M}" if found else ""


@pytest.mark.parametrize(
    ("minutes", "slot"), [(0, 5), (1, 5), (5, 5), (18, 20), (20, 20), (21, 25)]
)
def test_minutes_are_rounded_up_to_five(minutes: int, slot: int) -> None:
    assert slot_minutes(minutes) == slot


@pytest.mark.parametrize(
    ("meeting", "slot", "reason"),
    [
        ("2026-03-12 10:00", "Tue 10:00", "two_days"),
        # Monday: two days and one day before are the weekend.
        ("2026-03-16 10:00", "Fri 10:00", "three_days"),
        ("2026-03-10 10:00", "Mon 10:00", "day_before"),
        # Sunday: two days before is Friday.
        ("2026-03-15 10:00", "Fri 10:00", "two_days"),
    ],
)
def test_the_day_and_why(meeting: str, slot: str, reason: str) -> None:
    found = proposed(meeting)
    assert found is not None
    assert at_of(found) == slot
    assert found.reasons == (reason, "same_hour")


@pytest.mark.parametrize(
    ("meeting", "slot"),
    [
        ("2026-03-12 07:00", "Tue 08:00"),
        ("2026-03-12 19:30", "Tue 17:30"),
        ("2026-03-12 17:55", "Tue 17:30"),
        ("2026-03-12 10:07", "Tue 10:07"),
    ],
)
def test_the_hour_stays_within_the_day(meeting: str, slot: str) -> None:
    assert at_of(proposed(meeting)) == slot


def test_it_keeps_clear_of_what_is_known() -> None:
    lesson = span("2026-03-10 09:30", "2026-03-10 11:00")
    assert at_of(proposed("2026-03-12 10:00", lesson)) == "Tue 09:00"
    tuesday = span("2026-03-10 00:00", "2026-03-11 00:00")
    assert at_of(proposed("2026-03-12 10:00", tuesday)) == "Wed 10:00"
    both = span("2026-03-10 00:00", "2026-03-12 00:00")
    assert at_of(proposed("2026-03-12 10:00", both)) == "Mon 10:00"
    week = span("2026-03-01 00:00", "2026-03-12 00:00")
    assert proposed("2026-03-12 10:00", week) is None


def test_it_is_never_in_the_past_nor_after_the_closing() -> None:
    now = moment("2026-03-11 12:00")
    assert at_of(proposed("2026-03-12 10:00", at=now)) == "Wed 12:00"
    assert proposed("2026-03-12 10:00", at=moment("2026-03-11 17:50")) is None


def test_a_slot_longer_than_a_working_day_is_not_proposed() -> None:
    assert proposed("2026-03-12 10:00", minutes=601) is None


@given(
    day=st.dates(min_value=dt.date(2025, 1, 1), max_value=dt.date(2030, 12, 31)),
    minute=st.integers(0, 24 * 60 - 1),
    zone=st.sampled_from(ZONES),
    minutes=st.integers(1, 120).map(slot_minutes),
    taken=st.lists(st.tuples(st.integers(0, 72), st.integers(1, 8)), max_size=6),
)
def test_whatever_is_proposed_is_a_free_working_hour(
    day: dt.date, minute: int, zone: str, minutes: int, taken: list[tuple[int, int]]
) -> None:
    starts_at = wall.moment_at(
        dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute), zone
    )
    busy = []
    for hours, length in taken:
        begins = starts_at - dt.timedelta(hours=hours)
        busy.append(Span(starts_at=begins, ends_at=begins + dt.timedelta(hours=length)))
    dates = cycle_dates(
        meeting=Span(starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1)),
        zone=zone,
        offsets=Offsets(),
    )
    found = propose_slot(
        meeting_starts_at=starts_at,
        zone=zone,
        minutes=minutes,
        busy=busy,
        closes_at=dates.closes_at,
        at=LONG_AGO,
    )
    if found is None:
        return
    begins, ends = (wall.wall_at(each, zone) for each in (found.span.starts_at, found.span.ends_at))
    assert begins.weekday() < 5
    assert begins.time() >= dt.time(8)
    assert ends.time() <= dt.time(18)
    assert 1 <= (wall.wall_at(starts_at, zone).date() - begins.date()).days <= 3
    assert not any(found.span.overlaps(other) for other in busy)
    offset = offset_of(found.span.starts_at, minutes, meeting_starts_at=starts_at, zone=zone)
    assert offset == found.offset

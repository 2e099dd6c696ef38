"""Every date follows from the meeting's, on the wall clock, whatever the clocks do."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.timetable.rules import wall
from volteface.timetable.rules.dates import (
    Offsets,
    SlotOffset,
    Span,
    cautions_about,
    cycle_dates,
)

ZONES = [
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "Pacific/Apia",
]
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def meeting(text: str, zone: str = "Europe/Paris", minutes: int = 60) -> Span:
    starts_at = wall.moment_at(dt.datetime.fromisoformat(text), zone)
    return Span(starts_at=starts_at, ends_at=starts_at + dt.timedelta(minutes=minutes))


def shown(at: dt.datetime, zone: str = "Europe/Paris") -> str:
    return f"{wall.wall_at(at, zone):%Y-%m-%d %H:%M}"


def test_the_defaults_of_the_method() -> None:
    slot = SlotOffset(before=2 * DAY, minutes=20)
    dates = cycle_dates(
        meeting=meeting("2026-03-12 10:00"),
        zone="Europe/Paris",
        offsets=Offsets(),
        slots=[slot],
    )
    assert shown(dates.soft_at) == "2026-03-10 10:00"
    assert shown(dates.closes_at) == "2026-03-12 07:00"
    assert [shown(at) for at in dates.reminder_ats] == ["2026-03-11 07:00", "2026-03-12 01:00"]
    assert [shown(at) for at in dates.briefing_ats] == ["2026-03-11 22:00", "2026-03-12 09:00"]
    assert shown(dates.delayed_check_at) == "2026-03-15 10:00"
    assert dates.slot_ends_at is not None
    assert shown(dates.slot_ends_at) == "2026-03-10 10:20"
    assert dates.gap == 2 * DAY - dt.timedelta(minutes=20)


@pytest.mark.parametrize(
    ("wall_time", "moment"),
    [
        ("2026-03-29 01:59", "2026-03-29T00:59"),
        # 02:30 does not exist that day: the clocks jump at 01:00 UTC.
        ("2026-03-29 02:30", "2026-03-29T01:00"),
        ("2026-03-29 03:00", "2026-03-29T01:00"),
        # 02:30 comes twice: the first.
        ("2026-10-25 02:30", "2026-10-25T00:30"),
        ("2026-10-25 03:00", "2026-10-25T02:00"),
        ("2028-02-29 10:00", "2028-02-29T09:00"),
    ],
)
def test_wall_times_on_days_the_clocks_change(wall_time: str, moment: str) -> None:
    found = wall.moment_at(dt.datetime.fromisoformat(wall_time), "Europe/Paris")
    assert found == dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("start", "soft", "gap"),
    [
        # Monday after the clocks went forward, slot on Friday at ten: an hour less in truth.
        ("2026-03-30 10:00", "2026-03-28 10:00", 3 * DAY - HOUR - dt.timedelta(minutes=20)),
        ("2026-10-26 10:00", "2026-10-24 10:00", 3 * DAY + HOUR - dt.timedelta(minutes=20)),
        ("2028-03-01 10:00", "2028-02-28 10:00", 3 * DAY - dt.timedelta(minutes=20)),
        ("2027-03-01 10:00", "2027-02-27 10:00", 3 * DAY - dt.timedelta(minutes=20)),
    ],
)
def test_days_before_keep_the_hour(start: str, soft: str, gap: dt.timedelta) -> None:
    dates = cycle_dates(
        meeting=meeting(start),
        zone="Europe/Paris",
        offsets=Offsets(),
        slots=[SlotOffset(before=3 * DAY, minutes=20)],
    )
    assert shown(dates.soft_at) == soft
    assert dates.slot_starts_at is not None
    assert shown(dates.slot_starts_at).endswith("10:00")
    assert dates.gap == gap


def test_a_gap_above_four_days_is_said() -> None:
    def cautions(days: int) -> tuple[str, ...]:
        dates = cycle_dates(
            meeting=meeting("2026-03-12 10:00"),
            zone="Europe/Paris",
            offsets=Offsets(),
            slots=[SlotOffset(before=days * DAY, minutes=20)],
        )
        return cautions_about(dates, at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))

    assert cautions(4) == ()
    assert cautions(5) == ("gap_long",)


def test_no_slot_has_no_gap_and_is_said() -> None:
    dates = cycle_dates(meeting=meeting("2026-03-12 10:00"), zone="Europe/Paris", offsets=Offsets())
    assert dates.gap is None
    assert cautions_about(dates, at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC)) == ("no_slot",)


def test_a_pinned_closing_stays_and_the_rest_follows_it() -> None:
    pinned = meeting("2026-03-11 18:00").starts_at
    for start in ("2026-03-12 10:00", "2026-03-13 10:00"):
        dates = cycle_dates(
            meeting=meeting(start),
            zone="Europe/Paris",
            offsets=Offsets(),
            pinned_close_at=pinned,
        )
        assert dates.closes_at == pinned
        assert shown(dates.reminder_ats[0]) == "2026-03-10 18:00"
        assert dates.soft_at <= pinned


def test_every_caution_has_its_case() -> None:
    slot = SlotOffset(before=HOUR, minutes=20)
    dates = cycle_dates(
        meeting=meeting("2026-03-12 10:00"),
        zone="Europe/Paris",
        offsets=Offsets(),
        slots=[slot],
        pinned_close_at=meeting("2026-03-12 09:10").starts_at,
    )
    start = dates.meeting_starts_at
    assert cautions_about(dates, at=start - 2 * HOUR) == ("slot_after_close",)
    assert cautions_about(dates, at=start) == ("slot_after_close", "slot_past", "meeting_past")
    assert cautions_about(dates, at=start - 15 * dt.timedelta(minutes=1)) == (
        "slot_after_close",
        "slot_past",
        "close_past",
    )
    late = cycle_dates(
        meeting=meeting("2026-03-12 10:00"),
        zone="Europe/Paris",
        offsets=Offsets(),
        slots=[SlotOffset(before=DAY, minutes=20)],
        pinned_close_at=start + HOUR,
    )
    assert cautions_about(late, at=start - 2 * DAY) == ("close_after_meeting",)


moments = st.datetimes(
    min_value=dt.datetime.fromisoformat("2024-01-01"),
    max_value=dt.datetime.fromisoformat("2032-12-31"),
).map(lambda at: at.replace(second=0, microsecond=0))


@given(at=moments, zone=st.sampled_from(ZONES), minutes=st.integers(0, 14 * 24 * 60))
def test_shifting_keeps_order_and_wall_clock_in_twelve_zones(
    at: dt.datetime, zone: str, minutes: int
) -> None:
    """C38 and R05: the same rule in every zone, on every day of the year."""
    moment = at.replace(tzinfo=dt.UTC)
    by = dt.timedelta(minutes=minutes)
    before = wall.shifted(moment, -by, zone)
    assert before <= moment or not minutes
    asked = wall.wall_at(moment, zone) - by
    here = ZoneInfo(zone)
    exists = asked.replace(tzinfo=here).astimezone(dt.UTC).astimezone(here)
    if exists.replace(tzinfo=None) == asked and minutes:
        assert wall.wall_at(before, zone) == asked


@given(
    at=moments,
    zone=st.sampled_from(ZONES),
    slot=st.integers(10, 7 * 24 * 60),
    length=st.integers(5, 240),
    close=st.integers(0, 72),
)
def test_the_dates_stand_in_their_order(
    at: dt.datetime, zone: str, slot: int, length: int, close: int
) -> None:
    starts_at = at.replace(tzinfo=dt.UTC)
    dates = cycle_dates(
        meeting=Span(starts_at=starts_at, ends_at=starts_at + dt.timedelta(minutes=length)),
        zone=zone,
        offsets=Offsets(close_before=close * HOUR),
        slots=[SlotOffset(before=dt.timedelta(minutes=slot), minutes=length)],
    )
    assert dates.soft_at <= dates.closes_at <= dates.meeting_starts_at
    assert list(dates.reminder_ats) == sorted(dates.reminder_ats)
    assert all(each <= dates.closes_at for each in dates.reminder_ats)
    assert list(dates.briefing_ats) == sorted(dates.briefing_ats)
    assert dates.slot_starts_at is not None
    again = wall.wall_distance(dates.slot_starts_at, dates.meeting_starts_at, zone)
    assert abs(again - dt.timedelta(minutes=slot)) <= 24 * HOUR
    assert dates.meeting_ends_at - dates.meeting_starts_at == dt.timedelta(minutes=length)


def test_a_day_that_never_was() -> None:
    """Samoa had no 30 December 2011: such a time is the moment the calendar jumped."""
    found = wall.moment_at(dt.datetime.fromisoformat("2011-12-30 12:00"), "Pacific/Apia")
    assert shown(found, "Pacific/Apia") == "2011-12-31 00:00"

"""When a message is sent, held back or dropped: the rules of reminders, one table per rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.messaging.rules import (
    Facts,
    Quiet,
    Send,
    Skip,
    Wait,
    day_of,
    decide,
    digest_time,
    is_quiet,
    retry_after,
    settled,
)

PARIS = Quiet(zone="Europe/Paris")
HOUR = dt.timedelta(hours=1)


def paris(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Paris"))


def shown(at: dt.datetime, zone: str = "Europe/Paris") -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%a %H:%M}"


NOON = paris("2026-03-11 12:00")
FACTS = Facts(at=NOON, channel="mail", quiet=PARIS)


@pytest.mark.parametrize(
    ("changes", "decision"),
    [
        ({}, Send()),
        ({"active": False}, Skip(because="suspended")),
        ({"unwanted_because": "done"}, Skip(because="done")),
        ({"useless_after": NOON - HOUR}, Skip(because="too_late")),
        ({"useless_after": NOON}, Send()),
        ({"stopped": True}, Skip(because="stopped")),
        ({"stopped": True, "channel": "page"}, Send()),
        ({"level": "needed"}, Send()),
        ({"level": "needed", "needs_me": False}, Skip(because="not_needed")),
        ({"level": "needed", "needs_me": False, "channel": "page"}, Send()),
        ({"reminds": True}, Send()),
        ({"reminds": True, "last_word_at": NOON - 71 * HOUR}, Skip(because="spoke")),
        ({"reminds": True, "last_word_at": NOON - 72 * HOUR}, Send()),
        ({"last_word_at": NOON - HOUR}, Send()),
        ({"reminds": True, "reminders_today": 1}, Skip(because="one_a_day")),
        ({"reminders_today": 1}, Send()),
        ({"reminds": True, "reminders_about_it": 2}, Send()),
        ({"reminds": True, "reminders_about_it": 3}, Skip(because="three_a_cycle")),
        ({"active": False, "unwanted_because": "done"}, Skip(because="suspended")),
    ],
)
def test_who_gets_it_and_why_not(changes: dict[str, object], decision: object) -> None:
    assert decide(replace(FACTS, **changes)) == decision


@pytest.mark.parametrize(
    ("clock", "changes", "decision"),
    [
        ("20:59", {}, Send()),
        ("21:00", {}, Wait(until=paris("2026-03-12 08:00"))),
        ("07:59", {}, Wait(until=paris("2026-03-11 08:00"))),
        ("08:00", {}, Send()),
        ("22:00", {"channel": "page"}, Send()),
        # Waiting would make it useless: a reminder is dropped, a change of date is mailed.
        ("22:00", {"useless_after": paris("2026-03-12 07:00")}, Skip(because="quiet_hours")),
        ("22:00", {"useless_after": paris("2026-03-12 07:00"), "breaks_quiet": True}, Send()),
        (
            "22:00",
            {"useless_after": paris("2026-03-12 09:00"), "breaks_quiet": True},
            Wait(until=paris("2026-03-12 08:00")),
        ),
    ],
)
def test_quiet_hours_when_sending(clock: str, changes: dict[str, object], decision: object) -> None:
    assert decide(replace(FACTS, at=paris(f"2026-03-11 {clock}"), **changes)) == decision


@pytest.mark.parametrize(
    ("due", "sent"),
    [
        ("2026-03-11 07:00", "Tue 20:59"),
        ("2026-03-11 01:00", "Tue 20:59"),
        ("2026-03-11 21:00", "Wed 20:59"),
        ("2026-03-11 23:30", "Wed 20:59"),
        ("2026-03-11 08:00", "Wed 08:00"),
        ("2026-03-11 20:59", "Wed 20:59"),
        # The night the clocks go forward, and the one they go back.
        ("2026-03-29 02:30", "Sat 20:59"),
        ("2026-10-25 02:30", "Sat 20:59"),
    ],
)
def test_a_time_inside_quiet_hours_moves_to_the_last_minute_before(due: str, sent: str) -> None:
    assert shown(settled(paris(due), quiet=PARIS, now=paris("2026-01-01 12:00"))) == sent


def test_what_is_due_now_at_night_waits_for_the_morning() -> None:
    now = paris("2026-03-11 22:00")
    assert shown(settled(now, quiet=PARIS, now=now)) == "Thu 08:00"


@pytest.mark.parametrize(
    ("begins", "ends", "clock", "quiet"),
    [
        ("00:00", "06:00", "05:59", True),
        ("00:00", "06:00", "06:00", False),
        ("12:00", "14:00", "13:00", True),
        ("12:00", "14:00", "14:00", False),
        ("09:00", "09:00", "09:00", False),
        ("22:00", "06:00", "23:00", True),
        ("22:00", "06:00", "05:00", True),
        ("22:00", "06:00", "21:59", False),
    ],
)
def test_hours_of_every_shape(begins: str, ends: str, clock: str, quiet: bool) -> None:
    hours = Quiet(
        begins=dt.time.fromisoformat(begins),
        ends=dt.time.fromisoformat(ends),
        zone="Europe/Paris",
    )
    at = paris(f"2026-03-11 {clock}")
    assert is_quiet(at, hours) is quiet
    assert not is_quiet(settled(at, quiet=hours, now=at), hours)


@pytest.mark.parametrize(
    ("clock", "sent_today", "decision"),
    [
        ("12:00", False, Wait(until=paris("2026-03-11 17:00"))),
        ("17:00", False, Send(in_digest=True)),
        ("20:00", False, Send(in_digest=True)),
        ("17:00", True, Wait(until=paris("2026-03-12 17:00"))),
        ("21:30", False, Wait(until=paris("2026-03-12 08:00"))),
    ],
)
def test_one_digest_a_day(clock: str, *, sent_today: bool, decision: object) -> None:
    at = paris(f"2026-03-11 {clock}")
    facts = replace(FACTS, at=at, level="digest", digest_sent_today=sent_today)
    assert decide(facts) == decision


def test_a_digest_keeps_out_of_quiet_hours_of_the_afternoon() -> None:
    quiet = Quiet(begins=dt.time(16), ends=dt.time(19), zone="Europe/Paris")
    assert shown(digest_time(NOON, quiet, sent_today=False)) == "Wed 19:00"


def test_the_readers_day_is_theirs() -> None:
    begins, ends = day_of(dt.datetime(2026, 3, 11, 23, 30, tzinfo=dt.UTC), "Asia/Tokyo")
    assert (shown(begins, "Asia/Tokyo"), shown(ends, "Asia/Tokyo")) == ("Thu 00:00", "Fri 00:00")
    begins, ends = day_of(paris("2026-03-29 12:00"), "Europe/Paris")
    assert ends - begins == 23 * HOUR


def test_a_mail_is_tried_five_times() -> None:
    waits = [retry_after(attempt) for attempt in range(1, 7)]
    assert [wait is not None for wait in waits] == [True] * 4 + [False] * 2
    assert waits[0] is not None
    assert waits[3] is not None
    assert waits[0] < waits[3]


@given(
    due=st.datetimes(
        min_value=dt.datetime.fromisoformat("2025-01-01"),
        max_value=dt.datetime.fromisoformat("2030-01-01"),
    ).map(lambda at: at.replace(tzinfo=dt.UTC, second=0, microsecond=0)),
    begins=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(["Europe/Paris", "Asia/Tokyo", "America/New_York", "Asia/Kathmandu"]),
)
def test_settled_is_never_quiet_nor_later_when_there_is_time(
    due: dt.datetime, begins: dt.time, ends: dt.time, zone: str
) -> None:
    quiet = Quiet(begins=begins, ends=ends, zone=zone)
    found = settled(due, quiet=quiet, now=due - dt.timedelta(days=2))
    assert found <= due
    local = found.astimezone(ZoneInfo(zone))
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    if not twice and due - found < dt.timedelta(hours=20):
        assert not is_quiet(found, quiet) or begins == ends

"""Dates as pages say them, in the reader's language."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import translation

from volteface.core.jinja import day, moment, short_day, until, worked

FIRST = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


@time_machine.travel(dt.datetime(2026, 11, 20, tzinfo=dt.UTC), tick=False)
def test_the_first_of_a_month_is_a_premier_in_french_only() -> None:
    with translation.override("fr"):
        assert day(FIRST) == "mardi 1er décembre"
        assert short_day(FIRST) == "1er déc."
        assert moment(FIRST).startswith("mar. 1er déc., ")
        assert day(FIRST + dt.timedelta(days=10)) == "vendredi 11 décembre"
    assert day(FIRST) == "Tuesday 1 December"


@time_machine.travel(dt.datetime(2026, 11, 20, tzinfo=dt.UTC), tick=False)
def test_a_day_without_a_time_is_said_like_a_moment() -> None:
    assert day(dt.date(2027, 1, 19)) == "Tuesday 19 January 2027"


@time_machine.travel(dt.datetime(2026, 11, 20, tzinfo=dt.UTC), tick=False)
@pytest.mark.parametrize(
    ("left", "said"),
    [
        (dt.timedelta(hours=6, minutes=40), "in 6 hours"),
        (dt.timedelta(hours=23, minutes=59), "in 23 hours"),
        (dt.timedelta(hours=2), "in 2 hours"),
        (dt.timedelta(minutes=59, seconds=59), "in 59 minutes"),
        (dt.timedelta(seconds=40), "in 40 seconds"),
        (dt.timedelta(hours=47, minutes=50), "in 47 hours"),
        (dt.timedelta(hours=48), "in 2 days"),
        (dt.timedelta(days=6, hours=23), "in 6 days"),
        (dt.timedelta(days=55, hours=23), "in 2 months"),
        (-dt.timedelta(hours=46), "2 days ago"),
    ],
)
def test_a_deadline_near_by_is_never_said_to_be_further(left: dt.timedelta, said: str) -> None:
    assert until(dt.datetime(2026, 11, 20, tzinfo=dt.UTC) + left) == said


def test_hours_of_work_are_said_as_hours() -> None:
    assert worked(119) == "119 min"
    assert worked(484) == "8.1 h"
    with translation.override("fr"):
        assert worked(484).replace("\N{NARROW NO-BREAK SPACE}", " ") == "8,1 h"

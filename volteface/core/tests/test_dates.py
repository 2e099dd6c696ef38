"""Dates as pages say them, in the reader's language."""

from __future__ import annotations

import datetime as dt

import time_machine
from django.utils import translation

from volteface.core.jinja import day, moment, short_day

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

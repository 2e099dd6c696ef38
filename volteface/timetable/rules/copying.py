"""Moving a whole plan by weeks: the same weekday and the same time on the clock."""

from __future__ import annotations

import datetime as dt

from volteface.timetable.rules import wall

_WEEK = dt.timedelta(days=7)
YEAR = 52
_SATURDAY = 5


def weeks_between(first: dt.date, wanted: dt.date) -> int:
    """How many weeks bring ``first`` into the week of ``wanted``, its weekday kept."""
    return (_monday(wanted) - _monday(first)) // _WEEK


def by_weeks(moment: dt.datetime, weeks: int, zone: str) -> dt.datetime:
    """The moment so many weeks later on the clocks of ``zone``, whatever they do meanwhile."""
    return wall.shifted(moment, weeks * _WEEK, zone)


def day_by_weeks(day: dt.date, weeks: int) -> dt.date:
    """The day so many weeks later."""
    return day + weeks * _WEEK


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def shifted_back(moment: dt.datetime, before: dt.timedelta, zone: str) -> dt.datetime:
    """So long before ``moment`` on the clock."""
    return wall.shifted(moment, -before, zone)


def is_weekend(moment: dt.datetime, zone: str) -> bool:
    """Whether it is a Saturday or a Sunday there."""
    return wall.wall_at(moment, zone).weekday() >= _SATURDAY

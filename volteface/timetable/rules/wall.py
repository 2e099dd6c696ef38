"""Arithmetic on the wall clock of an IANA zone, right on the days the clocks change."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

_DAY = dt.timedelta(days=1)


def moment_at(wall: dt.datetime, zone: str) -> dt.datetime:
    """The moment, in UTC, at which the clocks of ``zone`` show the naive time ``wall``.

    A time shown twice means its first showing; a time that is skipped means the jump itself.
    """
    here = ZoneInfo(zone)
    first = wall.replace(tzinfo=here, fold=0).astimezone(dt.UTC)
    if first.astimezone(here).replace(tzinfo=None) == wall:
        return first
    return _jump_after(wall - _DAY, wall + _DAY, here)


def wall_at(moment: dt.datetime, zone: str) -> dt.datetime:
    """What the clocks of ``zone`` show at ``moment``, as a naive time."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def shifted(moment: dt.datetime, by: dt.timedelta, zone: str) -> dt.datetime:
    """``moment`` moved on the wall clock: two days before 10:00 is 10:00, clock change or not."""
    if not by:
        return moment.astimezone(dt.UTC)
    return moment_at(wall_at(moment, zone) + by, zone)


def wall_distance(earlier: dt.datetime, later: dt.datetime, zone: str) -> dt.timedelta:
    """How far apart two moments are on the wall clock: the inverse of ``shifted``."""
    return wall_at(later, zone) - wall_at(earlier, zone)


def _jump_after(since: dt.datetime, until: dt.datetime, here: ZoneInfo) -> dt.datetime:
    """The second at which the offset of ``here`` changes between two naive times around a gap."""
    low = int(since.replace(tzinfo=here).timestamp())
    high = int(until.replace(tzinfo=here).timestamp())
    before = dt.datetime.fromtimestamp(low, here).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if dt.datetime.fromtimestamp(middle, here).utcoffset() == before:
            low = middle
        else:
            high = middle
    return dt.datetime.fromtimestamp(high, dt.UTC)

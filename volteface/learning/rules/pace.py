"""Minutes as measured, minutes for somebody with a time factor, and who has really begun.

In prose: docs/algorithms/signals.md.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# What others needed is told from five people on.
FEWEST = 5
UNLIMITED = 0
# Why somebody stopped is asked only of who has really begun: this long in sight, or one answer.
ENGAGED_SECONDS = 3 * 60
# And who has been away for this long: a change of page is no stop.
AWAY = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The median of what people needed, and of how many."""

    minutes: int
    n: int


def stretched_minutes(minutes: int, factor: float) -> int:
    """What is said to somebody with a time factor; "unlimited" changes no estimate."""
    return minutes if factor in (UNLIMITED, 1) else math.ceil(minutes * factor)


def measured_steps(seconds: Mapping[str, Sequence[int]]) -> dict[str, Measured]:
    """Each step's median, from the seconds of everybody who finished it, where five did."""
    found = {}
    for key, spent in seconds.items():
        counted = [one for one in spent if one > 0]
        if len(counted) >= FEWEST:
            found[key] = _measured(counted)
    return found


def measured_whole(totals: Iterable[int]) -> Measured | None:
    """The median of the whole way, from everybody who finished all of it."""
    counted = [one for one in totals if one > 0]
    return _measured(counted) if len(counted) >= FEWEST else None


def is_engaged(*, seconds: int, answers: int) -> bool:
    """Whether somebody has really begun."""
    return answers > 0 or seconds >= ENGAGED_SECONDS


def _measured(seconds: Sequence[int]) -> Measured:
    return Measured(minutes=max(1, round(median(seconds) / 60)), n=len(seconds))

"""Minutes of preparation: spent, from the moments somebody changed something; saved, estimated.

In prose: docs/algorithms/preparation.md.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# A longer pause ends a stretch of work.
PAUSE = dt.timedelta(minutes=5)
# What a stretch counts before its first change was saved.
HEAD_START = dt.timedelta(minutes=1)
# What writing one anew would have taken: our own guess, shown as one.
MINUTES_A_STEP = 12
MINUTES_A_QUESTION = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """What a module has that nobody wrote anew."""

    steps: int
    questions: int

    @property
    def minutes(self) -> int:
        """An estimate of the preparation it saved."""
        return MINUTES_A_STEP * self.steps + MINUTES_A_QUESTION * self.questions


def minutes_spent(moments: Iterable[dt.datetime]) -> int:
    """Minutes of work behind changes saved at these moments, whole ones.

    Changes at most five minutes apart are one stretch; a stretch lasts from its first change to
    its last, and a minute before that.
    """
    ordered = sorted(moments)
    if not ordered:
        return 0
    total = HEAD_START
    for before, after in pairwise(ordered):
        total += after - before if after - before <= PAUSE else HEAD_START
    return round(total / dt.timedelta(minutes=1))

"""How far a set of questions agrees with itself: KR-20 and alpha, and the error of a score."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.questions.rules.items.moments import NOTHING, covariance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.items.matrix import Row

FEWEST_ITEMS = 10
FEWEST_LEARNERS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Cronbach's alpha (KR-20 where every mark is 0 or 1) of the learners who answered all."""

    alpha: float
    # Standard error of measurement and spread of the sum, in points of one a question.
    sem: float
    sd: float
    mean: float
    items: int
    n: int
    is_kr20: bool


def reliability(rows: Sequence[Row]) -> Reliability | None:
    """Alpha of the complete rows, without any guard; nothing where the sums do not vary."""
    complete = [[mark for mark in row if mark is not None] for row in rows]
    complete = [row for row, whole in zip(complete, rows, strict=True) if len(row) == len(whole)]
    items = len(rows[0]) if rows else 0
    if len(complete) < 2 or items < 2:  # noqa: PLR2004 - a spread needs two
        return None
    sums = [math.fsum(row) for row in complete]
    spread = covariance(sums, sums)
    if spread < NOTHING:
        return None
    columns = list(zip(*complete, strict=True))
    within = math.fsum(covariance(column, column) for column in columns)
    alpha = items / (items - 1) * (1 - within / spread)
    return Reliability(
        alpha=alpha,
        sem=math.sqrt(spread * max(0.0, 1 - alpha)),
        sd=math.sqrt(spread),
        mean=math.fsum(sums) / len(sums),
        items=items,
        n=len(complete),
        is_kr20=all(mark in (0.0, 1.0) for row in complete for mark in row),
    )


def shown_reliability(rows: Sequence[Row]) -> Reliability | None:
    """Alpha only where it means something: ten questions, thirty learners who answered all."""
    found = reliability(rows)
    if found is None or found.items < FEWEST_ITEMS or found.n < FEWEST_LEARNERS:
        return None
    return found

"""A quiz's figures in the definitions of another platform's report, for who moves from there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.questions.rules.items.moments import NOTHING, covariance, mean

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizItem:
    """One question of a quiz; shares are of 1, weights and indices of 100."""

    facility: float | None
    sd: float
    effective_weight: float
    discrimination_index: float | None
    discriminative_efficiency: float | None


def quiz_items(
    columns: Sequence[Sequence[float]], totals: Sequence[float], worth: Sequence[float]
) -> list[QuizItem]:
    """Each column of marks (``worth`` points at most) against the learners' totals.

    The discrimination index correlates a mark with the rest of the total; the efficiency divides
    that covariance by the greatest the same marks could have; the effective weight is the square
    root of the covariance with the total, as a share of all of them.
    """
    roots = [math.sqrt(abs(covariance(column, totals))) for column in columns]
    whole = math.fsum(roots)
    return [
        _item(column, totals, points, weight=100 * root / whole if whole > NOTHING else 0.0)
        for column, points, root in zip(columns, worth, roots, strict=True)
    ]


def _item(
    marks: Sequence[float], totals: Sequence[float], worth: float, *, weight: float
) -> QuizItem:
    rests = [total - mark for mark, total in zip(marks, totals, strict=True)]
    together = covariance(marks, rests)
    spread = covariance(marks, marks) * covariance(rests, rests)
    most = covariance(sorted(marks), sorted(rests))
    return QuizItem(
        facility=mean(marks) / worth if worth else None,
        sd=math.sqrt(covariance(marks, marks)),
        effective_weight=weight,
        discrimination_index=100 * together / math.sqrt(spread) if spread > NOTHING else None,
        discriminative_efficiency=100 * together / most if abs(most) > NOTHING else None,
    )

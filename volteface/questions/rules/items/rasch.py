"""The Rasch model by conditional maximum likelihood: difficulties free of who was asked."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.items.matrix import Row

_ROUNDS = 500
_CLOSE = 1e-9
# Partial credit is not right; rounding of thirds is no reason for wrong.
_FULL = 0.999


def rasch_difficulties(rows: Sequence[Row]) -> tuple[float, ...] | None:
    """Item difficulties with the sum 0, from the learners who answered every question.

    Who got all or nothing says nothing about differences and is left out. Nothing where an item is
    right for all the others or for none.
    """
    whole = [[float(mark >= _FULL) for mark in row if mark is not None] for row in rows]
    width = len(rows[0]) if rows else 0
    used = [row for row in whole if len(row) == width and 0 < sum(row) < width]
    hits = [sum(column) for column in zip(*used, strict=True)]
    if not used or any(not 0 < hit < len(used) for hit in hits):
        return None
    scores = Counter(int(sum(row)) for row in used)
    easiness = [math.log(hit / (len(used) - hit)) for hit in hits]
    for _round in range(_ROUNDS):
        easiness = _centred(easiness)
        expected, spread = _moments([math.exp(value) for value in easiness], scores)
        steps = [
            (hit - mean) / variance
            for hit, mean, variance in zip(hits, expected, spread, strict=True)
        ]
        easiness = [value + step for value, step in zip(easiness, steps, strict=True)]
        if max(abs(step) for step in steps) < _CLOSE:
            break
    return tuple(-value for value in _centred(easiness))


def _moments(epsilon: Sequence[float], scores: Counter[int]) -> tuple[list[float], list[float]]:
    """Expected right answers of each item given the scores, and their variances."""
    gamma = _symmetric(epsilon)
    means, variances = [], []
    for item, own in enumerate(epsilon):
        others = _symmetric([value for place, value in enumerate(epsilon) if place != item])
        chances = {score: own * others[score - 1] / gamma[score] for score in scores}
        means.append(math.fsum(count * chances[score] for score, count in scores.items()))
        variances.append(
            math.fsum(
                count * chances[score] * (1 - chances[score]) for score, count in scores.items()
            )
        )
    return means, variances


def _symmetric(epsilon: Sequence[float]) -> list[float]:
    """The elementary symmetric functions of all orders, by the summation algorithm."""
    gamma = [1.0] + [0.0] * len(epsilon)
    for size, value in enumerate(epsilon, 1):
        for order in range(size, 0, -1):
            gamma[order] += value * gamma[order - 1]
    return gamma


def _centred(values: Sequence[float]) -> list[float]:
    middle = math.fsum(values) / len(values)
    return [value - middle for value in values]

"""The two-parameter logistic model by marginal maximum likelihood (EM over a normal ability).

Pure Python: the inner sums run in C (`math.sumprod`), so a numerical library is not needed.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.questions.rules.items.hermite import normal_nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.items.matrix import Row

NODES = 41
_ROUNDS = 500
CLOSE = 1e-6
_NEWTON_STEPS = 8
_STEEPEST = 6.0
# Partial credit is not right; rounding of thirds is no reason for wrong.
_FULL = 0.999


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """An item's curve: right with chance 1 / (1 + exp(−(slope·θ + intercept)))."""

    slope: float
    intercept: float

    @property
    def difficulty(self) -> float:
        """The ability at which half are right."""
        return -self.intercept / self.slope


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoParameterFit:
    """The items' curves and how likely they make the answers."""

    curves: tuple[Curve, ...]
    log_likelihood: float
    rounds: int
    n: int
    converged: bool


class _Patterns:
    """Equal rows counted once, as columns of floats the sums can run over."""

    def __init__(self, rows: Sequence[Row]) -> None:
        counted = Counter(
            tuple(None if mark is None else float(mark >= _FULL) for mark in row) for row in rows
        )
        self.counts = [float(count) for count in counted.values()]
        self.right = [[mark or 0.0 for mark in row] for row in counted]
        self.seen = [[float(mark is not None) for mark in row] for row in counted]
        self.whole = all(mark is not None for row in counted for mark in row)
        self.right_by_item = list(zip(*self.right, strict=True))
        self.seen_by_item = list(zip(*self.seen, strict=True))
        self.width = len(self.right[0])


def fit_two_parameter(
    rows: Sequence[Row], *, nodes: int = NODES, close: float = CLOSE
) -> TwoParameterFit | None:
    """Fit by EM from the items' shares; only a full mark counts as right.

    Gaps are taken as missing at random. Nothing where an item is right for everybody or nobody,
    for then its curve has no place. ``close`` is how little the parameters still move at the end.
    """
    if not rows:
        return None
    data = _Patterns(rows)
    curves = _first_curves(data)
    if curves is None:
        return None
    points, weights = normal_nodes(nodes)
    log_weights = [math.log(weight) for weight in weights]
    moved, rounds, likelihood = math.inf, 0, 0.0
    while moved > close and rounds < _ROUNDS:
        posterior, likelihood = _expect(data, curves, points, log_weights)
        after = _maximise(data, curves, points, posterior)
        moved = max(
            max(abs(new[0] - old[0]), abs(new[1] - old[1]))
            for new, old in zip(after, curves, strict=True)
        )
        curves = after
        rounds += 1
    likelihood = _expect(data, curves, points, log_weights)[1]
    return TwoParameterFit(
        curves=tuple(Curve(slope=slope, intercept=intercept) for slope, intercept in curves),
        log_likelihood=likelihood,
        rounds=rounds,
        n=len(rows),
        converged=moved <= close,
    )


def _first_curves(data: _Patterns) -> list[tuple[float, float]] | None:
    curves = []
    for right, seen in zip(data.right_by_item, data.seen_by_item, strict=True):
        n = math.sumprod(seen, data.counts)
        share = math.sumprod(right, data.counts) / n if n else 0.0
        if not 0 < share < 1:
            return None
        curves.append((1.0, 1.2 * math.log(share / (1 - share))))
    return curves


def _expect(
    data: _Patterns,
    curves: list[tuple[float, float]],
    points: Sequence[float],
    log_weights: Sequence[float],
) -> tuple[list[list[float]], float]:
    """For each node, how many of each pattern are expected there; and the log-likelihood."""
    columns = []
    for point, log_weight in zip(points, log_weights, strict=True):
        logits = [slope * point + intercept for slope, intercept in curves]
        softplus = [_softplus(logit) for logit in logits]
        if data.whole:
            base = log_weight - math.fsum(softplus)
            columns.append([base + math.sumprod(row, logits) for row in data.right])
        else:
            columns.append(
                [
                    log_weight + math.sumprod(row, logits) - math.sumprod(seen, softplus)
                    for row, seen in zip(data.right, data.seen, strict=True)
                ]
            )
    likelihood = 0.0
    shares = []
    for logs, count in zip(zip(*columns, strict=True), data.counts, strict=True):
        most = max(logs)
        parts = [math.exp(log - most) for log in logs]
        total = math.fsum(parts)
        likelihood += count * (most + math.log(total))
        scale = count / total
        shares.append([part * scale for part in parts])
    return [list(column) for column in zip(*shares, strict=True)], likelihood


def _maximise(
    data: _Patterns,
    curves: list[tuple[float, float]],
    points: Sequence[float],
    posterior: list[list[float]],
) -> list[tuple[float, float]]:
    everybody = [math.fsum(column) for column in posterior]
    after = []
    for item, curve in enumerate(curves):
        right = [math.sumprod(data.right_by_item[item], column) for column in posterior]
        seen = (
            everybody
            if data.whole
            else [math.sumprod(data.seen_by_item[item], column) for column in posterior]
        )
        after.append(_newton(curve, points, right, seen))
    return after


def _newton(
    curve: tuple[float, float],
    points: Sequence[float],
    right: Sequence[float],
    seen: Sequence[float],
) -> tuple[float, float]:
    """The logistic regression of expected right answers on the nodes."""
    slope, intercept = curve
    for _step in range(_NEWTON_STEPS):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, hits, n in zip(points, right, seen, strict=True):
            chance = _logistic(slope * x + intercept)
            gap = hits - n * chance
            weight = n * chance * (1 - chance)
            g0 += gap
            g1 += gap * x
            h00 += weight
            h01 += weight * x
            h11 += weight * x * x
        determinant = h00 * h11 - h01 * h01
        if determinant <= 0:
            break
        d_slope = (h00 * g1 - h01 * g0) / determinant
        d_intercept = (h11 * g0 - h01 * g1) / determinant
        longest = max(abs(d_slope), abs(d_intercept))
        pace = min(1.0, 1.0 / longest) if longest else 0.0
        slope = max(-_STEEPEST, min(_STEEPEST, slope + pace * d_slope))
        intercept += pace * d_intercept
        if longest < 1e-9:  # noqa: PLR2004 - far below the outer precision
            break
    return slope, intercept


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else (e := math.exp(x)) / (1 + e)

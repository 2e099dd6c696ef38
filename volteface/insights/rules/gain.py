"""The effect of a cycle: paired class-level gain and Cohen's d, each with its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.insights.rules.student_t import two_sided

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEVEL = 0.95
# Nothing is computed for fewer people, whoever asks.
HIDDEN_BELOW = 5
# The responsible teacher reads counts, not percentages, below this.
COUNTS_ONLY_BELOW = 10
# Below it a float is a rounding error.
_NOTHING = 1e-12
# Standard normal quantile for 95 %, as Bonett's interval uses it.
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval; an interval that does not exist is left out, never invented."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A class mean of shares between 0 and 1, with a t interval."""

    n: int
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What changed between two checks for the people who took both."""

    n: int
    before: float
    after: float
    difference: Estimate
    # Hake's class-level normalised gain; nothing where everybody was right already.
    normalised: Estimate | None
    # Cohen's d for paired means; nothing where nobody differs from anybody.
    d: Estimate | None


def mean_of(shares: Sequence[float]) -> Mean | None:
    """The class mean with a 95 % t interval, cut to the scale; nothing for nobody."""
    n = len(shares)
    if not n:
        return None
    mean = math.fsum(shares) / n
    if n == 1:
        return Mean(n=n, mean=mean, low=None, high=None)
    half = two_sided(LEVEL, n - 1) * math.sqrt(_variance(shares, mean) / n)
    return Mean(n=n, mean=mean, low=max(0.0, mean - half), high=min(1.0, mean + half))


def paired_gain(before: Mapping[int, float], after: Mapping[int, float]) -> Gain | None:
    """The gain of the people found in both checks; nothing below ``HIDDEN_BELOW`` of them."""
    both = sorted(before.keys() & after.keys())
    if len(both) < HIDDEN_BELOW:
        return None
    pairs = _Pairs([before[key] for key in both], [after[key] for key in both])
    return Gain(
        n=pairs.n,
        before=pairs.mean_before,
        after=pairs.mean_after,
        difference=_difference(pairs),
        normalised=_normalised(pairs),
        d=_cohens_d(pairs),
    )


class _Pairs:
    """Two columns of equal length with the moments every formula below needs."""

    def __init__(self, before: Sequence[float], after: Sequence[float]) -> None:
        self.n = len(before)
        self.mean_before = math.fsum(before) / self.n
        self.mean_after = math.fsum(after) / self.n
        self.var_before = _variance(before, self.mean_before)
        self.var_after = _variance(after, self.mean_after)
        self.covariance = math.fsum(
            (x - self.mean_before) * (y - self.mean_after)
            for x, y in zip(before, after, strict=True)
        ) / (self.n - 1)
        self.var_difference = max(0.0, self.var_before + self.var_after - 2 * self.covariance)


def _difference(pairs: _Pairs) -> Estimate:
    value = pairs.mean_after - pairs.mean_before
    half = two_sided(LEVEL, pairs.n - 1) * math.sqrt(pairs.var_difference / pairs.n)
    return Estimate(value, value - half, value + half)


def _normalised(pairs: _Pairs) -> Estimate | None:
    """(post − pre) / (1 − pre) = 1 − A/B for the mean distances A, B to full marks.

    The interval is Fieller's for a ratio of paired means: exact for normal data, closed, and in
    need of neither chance nor repetition. It has no ends where B is not clearly above zero; then
    none are given.
    """
    left_before, left_after = 1.0 - pairs.mean_before, 1.0 - pairs.mean_after
    if left_before < _NOTHING:
        return None
    ratio = left_after / left_before
    t2 = two_sided(LEVEL, pairs.n - 1) ** 2
    # Distances to 1 have the variances and the covariance of the marks themselves.
    var_after, var_before = pairs.var_after / pairs.n, pairs.var_before / pairs.n
    covariance = pairs.covariance / pairs.n
    a = left_before**2 - t2 * var_before
    b = left_after * left_before - t2 * covariance
    c = left_after**2 - t2 * var_after
    under_root = b * b - a * c
    if a <= _NOTHING or under_root < -_NOTHING:
        return Estimate(1.0 - ratio, None, None)
    root = math.sqrt(max(0.0, under_root))
    return Estimate(1.0 - ratio, 1.0 - (b + root) / a, 1.0 - (b - root) / a)


def _cohens_d(pairs: _Pairs) -> Estimate | None:
    """The mean difference over the average standard deviation, interval after Bonett (2008)."""
    pooled = (pairs.var_before + pairs.var_after) / 2
    if pooled < _NOTHING:
        return None
    df = pairs.n - 1
    d = (pairs.mean_after - pairs.mean_before) / math.sqrt(pooled)
    squares = pairs.var_before**2 + pairs.var_after**2 + 2 * pairs.covariance**2
    variance = d * d * squares / (8 * df * pooled**2) + pairs.var_difference / (df * pooled)
    half = _Z * math.sqrt(variance)
    return Estimate(d, d - half, d + half)


def _variance(numbers: Sequence[float], mean: float) -> float:
    return math.fsum((number - mean) ** 2 for number in numbers) / (len(numbers) - 1)

"""Means, spreads and correlations with their 95 % intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# The standard normal quantile of a 95 % interval.
Z = 1.959963984540054
# Below it a float is a rounding error.
NOTHING = 1e-12
# Fisher's interval of a correlation divides by √(n − 3).
_FEWEST_PAIRS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number, its 95 % interval and how many people it comes from."""

    value: float
    low: float
    high: float
    n: int


def mean(numbers: Sequence[float]) -> float:
    """The arithmetic mean."""
    return math.fsum(numbers) / len(numbers)


def covariance(first: Sequence[float], second: Sequence[float]) -> float:
    """The sample covariance (n − 1); of a column with itself its variance."""
    about = [number - mean_first for mean_first in (mean(first),) for number in first]
    other = [number - mean_second for mean_second in (mean(second),) for number in second]
    return math.sumprod(about, other) / (len(first) - 1)


def correlation(first: Sequence[float], second: Sequence[float]) -> Estimate | None:
    """Pearson's r with Fisher's interval; nothing where a column does not vary."""
    n = len(first)
    if n < _FEWEST_PAIRS:
        return None
    spread = covariance(first, first) * covariance(second, second)
    if spread < NOTHING:
        return None
    r = max(-1.0, min(1.0, covariance(first, second) / math.sqrt(spread)))
    if abs(r) > 1 - NOTHING:
        return Estimate(value=r, low=r, high=r, n=n)
    z, half = math.atanh(r), Z / math.sqrt(n - 3)
    return Estimate(value=r, low=math.tanh(z - half), high=math.tanh(z + half), n=n)


def proportion(hits: float, n: int) -> Estimate:
    """A share with Wilson's interval, which stays inside 0 and 1."""
    share = hits / n
    z2 = Z * Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Estimate(value=share, low=min(low, share), high=max(high, share), n=n)


def mean_mark(marks: Sequence[float]) -> Estimate:
    """The mean mark: Wilson's interval for marks of 0 and 1, the normal one for partial credit."""
    n = len(marks)
    if all(mark in (0.0, 1.0) for mark in marks):
        return proportion(math.fsum(marks), n)
    middle = mean(marks)
    half = Z * math.sqrt(covariance(marks, marks) / n) if n > 1 else 0.0
    return Estimate(value=middle, low=max(-1.0, middle - half), high=min(1.0, middle + half), n=n)


def quantile(ordered: Sequence[float], share: float) -> float:
    """The quantile of ordered numbers, between two of them by proportion."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)

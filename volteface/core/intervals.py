"""How sure a share is."""

from __future__ import annotations

from math import sqrt

_Z95 = 1.96


def wilson(count: int, n: int) -> tuple[float, float]:
    """The interval of a share that holds it nineteen times in twenty, also near 0 and 1."""
    share, z2 = count / n, _Z95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z95 * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)

"""How sure a share is, against published figures."""

from __future__ import annotations

import pytest

from volteface.core.intervals import wilson


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (3, 10, 0.1078, 0.6032), (0, 5, 0.0, 0.4345), (5, 5, 0.5655, 1.0)],
)
def test_the_interval_is_wilsons(count: int, n: int, low: float, high: float) -> None:
    assert wilson(count, n) == pytest.approx((low, high), abs=1e-4)

"""Gauss-Hermite quadrature for a standard normal ability, found by Newton's method."""

from __future__ import annotations

import math
from functools import cache

_TURNS = 100
_CLOSE = 1e-14


@cache
def normal_nodes(count: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Points and weights with Σ w f(x) ≈ the mean of f over a standard normal variable."""
    nodes: list[float] = []
    weights: list[float] = []
    for index in range((count + 1) // 2):
        node = _root(count, _guess(count, index, nodes))
        slope = math.sqrt(2 * count) * _pair(count, node)[1]
        nodes.append(node)
        weights.append(2 / (slope * slope))
    mirrored = count // 2
    all_nodes = [-node for node in nodes] + list(reversed(nodes[:mirrored]))
    all_weights = weights + list(reversed(weights[:mirrored]))
    root_pi = math.sqrt(math.pi)
    return (
        tuple(math.sqrt(2) * node for node in all_nodes),
        tuple(weight / root_pi for weight in all_weights),
    )


def _pair(count: int, x: float) -> tuple[float, float]:
    """The orthonormal Hermite polynomials of degree ``count`` and one less, at ``x``."""
    before, value = 0.0, math.pi**-0.25
    for degree in range(count):
        before, value = (
            value,
            x * math.sqrt(2 / (degree + 1)) * value - math.sqrt(degree / (degree + 1)) * before,
        )
    return value, before


def _root(count: int, x: float) -> float:
    for _turn in range(_TURNS):
        value, before = _pair(count, x)
        step = value / (math.sqrt(2 * count) * before)
        x -= step
        if abs(step) < _CLOSE * max(1.0, abs(x)):
            break
    return x


def _guess(count: int, index: int, found: list[float]) -> float:
    """Where the next root is, going down from the greatest one (known asymptotic starts)."""
    if index == 0:
        return math.sqrt(2 * count + 1) - 1.85575 / math.pow(2 * count + 1, 1 / 6)
    if index == 1:
        return found[0] - 1.14 * math.pow(count, 0.426) / found[0]
    if index == 2:  # noqa: PLR2004 - the third start is of its own kind
        return 1.86 * found[1] - 0.86 * found[0]
    if index == 3:  # noqa: PLR2004 - and the fourth
        return 1.91 * found[2] - 0.91 * found[1]
    return 2 * found[-1] - found[-2]

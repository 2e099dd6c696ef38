"""What was measured, as rows of one table and as JSON."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number with its unit, its target and whether more is better."""

    bench: str
    name: str
    value: float
    unit: str = ""
    target: float | None = None
    more_is_better: bool = False

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; nothing where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.more_is_better else self.value <= self.target


def share(values: Sequence[float], part: float) -> float:
    """The value below which ``part`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values) if values else 0.0


def table(figures: Sequence[Figure]) -> str:
    """The figures as text, one a line."""
    lines = []
    for figure in figures:
        sign = {True: "✓", False: "✕", None: " "}[figure.is_met]
        bound = "≥" if figure.more_is_better else "≤"
        target = f"{bound} {figure.target:g} {figure.unit}" if figure.target is not None else ""
        value = f"{figure.value:,.1f}" if abs(figure.value) < 1000 else f"{figure.value:,.0f}"
        lines.append(
            f"{figure.bench:<9} {figure.name:<46} {value:>10} {figure.unit:<5} {target:<14} {sign}"
        )
    return "\n".join(lines)

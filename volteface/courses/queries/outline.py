"""What a module promises: its objectives and key points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from volteface.courses.models import Module


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What a module promises: objectives as pairs of key and text, and what to keep."""

    objectives: tuple[tuple[str, str], ...]
    key_points: tuple[str, ...]


def promises_of(module: Module) -> Promises:
    """The module's objectives and key points; two queries."""
    return Promises(objectives=objectives_of(module), key_points=key_points_of(module))


def objectives_of(module: Module) -> tuple[tuple[str, str], ...]:
    """The module's objectives as pairs of key and text."""
    return tuple(module.objectives.order_by("pk").values_list("key", "text"))


def key_points_of(module: Module) -> tuple[str, ...]:
    """The module's key points, in order."""
    return tuple(module.key_points.values_list("text", flat=True))

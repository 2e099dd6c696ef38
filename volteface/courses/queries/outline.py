"""What a module promises: its objectives and key points."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from volteface.courses.models import Module


def objectives_of(module: Module) -> tuple[tuple[str, str], ...]:
    """The module's objectives as pairs of key and text."""
    return tuple(module.objectives.order_by("pk").values_list("key", "text"))


def key_points_of(module: Module) -> tuple[str, ...]:
    """The module's key points, in order."""
    return tuple(module.key_points.values_list("text", flat=True))

"""What a module promises: its objectives and key points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.courses.rules.terms import Term, term_line, terms_from_json

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


def terms_of(module: Module) -> tuple[Term, ...]:
    """The module's words with their meanings, in order."""
    return terms_from_json(module.terms)


def term_lines(module: Module) -> str:
    """The terms as the module's form shows them."""
    return "\n".join(term_line(term) for term in terms_of(module))

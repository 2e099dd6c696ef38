"""The sign of each objective, dealt in the order in which a deck meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .game import SUITS

if TYPE_CHECKING:
    from .material import Material


class Suits:
    """Deals a sign to every objective a deck uses."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._dealt: dict[str, str] = {}

    def of(self, objective: str) -> str:
        """The objective's sign; beyond as many as there are signs, they begin anew."""
        return self._dealt.setdefault(objective, SUITS[len(self._dealt) % len(SUITS)])

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(sign, the objective's words) for the legend, without what has no objective."""
        return tuple(
            (suit, self._material.objective(key)) for key, suit in self._dealt.items() if key
        )

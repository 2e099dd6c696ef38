"""What simulated players know, guess and feel sure of, and what they learn on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .game import Random

# How much of what was missed is known when the same card comes back.
RELEARNT = 0.6
# Of what is known, how much can also be explained so that a table accepts it; and of what is not.
EXPLAINED, TALKED_THROUGH = 0.9, 0.1
# How sure people are (1, 2, 3) of what they know and of what they do not: the first shares end at.
_SURE_KNOWING = (0.1, 0.35)
_SURE_GUESSING = (0.65, 0.87)


class Minds:
    """Players who each know a share of the cards, drawn once and kept through the game."""

    def __init__(self, knowledge: Sequence[float], rng: Random) -> None:
        self._knowledge = tuple(knowledge)
        self._rng = rng
        self._known: dict[tuple[int, int], bool] = {}

    def knows(self, player: int, card: int) -> bool:
        """Whether the player knows the card at this moment."""
        if (player, card) not in self._known:
            self._known[player, card] = self._rng.random() < self._knowledge[player]
        return self._known[player, card]

    def told(self, player: int, card: int) -> None:
        """The right answer was read out: what was missed is often known from now on."""
        if not self.knows(player, card):
            self._known[player, card] = self._rng.random() < RELEARNT

    def answers(self, player: int, card: int, *, right: int, options: int) -> int:
        """One of the options: the right one when known, any of them otherwise."""
        return right if self.knows(player, card) else self._rng.randrange(options)

    def explains(self, player: int, card: int) -> bool:
        """Whether a table accepts what the player says about the card."""
        share = EXPLAINED if self.knows(player, card) else TALKED_THROUGH
        return self._rng.random() < share

    def sureness(self, player: int, card: int) -> int:
        """How sure the player feels, 1 to 3; feeling and knowing do not always agree."""
        low, middle = _SURE_KNOWING if self.knows(player, card) else _SURE_GUESSING
        drawn = self._rng.random()
        return 1 if drawn < low else 2 if drawn < middle else 3

"""The game itself: how long the track is, what its squares do, and a play-through to prove it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .deck import PER_SHEET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .deck import Random

SECONDS_PER_CARD = 75
RULES_MINUTES = 3
# One die for the whole table: it sets what a card is worth to everybody, so luck favours nobody.
DIE = (1, 1, 2, 2, 3, 3)
SHORTEST_TRACK, LONGEST_TRACK = 12, 40
# Squares a well-prepared player covers per card; with it nine games in ten end before the bell.
_PACE = 1.35
SAY_WHY, PAIR, AGAIN = "say_why", "pair", "again"
_CYCLE = (SAY_WHY, AGAIN, PAIR)
_EVERY = 4
# How much of what was missed is known when the same card comes back.
RELEARNT = 0.6
PLAYERS_PER_BOARD, SPARE_KITS = 5, 1
# Rules, key, pieces and board, each on one side of one sheet.
SHEETS_BESIDE_CARDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A place on the track; ``kind`` is empty for a plain one."""

    number: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a play-through came to; ``positions`` in the players' order."""

    cards_played: int
    seconds: int
    finished: bool
    positions: tuple[int, ...]

    @property
    def winner(self) -> int:
        """The player furthest along the track."""
        return max(range(len(self.positions)), key=self.positions.__getitem__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What printing takes."""

    kits: int
    sheets_per_kit: int
    sheets: int
    cutting_minutes: int


def cards_in(minutes: int) -> int:
    """Cards a table plays in the planned minutes, after hearing the rules."""
    return max(1, (minutes - RULES_MINUTES) * 60 // SECONDS_PER_CARD)


def track_length(minutes: int) -> int:
    """Squares between start and finish, so that the game ends in the planned minutes."""
    return max(SHORTEST_TRACK, min(LONGEST_TRACK, math.floor(cards_in(minutes) * _PACE)))


def track(length: int) -> tuple[Square, ...]:
    """The squares in order; every fourth is special, the last three are plain."""
    squares = []
    for number in range(1, length + 1):
        special = number % _EVERY == 0 and number <= length - 3
        kind = _CYCLE[(number // _EVERY - 1) % len(_CYCLE)] if special else ""
        squares.append(Square(number=number, kind=kind))
    return tuple(squares)


def estimate(*, learners: int, cards: int) -> Estimate:
    """Kits for tables of five and one spare, their sheets, and minutes with a paper cutter."""
    kits = math.ceil(learners / PLAYERS_PER_BOARD) + SPARE_KITS
    card_sheets = math.ceil(cards / PER_SHEET)
    per_kit = card_sheets + SHEETS_BESIDE_CARDS
    # A sheet of nine cards takes seven cuts, about a minute and a half when kits are stacked in
    # twos; pawns and die about five minutes with scissors.
    cutting = math.ceil(kits * (card_sheets * 1.5 / 2 + 5))
    return Estimate(
        kits=kits, sheets_per_kit=per_kit, sheets=kits * per_kit, cutting_minutes=cutting
    )


def play(knowledge: Sequence[float], *, minutes: int, questions: int, rng: Random) -> Outcome:
    """One game among players who each know a card with their own probability.

    Each card: the die sets its worth, everybody shows a letter at once, whoever is right moves.
    """
    length = track_length(minutes)
    kinds = [""] + [square.kind for square in track(length)]
    positions = [0] * len(knowledge)
    pending = ["" for _ in knowledge]
    missed: list[set[int]] = [set() for _ in knowledge]
    order: list[int] = []
    again: list[int] = []
    played = 0
    while played < cards_in(minutes) and max(positions) < length:
        card = _next_card(order, again, questions, look_again=AGAIN in pending, rng=rng)
        worth = DIE[rng.randrange(len(DIE))]
        right = [
            rng.random() < _chance(known, card in missed[player])
            for player, known in enumerate(knowledge)
        ]
        for player, was_right in enumerate(right):
            neighbour = right[(player + 1) % len(right)]
            if was_right or (pending[player] == PAIR and neighbour):
                step = worth + (1 if pending[player] == SAY_WHY and was_right else 0)
                positions[player] = min(length, positions[player] + step)
                pending[player] = kinds[positions[player]]
            else:
                pending[player] = ""
            if not was_right:
                missed[player].add(card)
        if sum(right) * 2 <= len(right):
            again.append(card)
        played += 1
    return Outcome(
        cards_played=played,
        seconds=RULES_MINUTES * 60 + played * SECONDS_PER_CARD,
        finished=max(positions) >= length,
        positions=tuple(positions),
    )


def _next_card(
    order: list[int], again: list[int], questions: int, *, look_again: bool, rng: Random
) -> int:
    if look_again and again:
        return again.pop(0)
    if not order:
        # The deck is used up: everything is shuffled and asked again.
        order.extend(range(questions))
        rng.shuffle(order)
    return order.pop()


def _chance(known: float, seen_and_missed: bool) -> float:
    return known + (1 - known) * RELEARNT if seen_and_missed else known

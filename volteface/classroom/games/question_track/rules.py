"""The game itself: how long the track is, what its squares do, and a play-through to prove it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom.games.game import Outcome
from volteface.classroom.games.minds import RELEARNT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Deck, Random

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A place on the track; ``kind`` is empty for a plain one."""

    number: int
    kind: str


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


def simulate(deck: Deck, *, players: Sequence[float], minutes: int, rng: Random) -> Outcome:
    """One game with this deck, among players who each know a card with their own probability."""
    return play(players, minutes=minutes, questions=len(deck.key), rng=rng)


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
        scores=tuple(float(position) for position in positions),
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

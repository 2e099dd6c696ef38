"""The game itself: how long the track is, what its squares do, and a play-through to prove it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from volteface.classroom.games.game import Outcome
from volteface.classroom.games.minds import Minds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Deck, Random

SECONDS_PER_CARD = 75
RULES_MINUTES = 3
# One die for the whole table: it sets what a card is worth to everybody, so luck favours nobody.
DIE = (1, 1, 2, 2, 3, 3)
SHORTEST_TRACK, LONGEST_TRACK = 12, 52
# Squares a well-prepared player covers per card, and what luck may take from them: it evens out in
# longer games. With both, nineteen games of twenty end before the bell.
_PACE, _LUCK = 1.9, 1.2
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
    cards = cards_in(minutes)
    squares = math.floor(cards * _PACE - math.sqrt(cards) * _LUCK)
    return max(SHORTEST_TRACK, min(LONGEST_TRACK, squares))


def usual_minutes(minutes: int) -> int:
    """When a mixed table usually reaches the finish."""
    cards = track_length(minutes) / _PACE
    return min(minutes, RULES_MINUTES + round(cards * SECONDS_PER_CARD / 60))


def track(length: int) -> tuple[Square, ...]:
    """The squares in order; every fourth is special, the last three are plain."""
    squares = []
    for number in range(1, length + 1):
        special = number % _EVERY == 0 and number <= length - 3
        kind = _CYCLE[(number // _EVERY - 1) % len(_CYCLE)] if special else ""
        squares.append(Square(number=number, kind=kind))
    return tuple(squares)


@dataclass(slots=True, kw_only=True)
class Piles:
    """Where the cards lie: still to be read, to talk about, laid aside (the oldest on top)."""

    to_read: list[int]
    to_talk_about: list[int] = field(default_factory=list)
    aside: list[int] = field(default_factory=list)

    def next_card(self, *, look_again: bool, rng: Random) -> int:
        """The next card to read; used up, the pile to talk about comes first, then the rest."""
        old = self.to_talk_about or self.aside
        if look_again and old:
            return old.pop(0)
        if not self.to_read:
            if self.to_talk_about:
                self.to_read, self.to_talk_about = self.to_talk_about, []
            else:
                self.to_read, self.aside = self.aside, []
            rng.shuffle(self.to_read)
        return self.to_read.pop()

    def put_away(self, card: int, *, missed: int, players: int) -> None:
        """Half the table or more was wrong: it is talked about."""
        (self.to_talk_about if missed * 2 >= players else self.aside).append(card)


def simulate(deck: Deck, *, players: Sequence[float], minutes: int, rng: Random) -> Outcome:
    """One game with this deck, among players who each know a share of its cards.

    Each card: the die sets its worth, everybody shows a letter at once, whoever is right moves.
    """
    options = [len(line) for line in _letters(deck)]
    length = track_length(minutes)
    kinds = [""] + [square.kind for square in track(length)]
    positions = [0] * len(players)
    pending = [""] * len(players)
    minds, seats = Minds(players, rng), range(len(players))
    piles = Piles(to_read=list(range(len(options))))
    rng.shuffle(piles.to_read)
    played = 0
    while options and played < cards_in(minutes) and max(positions) < length:
        card = piles.next_card(look_again=AGAIN in pending, rng=rng)
        worth = DIE[rng.randrange(len(DIE))]
        right = [minds.answers(seat, card, right=0, options=options[card]) == 0 for seat in seats]
        for seat in seats:
            step = _steps(pending[seat], worth, right, seat)
            if step and pending[seat] == SAY_WHY and minds.explains(seat, card):
                step += 1
            # Beyond the finish, steps still say who was ahead.
            positions[seat] += step
            pending[seat] = kinds[min(length, positions[seat])] if step else ""
            minds.told(seat, card)
        piles.put_away(card, missed=right.count(False), players=len(right))
        played += 1
    return Outcome(
        cards_played=played,
        seconds=RULES_MINUTES * 60 + played * SECONDS_PER_CARD,
        finished=max(positions) >= length,
        scores=tuple(float(position) for position in positions),
    )


def _steps(pending: str, worth: int, right: Sequence[bool], seat: int) -> int:
    """Right moves; paired up, a left neighbour who is right will do."""
    neighbour = pending == PAIR and right[(seat + 1) % len(right)]
    return worth if right[seat] or neighbour else 0


def _letters(deck: Deck) -> list[str]:
    """The letters that may be laid for each question of the deck, whole or on two cards."""
    found: dict[int, str] = {}
    for card in deck.cards:
        letters = "".join(letter for letter, _text in card.front.options)
        found[card.number] = found.get(card.number, "") + letters
    return list(found.values())

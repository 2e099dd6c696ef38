"""The tiles: each answers the one before it and asks the next, and the last leads to the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.classroom.games.fit import cards_needed
from volteface.classroom.games.game import Card, Deck, Face, KeyLine
from volteface.classroom.games.pairs import pairs_of, spare, spread

from .rules import LEAST_TILES, tiles_in, usual_minutes

if TYPE_CHECKING:
    from volteface.classroom.games.game import Random
    from volteface.classroom.games.material import Material
    from volteface.classroom.games.pairs import Pair

LEAST = LEAST_TILES
SIZE = "domino"


def count(material: Material) -> int:
    """How many tiles the module gives."""
    return len(pairs_of(material, fits=_fits)[0])


def build(material: Material, *, minutes: int, rng: Random) -> Deck:
    """A ring of as many tiles as the minutes allow; tile 1 begins, the other numbers tell nothing.

    The key goes along the ring: each line names the tile that answers.
    """
    found, left_out = pairs_of(material, fits=_fits)
    chosen = spread(found, tiles_in(minutes))
    left_out += spare([pair for pair in found if pair not in chosen])
    rng.shuffle(chosen)
    numbers = _numbers(len(chosen), rng)
    places = range(len(chosen))
    cards = [_tile(chosen[place - 1], chosen[place], numbers[place]) for place in places]
    key = [
        KeyLine(
            number=numbers[place],
            mark=str(numbers[(place + 1) % len(numbers)]),
            answer=pair.answer,
            why=pair.why or pair.ask,
        )
        for place, pair in enumerate(chosen)
    ]
    return Deck(
        game="dominoes",
        cards=tuple(sorted(cards, key=lambda card: card.number)),
        key=tuple(sorted(key, key=lambda line: line.number)),
        suits=(),
        facts={"tiles": len(chosen), "usual": usual_minutes(len(chosen), minutes)},
        left_out=tuple(left_out),
    )


def _tile(before: Pair, pair: Pair, number: int) -> Card:
    """Answers what the tile before asks, and asks the next."""
    return Card(
        number=number,
        front=Face(kind="domino", text=before.answer, second=pair.ask),
        question=pair.question,
        version=pair.version,
        term=pair.term,
        size=SIZE,
    )


def _fits(pair: Pair) -> bool:
    face = Face(kind="domino", text=pair.answer, second=pair.ask)
    return cards_needed(face, SIZE) == 1


def _numbers(count: int, rng: Random) -> list[int]:
    """1 begins the chain; the other numbers lie as they fall."""
    rest = list(range(2, count + 1))
    rng.shuffle(rest)
    return [1, *rest][:count]

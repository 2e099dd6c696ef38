"""The deck: A cards ask, B cards answer; each pair is known by the numbers in the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.classroom.games.fit import cards_needed
from volteface.classroom.games.game import Card, Deck, Face, KeyLine
from volteface.classroom.games.pairs import pairs_of, spare, spread

from .rules import LEAST_PAIRS, pairs_in, usual_minutes

if TYPE_CHECKING:
    from volteface.classroom.games.game import Random
    from volteface.classroom.games.material import Material
    from volteface.classroom.games.pairs import Pair

LEAST = LEAST_PAIRS
SIZE = "square"


def count(material: Material) -> int:
    """How many pairs the module gives."""
    return len(pairs_of(material, fits=_fits)[0])


def build(material: Material, *, minutes: int, rng: Random) -> Deck:
    """As many pairs as can be found in the minutes; numbers are dealt so that they tell nothing."""
    found, left_out = pairs_of(material, fits=_fits)
    chosen = spread(found, pairs_in(minutes))
    left_out += spare([pair for pair in found if pair not in chosen])
    numbers = _numbers(len(chosen), rng)
    answers = _numbers(len(chosen), rng, after=len(chosen))
    cards: list[Card] = []
    key: list[KeyLine] = []
    for pair, number, partner in zip(chosen, numbers, answers, strict=True):
        cards += [_card(pair, number, "A"), _card(pair, partner, "B")]
        key.append(KeyLine(number=number, mark=str(partner), answer=pair.answer, why=_why(pair)))
    return Deck(
        game="memory",
        cards=tuple(sorted(cards, key=lambda card: card.number)),
        key=tuple(sorted(key, key=lambda line: line.number)),
        suits=(),
        facts={"pairs": len(chosen), "usual": usual_minutes(len(chosen), minutes)},
        left_out=tuple(left_out),
    )


def faces(pair: Pair) -> tuple[Face, Face]:
    """What asks, and what answers."""
    label = "meaning" if pair.kind == "term" else "question" if pair.kind == "question" else "part"
    other = "term" if pair.kind == "term" else "answer" if pair.kind == "question" else "part"
    return (
        Face(kind="text", text=pair.ask, label=label),
        Face(kind="answer", text=pair.answer, label=other),
    )


def _fits(pair: Pair) -> bool:
    return all(cards_needed(face, SIZE) == 1 for face in faces(pair))


def _card(pair: Pair, number: int, side: str) -> Card:
    ask, answer = faces(pair)
    return Card(
        number=number,
        front=ask if side == "A" else answer,
        back=Face(kind="back", corner=side),
        question=pair.question,
        version=pair.version,
        term=pair.term,
        size=SIZE,
    )


def _why(pair: Pair) -> str:
    return pair.why or pair.ask


def _numbers(count: int, rng: Random, *, after: int = 0) -> list[int]:
    numbers = list(range(after + 1, after + count + 1))
    rng.shuffle(numbers)
    return numbers

"""The deck: which questions become cards, with letters dealt anew, and the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.classroom.games.fit import cards_needed
from volteface.classroom.games.game import (
    LETTERS,
    Card,
    Deck,
    Face,
    KeyLine,
    LeftOut,
    Pieces,
    Sheet,
)
from volteface.classroom.games.suits import Suits

from .rules import DIE, cards_in, track, track_length, usual_minutes

if TYPE_CHECKING:
    from volteface.classroom.games.game import Random
    from volteface.classroom.games.material import Item, Material

LEAST = 6
SEATS = 6
FEWEST_OPTIONS = 2
# A question that comes up more often in a game is no longer a question.
_OFTEN_ENOUGH = 3


def count(material: Material) -> int:
    """How many questions can be cards."""
    return sum(not _refusal(item) for item in material.items)


def build(material: Material, *, minutes: int, rng: Random) -> Deck:
    """Every question that fits as a card; the board is as long as the minutes want it."""
    suits = Suits(material)
    cards: list[Card] = []
    key: list[KeyLine] = []
    left_out = _not_played(material)
    for item in material.items:
        reason = _refusal(item)
        if reason:
            left_out.append(LeftOut(key=item.key, text=item.stem, reason=reason))
            continue
        number, suit = len(key) + 1, suits.of(item.objective)
        options, right = _dealt(item, rng)
        cards.append(_card(item, number, suit, options))
        key.append(
            KeyLine(
                number=number,
                mark=LETTERS[right],
                answer=options[right][1],
                why=item.explanation,
                suit=suit,
            )
        )
    length = track_length(minutes)
    squares = [{"number": square.number, "kind": square.kind} for square in track(length)]
    most = max((len(card.front.options) for card in cards), default=3)
    return Deck(
        game="question_track",
        cards=tuple(cards),
        key=tuple(key),
        suits=suits.pairs(),
        sheets=(Sheet(kind="board", data={"track": squares}, landscape=True),),
        pieces=Pieces(seats=SEATS, letters=LETTERS[:most], pawns=True, die=DIE),
        facts={"squares": length, "letters": LETTERS[:most], "usual": usual_minutes(minutes)},
        left_out=tuple(left_out),
        warnings=("few",) if cards_in(minutes) > _OFTEN_ENOUGH * len(key) else (),
    )


def _card(item: Item, number: int, suit: str, options: tuple[tuple[str, str], ...]) -> Card:
    return Card(
        number=number,
        front=Face(kind="question", text=item.stem, options=options),
        suit=suit,
        question=item.key,
        version=item.version,
    )


def _dealt(item: Item, rng: Random) -> tuple[tuple[tuple[str, str], ...], int]:
    """The options with their letters, and the place of the right one."""
    order = list(range(len(item.options)))
    if not item.keep_order:
        rng.shuffle(order)
    options = tuple((LETTERS[place], item.options[index].text) for place, index in enumerate(order))
    right = next(place for place, index in enumerate(order) if item.options[index].worth >= 1)
    return options, right


def _refusal(item: Item) -> str:
    if item.kind not in {"single", "true_false"}:
        return "kind"
    if not FEWEST_OPTIONS <= len(item.options) <= len(LETTERS):
        return "options"
    if item.right is None:
        return "several"
    options = tuple((LETTERS[place], option.text) for place, option in enumerate(item.options))
    return "" if cards_needed(Face(kind="question", text=item.stem, options=options)) else "long"


def _not_played(material: Material) -> list[LeftOut]:
    """What only other games are made of."""
    others = [(one.key, one.stem) for one in material.sequences]
    others += [(one.key, one.stem) for one in material.pairings]
    return [LeftOut(key=key, text=stem, reason="kind") for key, stem in others]

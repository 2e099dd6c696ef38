"""Lots: questions with one right option, numbers, words, and terms to be named."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

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
from volteface.classroom.games.naming import choices, recallable
from volteface.classroom.games.room import printable
from volteface.classroom.games.suits import Suits

from .rules import lots_in, special

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from volteface.classroom.games.game import Random
    from volteface.classroom.games.material import Item, Material, Term

LEAST = 8
# Cards for the planned lots with some over, so that a second game is another one; whole sheets.
_CARDS_A_LOT, _SHEET, MOST = 1.5, 9, 54
SEATS = 6
# A written answer is hardly ever hit by guessing.
WRITTEN = 20
CHIPS = ((1, 36), (5, 24), (10, 18))
_CHOSEN = ("single", "true_false", "multiple")
_TYPED = ("numeric", "short_text")
_FEWEST = 2


def count(material: Material) -> int:
    """How many lots the module gives."""
    return sum(not reason for _made, reason in _made_of(material, None))


def build(material: Material, *, minutes: int, rng: Random) -> Deck:
    """A card and a key line for every lot, and sheets to write answers and bids on."""
    left_out: list[LeftOut] = []
    found: list[_Lot] = []
    for lot, reason in _made_of(material, rng):
        if reason:
            left_out.append(_left(lot, reason))
        else:
            found.append(lot)
    lots = lots_in(minutes)
    chosen = _spread(found, min(MOST, _SHEET * ceil(lots * _CARDS_A_LOT / _SHEET)), rng)
    left_out += [_left(lot, "spare") for place, lot in enumerate(found) if place not in chosen]
    found = [found[place] for place in chosen]
    suits = Suits(material)
    cards: list[Card] = []
    key_lines: list[KeyLine] = []
    for number, (source, face, line) in enumerate(found, start=1):
        suit = suits.of(source.objective)
        cards.append(_card(number, suit, face, source))
        key_lines.append(
            KeyLine(number=number, answer=line.answer, mark=line.mark, why=line.why, suit=suit)
        )
    return Deck(
        game="auction",
        cards=tuple(cards),
        key=tuple(key_lines),
        suits=suits.pairs(),
        sheets=_sheets(lots),
        pieces=Pieces(chips=CHIPS),
        facts={
            "lots": lots,
            "options": tuple(len(card.front.options) or WRITTEN for card in cards),
        },
        left_out=tuple(left_out),
        warnings=("few",) if len(cards) < lots else (),
    )


def _sheets(lots: int) -> tuple[Sheet, ...]:
    """An account for every seat, two on a page."""
    rows = [{"lot": lot, "special": special(lot)} for lot in range(1, lots + 1)]
    return tuple(
        Sheet(kind="accounts", data={"seats": [first, first + 1], "rows": rows}, cuts=1)
        for first in range(1, SEATS, 2)
    )


type _Lot = tuple[Term | Item, Face, KeyLine]


def _spread(found: list[_Lot], most: int, rng: Random) -> list[int]:
    """At most so many, from every objective in turn, in their own order."""
    order = list(range(len(found)))
    rng.shuffle(order)
    seen: dict[str, int] = {}
    ranked = []
    for place in order:
        objective = found[place][0].objective
        seen[objective] = seen.get(objective, 0) + 1
        ranked.append((seen[objective], place))
    return sorted(place for _rank, place in sorted(ranked)[:most])


def _left(lot: _Lot, reason: str) -> LeftOut:
    key, text = _named(lot[0])
    return LeftOut(key=key, text=text, reason=reason)


def _made_of(material: Material, rng: Random | None) -> Iterator[tuple[_Lot, str]]:
    for term in material.terms:
        face, line = _of_term(term, material.terms, rng)
        yield (term, face, line), _too_long(face)
    for item in material.items:
        reason = _refusal(item)
        face, line = _of_item(item, rng)
        yield (item, face, line), reason or _too_long(face)


def _of_term(term: Term, terms: Sequence[Term], rng: Random | None) -> tuple[Face, KeyLine]:
    """Written where it can be recalled; a longer one is chosen among others."""
    if recallable(term, terms):
        face = Face(kind="question", text=term.meaning, label="word")
        return face, KeyLine(number=0, answer=term.term)
    names = [one.term for one in choices(term, terms)]
    if rng is not None:
        rng.shuffle(names)
    face = Face(
        kind="question",
        text=term.meaning,
        options=tuple(zip(LETTERS, names, strict=False)),
        label="letter",
    )
    mark = LETTERS[names.index(term.term)]
    return face, KeyLine(number=0, answer=term.term, mark=mark)


def _of_item(item: Item, rng: Random | None) -> tuple[Face, KeyLine]:
    if item.kind not in _CHOSEN or not item.right:
        face = Face(kind="question", text=item.stem, label="write")
        return face, KeyLine(number=0, answer=item.answer, why=item.explanation)
    options = list(item.options[: len(LETTERS)])
    if rng is not None and not item.keep_order:
        rng.shuffle(options)
    lettered = tuple((LETTERS[place], option.text) for place, option in enumerate(options))
    mark = next((LETTERS[at] for at, option in enumerate(options) if option.worth >= 1), "")
    face = Face(kind="question", text=item.stem, options=lettered, label="letter")
    return face, KeyLine(number=0, answer=item.right.text, mark=mark, why=item.explanation)


def _refusal(item: Item) -> str:
    if item.picture:
        return "picture"
    if item.kind in _TYPED:
        return "" if item.answer else "answer"
    if item.kind not in _CHOSEN:
        return "kind"
    if not _FEWEST <= len(item.options) <= len(LETTERS):
        return "options"
    return "" if item.right else "several"


def _too_long(face: Face) -> str:
    return "" if printable(face) else "long"


def _named(source: Term | Item) -> tuple[str, str]:
    key: str = getattr(source, "key", "") or getattr(source, "term", "")
    return key, getattr(source, "stem", key)


def _card(number: int, suit: str, face: Face, source: Term | Item) -> Card:
    return Card(
        number=number,
        front=face,
        suit=suit,
        question=getattr(source, "key", ""),
        version=getattr(source, "version", ""),
        term=getattr(source, "term", ""),
    )

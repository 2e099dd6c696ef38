"""What is called and what stands on the sheets: terms, short answers and pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom.games.fit import fits
from volteface.classroom.games.game import Card, Deck, Face, Fit, KeyLine, LeftOut, Pieces, Sheet
from volteface.classroom.games.room import printable
from volteface.classroom.games.suits import Suits

from .rules import goal, usual_minutes
from .sheets import deal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from volteface.classroom.games.game import Random
    from volteface.classroom.games.material import Item, Material

LEAST = 12
SEATS = 6
# The grid on half a page, the inner size of a square of the bench, and the edge inside a square.
_GRID, _BENCH, _INSET_MM = (186.0, 94.0), (32.0, 13.0), 5.0
# (side of the grid, least words, most words, from these minutes on)
_SIZES = ((5, 25, 30, 32), (4, 16, 20, 27), (4, 16, 18, 18), (3, 12, 12, 0))
_CHOSEN = ("single", "multiple")
_WRITTEN = ("numeric", "short_text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A meaning to call and the word to find."""

    key: str
    call: str
    word: str
    why: str = ""
    objective: str = ""
    question: str = ""
    version: str = ""
    term: str = ""


def count(material: Material) -> int:
    """How many words the module gives."""
    return len(_entries(material)[0])


def build(material: Material, *, minutes: int, rng: Random) -> Deck:
    """Calling cards, a sheet for every seat, and what was left out with the reason."""
    entries, left_out = _entries(material)
    side, most = shape(len(entries), minutes)
    chosen = _chosen(entries, most, rng)
    left_out += [
        LeftOut(key=entry.key, text=entry.call, reason="spare")
        for entry in entries
        if entry not in chosen
    ]
    suits = Suits(material)
    cards = tuple(_card(number, entry, suits) for number, entry in enumerate(chosen, start=1))
    key = tuple(
        KeyLine(number=card.number, answer=entry.word, why=entry.why or entry.call, suit=card.suit)
        for card, entry in zip(cards, chosen, strict=True)
    )
    # Too few words for a grid: the kit says what is missing instead of printing this.
    seats = SEATS if len(chosen) >= side * side else 0
    dealt = deal(len(chosen), side, seats=seats, rng=rng)
    return Deck(
        game="bingo",
        cards=cards,
        key=key,
        suits=suits.pairs(),
        sheets=tuple(_page(dealt[at : at + 2], at, side, chosen) for at in range(0, seats, 2)),
        pieces=Pieces(counters=min(120, SEATS * (len(chosen) * 3 // 4))),
        facts={
            "side": side,
            "words": len(chosen),
            "bench": max(0, len(chosen) - side * side),
            "goal": goal(len(chosen), minutes) if chosen else 1,
            "dealt": dealt,
            "usual": usual_minutes(len(chosen), minutes),
        },
        left_out=tuple(left_out),
        warnings=("no_terms",) if not material.terms else (),
    )


def shape(words: int, minutes: int) -> tuple[int, int]:
    """The grid's side and how many words are played with, for so many words and minutes."""
    for side, least, most, from_minutes in _SIZES:
        if words >= least and minutes >= from_minutes:
            return side, most
    return 3, 12


def _chosen(entries: Sequence[Entry], most: int, rng: Random) -> list[Entry]:
    """As many as are played with, terms first, in an order that says nothing."""
    order = list(range(len(entries)))
    rng.shuffle(order)
    order.sort(key=lambda place: not entries[place].term)
    return [entries[place] for place in sorted(order[:most])]


def _entries(material: Material) -> tuple[list[Entry], list[LeftOut]]:
    found: list[Entry] = []
    left_out: list[LeftOut] = []
    seen: set[str] = set()
    for entry, reason in _candidates(material):
        refusal = reason or _refusal(entry, seen)
        if refusal:
            left_out.append(LeftOut(key=entry.key, text=entry.call, reason=refusal))
            continue
        seen.add(_plain(entry.word))
        found.append(entry)
    return found, left_out


def _refusal(entry: Entry, seen: set[str]) -> str:
    if "![" in entry.call or "![" in entry.word:
        return "picture"
    if not fits(Fit(text=entry.word, width_mm=_BENCH[0], height_mm=_BENCH[1])):
        return "answer_long"
    if not printable(Face(kind="text", text=entry.call)):
        return "long"
    return "alike" if _plain(entry.word) in seen else ""


def _candidates(material: Material) -> Iterator[tuple[Entry, str]]:
    for term in material.terms:
        yield (
            Entry(
                key=term.term,
                call=term.meaning,
                word=term.term,
                objective=term.objective,
                term=term.term,
            ),
            "",
        )
    for pairing in material.pairings:
        for left, right in pairing.pairs:
            call = f"{pairing.stem} {left}".strip()
            yield (
                Entry(
                    key=pairing.key,
                    call=call,
                    word=right,
                    objective=pairing.objective,
                    question=pairing.key,
                    version=pairing.version,
                ),
                "",
            )
    for item in material.items:
        yield _from_item(item)


def _from_item(item: Item) -> tuple[Entry, str]:
    reason, word = "", ""
    if item.kind in _WRITTEN:
        word = item.answer
        reason = "" if word else "answer"
    elif item.kind in _CHOSEN:
        right = item.right
        word = right.text if right else ""
        reason = "" if right else "several"
    else:
        reason = "kind"
    if item.picture:
        reason = "picture"
    entry = Entry(
        key=item.key,
        call=item.stem,
        word=word,
        why=item.explanation,
        objective=item.objective,
        question=item.key,
        version=item.version,
    )
    return entry, reason


def _plain(text: str) -> str:
    return " ".join(text.casefold().strip(" .,;:!?").split())


def _card(number: int, entry: Entry, suits: Suits) -> Card:
    return Card(
        number=number,
        front=Face(kind="text", text=entry.call, label="call"),
        suit=suits.of(entry.objective),
        question=entry.question,
        version=entry.version,
        term=entry.term,
    )


def _page(pair: Sequence[Sequence[int]], first: int, side: int, entries: Sequence[Entry]) -> Sheet:
    """Two players' sheets on one page, to be cut in the middle."""
    grids = [
        {
            "seat": first + place + 1,
            "squares": [_square(entries[word].word, side) for word in sheet[: side * side]],
            "bench": [
                Fit(text=entries[word].word, width_mm=_BENCH[0], height_mm=_BENCH[1], largest=11.0)
                for word in sheet[side * side :]
            ],
        }
        for place, sheet in enumerate(pair)
    ]
    return Sheet(kind="bingo", data={"side": side, "grids": grids, "apart": True}, cuts=1)


def _square(word: str, side: int) -> Fit:
    return Fit(
        text=word,
        width_mm=_GRID[0] / side - _INSET_MM,
        height_mm=_GRID[1] / side - _INSET_MM,
        largest=15.0,
    )

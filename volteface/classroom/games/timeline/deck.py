"""Rows of cards that have one order: dated terms, and the parts of ordering questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from volteface.classroom.games.game import Card, Deck, Face, KeyLine, LeftOut, Pieces, Sheet
from volteface.classroom.games.room import on_one_card
from volteface.classroom.games.suits import Suits

from . import dates
from .rules import START, cards_in, usual_minutes

if TYPE_CHECKING:
    from volteface.classroom.games.game import Random
    from volteface.classroom.games.material import Material, Sequence

# Cards to place, beside the one each row begins with.
LEAST = 6
SEATS = 6
# Below, a row gives too little to think about; above, it is too long for the table and the slides.
SHORTEST, LONGEST = 4, 11
TRACK = 64
_ROWS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A card of a row: what it says, what stands on its other side, its place in the order."""

    text: str
    note: str
    when: str
    rank: float
    objective: str = ""
    term: str = ""
    question: str = ""
    version: str = ""


def count(material: Material) -> int:
    """How many cards can be placed."""
    return sum(len(row) - 1 for row in _rows(material, None)[0])


def build(material: Material, *, minutes: int, rng: Random) -> Deck:
    """The rows' cards, with the date or rank on the back, a track and slides to answer with."""
    rows, left_out = _rows(material, rng)
    suits = Suits(material)
    cards: list[Card] = []
    lines: list[tuple[int, ...]] = []
    ranks: list[float] = []
    key: list[KeyLine] = []
    for name, row in zip(_ROWS, rows, strict=False):
        lines.append(tuple(range(len(cards), len(cards) + len(row))))
        numbers = _numbers(len(row), rng)
        dealt = sorted(zip(numbers, row, strict=True), key=lambda pair: pair[0])
        ranks += [event.rank for _number, event in dealt]
        made = [_card(len(cards) + 1 + number, name, event, suits) for number, event in dealt]
        key += [_key_line(made[number], event) for number, event in zip(numbers, row, strict=True)]
        cards += made
    placed = sum(len(line) - 1 for line in lines)
    played = min(cards_in(minutes), 2 * placed)
    return Deck(
        game="timeline",
        cards=tuple(cards),
        key=tuple(key),
        suits=suits.pairs(),
        sheets=(
            Sheet(kind="track", data={"length": TRACK, "start": START}, landscape=True),
            Sheet(kind="slides", data={"seats": SEATS, "places": LONGEST}, cuts=SEATS + 1),
        ),
        pieces=Pieces(seats=SEATS, pawns=True),
        facts={
            "rows": tuple(lines),
            "ranks": tuple(ranks),
            "places": placed,
            "played": played,
            "usual": usual_minutes(played),
        },
        left_out=tuple(left_out),
        warnings=("short",) if 2 * placed < cards_in(minutes) else (),
    )


def _numbers(cards: int, rng: Random) -> list[int]:
    """Printed on the fronts, they must not tell the row's order, nor that order backwards."""
    ahead = list(range(cards))
    numbers = list(ahead)
    while cards >= SHORTEST and numbers in (ahead, ahead[::-1]):
        rng.shuffle(numbers)
    return numbers


def _rows(material: Material, rng: Random | None) -> tuple[list[list[Event]], list[LeftOut]]:
    rows: list[list[Event]] = []
    left_out: list[LeftOut] = []
    for sequence in material.sequences:
        reason = _refusal(sequence)
        if reason:
            left_out.append(LeftOut(key=sequence.key, text=sequence.stem, reason=reason))
        else:
            rows.append(_of_sequence(sequence))
    dated: list[tuple[str, Event]] = []
    for term in material.terms:
        when = dates.read(term.when)
        if when is None:
            left_out.append(LeftOut(key=term.term, text=term.term, reason="when"))
            continue
        if not (_fits(term.term) and _fits(term.when)):
            left_out.append(LeftOut(key=term.term, text=term.term, reason="one_card"))
            continue
        if dates.told(term.term, term.when):
            left_out.append(LeftOut(key=term.term, text=term.term, reason="tells"))
            continue
        event = Event(
            text=term.term,
            note="" if dates.told(term.meaning, term.when) else term.meaning,
            when=term.when,
            rank=when.value,
            objective=term.objective,
            term=term.term,
        )
        dated.append((when.kind, event))
    for _kind, found in groupby(sorted(dated, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        events = [event for _same, event in found]
        if len(events) < SHORTEST:
            left_out += [LeftOut(key=one.term, text=one.term, reason="few") for one in events]
            continue
        rows += _parts(events, rng)
    return rows, left_out


def _parts(events: list[Event], rng: Random | None) -> list[list[Event]]:
    """A row of at most so many cards, or several of about the same length."""
    if rng is not None:
        rng.shuffle(events)
    rows = -(-len(events) // LONGEST)
    return [sorted(events[row::rows], key=lambda event: event.rank) for row in range(rows)]


def _refusal(sequence: Sequence) -> str:
    if not SHORTEST <= len(sequence.parts) <= LONGEST:
        return "few" if len(sequence.parts) < SHORTEST else "long"
    if any("![" in text for text in (sequence.stem, *sequence.parts)):
        return "picture"
    return "" if all(_fits(part) for part in sequence.parts) else "one_card"


def _fits(text: str) -> bool:
    return bool(text.strip()) and on_one_card(Face(kind="answer", text=text))


def _side(text: str, note: str, row: str, *, label: str = "") -> Face:
    """A side of a card; what explains it only where it leaves the card one."""
    face = Face(kind="answer", text=text, note=note, corner=row, label=label)
    return face if on_one_card(face) else replace(face, note="")


def _of_sequence(sequence: Sequence) -> list[Event]:
    return [
        Event(
            text=part,
            note=sequence.stem,
            when=f"{place} / {len(sequence.parts)}",
            rank=place,
            objective=sequence.objective,
            question=sequence.key,
            version=sequence.version,
        )
        for place, part in enumerate(sequence.parts, start=1)
    ]


def _card(number: int, row: str, event: Event, suits: Suits) -> Card:
    return Card(
        number=number,
        front=_side(event.text, event.note, row, label="where"),
        back=_side(event.when, event.text, row),
        suit=suits.of(event.objective),
        question=event.question,
        version=event.version,
        term=event.term,
    )


def _key_line(card: Card, event: Event) -> KeyLine:
    """The key has the rows in their order, for whoever prepares or leads the debrief."""
    return KeyLine(
        number=card.number,
        mark=card.front.corner,
        answer=event.text,
        why=event.when,
        suit=card.suit,
    )

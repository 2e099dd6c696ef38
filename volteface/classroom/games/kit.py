"""A deck as the template prints it: texts measured, cards at their places, the key in pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from volteface.core import faces

from .fit import SIZES, parts_of, size_of
from .game import SUIT_LETTERS, Fit
from .kit_words import common_words, thanks_words
from .pages import key_pages, key_widths, piece_pages, shortened_reason
from .paper import DUPLEX, FOLD, LARGE_LEAST, Grid, Place, estimate, grid_of
from .texts import blocks, breakable, plain, right_to_left, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .fit import Part
    from .game import Card, Deck, Face, KeyLine, Pieces, RulePage
    from .paper import Estimate, Mark, Printing

    type Json = dict[str, Any]
    # Gives the name of the file that goes along for a picture, or nothing.
    type Pictures = Callable[[str], str]


class DoesNotFit(ValueError):
    """A deck holds a text that was never asked whether it fits: a fault of the game."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A side of a card on its way to the paper."""

    card: Card
    face: Face
    points: float
    number: int
    of: int


@dataclass(slots=True, kw_only=True)
class Set:
    """Everything a kit is printed from, besides its deck."""

    deck: Deck
    page: RulePage
    words: Mapping[str, str]
    module: str
    language: str
    printing: Printing
    pictures: Pictures = field(default=lambda _name: "")
    # Room for the kit's own code on the rules: it belongs to a meeting.
    coded: bool = False
    # Learners who made cards of it and want to be named.
    thanks: tuple[str, ...] = ()


def data_of(made: Set) -> Json:
    """Everything the template prints."""
    printing, deck = made.printing, made.deck
    paper = printing.sheet
    lines, points = key_pages(deck, printing)
    return {
        "title": f"{made.page.title} · {made.module}",
        "module": made.module,
        "module_short": shortened(made.module, width_mm=44, size=9),
        "initial": made.module.strip()[:1].upper() or "V",
        "language": made.language,
        "families": list(faces.FAMILIES),
        "bw": printing.black_and_white,
        "large": printing.large,
        "folded": printing.sides == FOLD,
        "factor": printing.factor,
        "paper": {"width": paper.width_mm, "height": paper.height_mm},
        "sizes": {name: _size(name) for name in SIZES},
        "words": common_words() | dict(made.words),
        "facts": dict(deck.facts),
        "coded": made.coded,
        "thanks": thanks_words(made.thanks),
        "rules": _rules(made.page),
        "suits": [_suit(suit, words, made) for suit, words in deck.suits],
        "key": [[_key_line(line, points, made) for line in page] for page in lines],
        "key_points": points,
        "pieces": _pieces(deck.pieces),
        "piece_pages": piece_pages(deck.pieces, printing),
        "sheets": [
            {
                "kind": sheet.kind,
                "landscape": sheet.landscape,
                "data": _with_fits(dict(sheet.data), made),
            }
            for sheet in deck.sheets
        ],
        "cards": _card_sheets(made),
    }


def printed_cards(deck: Deck, printing: Printing) -> list[tuple[Printed, Printed]]:
    """Every card to cut, front and back; a long face goes on on a second card."""
    found: list[tuple[Printed, Printed]] = []
    for card in deck.cards:
        fronts, backs = (
            _parts(face, card.size, large=printing.large) for face in (card.front, card.back)
        )
        if not fronts or not backs:
            message = f"card {card.number} of {deck.game} does not fit"
            raise DoesNotFit(message)
        for place in range(max(len(fronts), len(backs))):
            sides = [
                Printed(
                    card=card,
                    face=parts[min(place, len(parts) - 1)].face,
                    points=parts[min(place, len(parts) - 1)].points,
                    number=place + 1,
                    of=max(len(fronts), len(backs)),
                )
                for parts in (fronts, backs)
            ]
            found.append((sides[0], sides[1]))
    return found


def _parts(face: Face, size: str, *, large: bool) -> tuple[Part, ...]:
    """The face on one card or more; large print parts only what can be played in parts."""
    usual = parts_of(face, size)
    if not large:
        return usual
    larger = parts_of(face, size, least=LARGE_LEAST)
    in_parts = bool(face.options) and not face.note
    return larger if larger and (len(larger) <= len(usual) or in_parts) else usual


def estimate_of(deck: Deck, printing: Printing, *, kits: int) -> Estimate:
    """Sheets and minutes, before anything is printed."""
    other = (
        1
        + len(key_pages(deck, printing)[0])
        + len(piece_pages(deck.pieces, printing))
        # Large ones take two pages.
        + len(deck.sheets) * (2 if printing.large else 1)
    )
    if printing.large and printing.sides == FOLD:
        # Large rules take two pages, which no sheet has then.
        other += 1
    return estimate(
        [front.card.size for front, _back in printed_cards(deck, printing)],
        printing,
        kits=kits,
        other_sheets=other,
        other_cuts=sum(sheet.cuts for sheet in deck.sheets),
        pieces=deck.pieces is not None,
    )


def texts_of(made: Set) -> list[str]:
    """Every text a kit prints: to look for characters no face has."""
    deck = made.deck
    sides = [side for card in deck.cards for side in (card.front, card.back)]
    found = [made.module, *made.thanks, *made.words.values(), *_rule_texts(made.page)]
    found += [text for side in sides for text in (side.text, side.second, side.note, side.corner)]
    found += [text for side in sides for text in side.lines]
    found += [text for side in sides for _letter, text in side.options]
    found += [text for line in deck.key for text in (line.answer, line.why)]
    found += [words for _suit, words in deck.suits]
    found += _strings([dict(sheet.data) for sheet in deck.sheets])
    return [plain(text) for text in found if text]


def _rule_texts(page: RulePage) -> list[str]:
    asides = [text for aside in page.asides for text in (aside.title, aside.text)]
    return [page.title, page.idea, page.end, *page.setup, *page.turn, *page.debrief, *asides]


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Fit):
        return [value.text]
    if isinstance(value, dict):
        return _strings(list(value.values()))
    if isinstance(value, (list, tuple)):
        return [text for one in value for text in _strings(one)]
    return []


def _size(name: str) -> Json:
    size = SIZES[name]
    return {
        "width": size.width_mm,
        "height": size.height_mm,
        "text_width": size.text_width_mm,
        "text_height": size.text_height_mm,
    }


def _suit(suit: str, words: str, made: Set) -> Json:
    return {"suit": suit, "letter": SUIT_LETTERS[suit], "words": _set(words, 76, 10.5, made)}


def _rules(page: RulePage) -> Json:
    return {
        "title": page.title,
        "players": page.players,
        "duration": page.duration,
        "idea": page.idea,
        "setup": list(page.setup),
        "turn": list(page.turn),
        "end": page.end,
        "debrief": list(page.debrief),
        "asides": [
            {"title": aside.title, "text": aside.text, "items": [list(one) for one in aside.items]}
            for aside in page.asides
        ],
    }


def _key_line(line: KeyLine, points: float, made: Set) -> Json:
    answers, reasons = key_widths(made.printing)
    return {
        "number": line.number,
        "mark": line.mark,
        "answer": _set(line.answer, answers, points, made),
        "why": _set(shortened_reason(line.why), reasons, points, made),
        "suit": line.suit,
    }


def _pieces(pieces: Pieces | None) -> Json | None:
    if pieces is None:
        return None
    return {
        "seats": pieces.seats,
        "letters": pieces.letters,
        "die": list(pieces.die),
        "chips": [list(chip) for chip in pieces.chips],
        "counters": pieces.counters,
    }


def _with_fits(value: Any, made: Set) -> Any:
    if isinstance(value, Fit):
        points = size_of(value)
        if points is None:
            message = f"“{value.text[:40]}” does not fit {value.width_mm} × {value.height_mm} mm"
            raise DoesNotFit(message)
        said = _set(value.text, value.width_mm, points, made, bold=value.bold)
        return said | {
            "points": points,
            "width": value.width_mm,
            "height": value.height_mm,
            "bold": value.bold,
        }
    if isinstance(value, dict):
        return {name: _with_fits(one, made) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_fits(one, made) for one in value]
    return value


def _set(text: str, width_mm: float, points: float, made: Set, *, bold: bool = False) -> Json:
    nodes = [_node(node, width_mm, points, made, bold=bold) for node in blocks(text)]
    return {"nodes": nodes, "rtl": right_to_left(text)}


def _node(node: Any, width_mm: float, points: float, made: Set, *, bold: bool) -> Any:
    if isinstance(node, str):
        return breakable(node, width_mm=width_mm, size=points, bold=bold)
    if node["k"] == "math":
        return node
    if node["k"] == "picture":
        return node | {"name": made.pictures(node["name"])}
    heavy = bold or node["k"] == "strong"
    children = [_node(one, width_mm, points, made, bold=heavy) for one in node.get("c", ())]
    return node | {"c": children}


def _card_sheets(made: Set) -> list[Json]:
    by_size: dict[str, list[tuple[Printed, Printed]]] = {}
    for pair in printed_cards(made.deck, made.printing):
        by_size.setdefault(pair[0].card.size, []).append(pair)
    grids = {size: grid_of(size, made.printing) for size in by_size}
    return [
        _card_sheet(size, grids[size], pairs[first : first + grids[size].count], made)
        for size, pairs in by_size.items()
        for first in range(0, len(pairs), grids[size].count)
    ]


def _card_sheet(size: str, grid: Grid, pairs: list[tuple[Printed, Printed]], made: Set) -> Json:
    printing = made.printing
    fronts = [_placed(grid.front(place), front, made) for place, (front, _back) in enumerate(pairs)]
    backs = [
        _placed(grid.back(place, right_mm=printing.right_mm, down_mm=printing.down_mm), back, made)
        for place, (_front, back) in enumerate(pairs)
    ]
    folded = printing.sides != DUPLEX
    return {
        "size": size,
        "marks": [_mark(mark) for mark in grid.marks()],
        "fronts": fronts + backs if folded else fronts,
        "backs": [] if folded else backs,
    }


def _mark(mark: Mark) -> Json:
    return {
        "x": mark.x_mm,
        "y": mark.y_mm,
        "length": mark.length_mm,
        "upright": mark.upright,
        "fold": mark.fold,
    }


def _placed(place: Place, side: Printed, made: Set) -> Json:
    return {"x": place.x_mm, "y": place.y_mm, "turn": place.turn, "card": _card(side, made)}


def _card(side: Printed, made: Set) -> Json:
    face, card = side.face, side.card
    wide = SIZES[card.size].text_width_mm
    bold = face.kind in {"question", "list"}

    def text(words: str, width: float = wide, *, heavy: bool = False) -> Json | None:
        return _set(words, width, side.points, made, bold=heavy) if words else None

    return {
        "number": card.number,
        "part": side.number,
        "of": side.of,
        "suit": card.suit,
        "size": card.size,
        "points": side.points,
        "face": {
            "kind": face.kind,
            "text": text(face.text, heavy=bold),
            "second": text(face.second),
            "options": [[letter, text(option, wide - 6.5)] for letter, option in face.options],
            "lines": [
                text(line, heavy=place == face.strong) for place, line in enumerate(face.lines)
            ],
            "strong": face.strong,
            "label": face.label,
            "corner": face.corner,
            "note": text(face.note),
        },
    }

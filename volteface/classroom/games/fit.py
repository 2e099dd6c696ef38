"""Whether a text fits: the sizes of cards, the sizes of type, and what goes on on a second card."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from .texts import POINT_MM, height_mm, plain

if TYPE_CHECKING:
    from .game import Face, Fit

__all__ = ["SIZES", "CardSize", "Part", "cards_needed", "fits", "parts_of", "plain", "size_of"]

# The largest that fits is taken; below the last a second card begins.
POINTS = (16.0, 15.0, 14.0, 13.0, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
LEAST = 9.0
# On sheets, which other papers make a little smaller.
LEAST_ON_SHEETS = 9.6
MOST_CARDS = 2
_INDENT_MM = 6.5
# Between options, and after the stem, as parts of the size.
_GAP, _STEM = 0.38, 0.55
_NOTE = 0.86
_SENTENCE = re.compile(r"(?<=[.!?…。！？؟])\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSize:
    """A card's outside, and the column its text stands in."""

    width_mm: float
    height_mm: float
    text_width_mm: float
    text_height_mm: float
    largest: float = 13.0


SIZES = {
    "card": CardSize(width_mm=63, height_mm=88, text_width_mm=51, text_height_mm=64),
    "square": CardSize(
        width_mm=63, height_mm=63, text_width_mm=51, text_height_mm=40, largest=16.0
    ),
    "half": CardSize(width_mm=63, height_mm=44, text_width_mm=52, text_height_mm=24),
    "strip": CardSize(width_mm=88, height_mm=30, text_width_mm=74, text_height_mm=11),
    "domino": CardSize(
        width_mm=90, height_mm=45, text_width_mm=36, text_height_mm=30, largest=12.0
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A face as it is printed on one card: its size of type, and which of how many it is."""

    face: Face
    points: float
    number: int = 1
    of: int = 1


def cards_needed(face: Face, size: str = "card", *, least: float = LEAST) -> int:
    """1, 2 when the text goes on on a second card, 0 when it is too long even then."""
    found = len(parts_of(face, size, least=least))
    return found if found <= MOST_CARDS else 0


@lru_cache(maxsize=4096)
def parts_of(face: Face, size: str = "card", *, least: float = LEAST) -> tuple[Part, ...]:
    """The face on as many cards as it needs; none when a part of it fits on no card."""
    room = SIZES[size]
    points = _points(face, room, least)
    if points:
        return (Part(face=face, points=points),)
    pieces = _pieces(face, room, least)
    sizes = [_points(piece, room, least) for piece in pieces]
    if not pieces or not all(sizes):
        return ()
    return tuple(
        Part(face=piece, points=points or least, number=number, of=len(pieces))
        for number, (piece, points) in enumerate(zip(pieces, sizes, strict=True), 1)
    )


def fits(box: Fit) -> bool:
    """Whether a text of a sheet fits its box at the smallest size for sheets."""
    return size_of(box) is not None


def size_of(box: Fit, *, least: float = LEAST_ON_SHEETS) -> float | None:
    """The largest size at which a text fits its box, or nothing."""
    for points in (*(size for size in POINTS if least < size <= box.largest), least):
        if height_mm(box.text, width_mm=box.width_mm, size=points, bold=box.bold) <= box.height_mm:
            return points
    return None


def _points(face: Face, room: CardSize, least: float) -> float | None:
    sizes = sorted({size for size in POINTS if least <= size <= room.largest} | {least})
    for points in reversed(sizes):
        if _height(face, room, points) <= room.text_height_mm:
            return points
    return None


def _height(face: Face, room: CardSize, points: float) -> float:
    wide = room.text_width_mm
    if face.kind == "domino":
        halves = (face.text, face.second)
        return max(height_mm(half, width_mm=wide, size=points) for half in halves)
    bold = face.kind in {"question", "list"}
    # An answer stands larger than what explains it.
    size = points * 1.15 if face.kind == "answer" else points
    total = height_mm(face.text, width_mm=wide, size=size, bold=bold)
    em = points * POINT_MM
    total += _STEM * em if face.text and (face.options or face.lines or face.note) else 0.0
    for _letter, text in face.options:
        total += height_mm(text, width_mm=wide - _INDENT_MM, size=points) + _GAP * em
    for place, text in enumerate(face.lines):
        total += height_mm(text, width_mm=wide, size=points, bold=place == face.strong) + _GAP * em
    return total + height_mm(face.note, width_mm=wide, size=max(9.0, points * _NOTE))


def _pieces(face: Face, room: CardSize, least: float) -> list[Face]:
    """The faces a long one is parted into: stem and options, answer and note, or sentences."""
    if face.kind == "question" and face.text and face.options:
        return [replace(face, options=()), replace(face, text="")]
    if face.kind == "answer" and face.note:
        return [replace(face, note=""), replace(face, text="")]
    if face.kind == "text":
        return _sentences(face, room, least)
    return []


def _sentences(face: Face, room: CardSize, least: float) -> list[Face]:
    made: list[str] = []
    for sentence in _SENTENCE.split(face.text):
        longer = f"{made[-1]} {sentence}" if made else sentence
        if made and _height(replace(face, text=longer), room, least) <= room.text_height_mm:
            made[-1] = longer
        else:
            made.append(sentence)
    return [replace(face, text=text) for text in made] if len(made) > 1 else []

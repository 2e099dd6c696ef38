"""Markdown as what the typesetter sets, and the room it takes with the faces’ real widths."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from volteface.core import faces, markup
from volteface.core.prose import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    type Node = str | dict[str, Any]

POINT_MM = 0.352778
# A line's height and the space after a paragraph, as parts of the text's size.
LINE, AFTER = 1.2, 0.3
PICTURE_MM = 24.0
SOFT, BREAK = "\u00ad", "\u200b"
_VOWELS = frozenset("aeiouyäöüàâéèêëîïôùûœæåøαεηιουωаеиоуыэюя")
_LEAST_PART = 3
_FULL_HEIGHT = 0x2E80
_BLOCKS = frozenset({"p", "heading", "li", "pre", "blockquote", "table", "ul", "ol", "tr"})
_TALL = {"mfrac": 2.1, "mtable": 2.4, "munderover": 2.2, "munder": 1.7, "mover": 1.6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something of a line that is not broken: its width as a multiple of the size, its height."""

    width: float
    height: float = 1.0
    space_after: float = 0.0
    # A hyphen is shown where the line ends after it.
    hyphen: bool = False
    ends_line: bool = False
    picture: bool = False


@lru_cache(maxsize=4096)
def blocks(markdown: str) -> tuple[Node, ...]:
    """The text's blocks; pictures carry the names their author wrote."""
    return tuple(prose(str(markup.html(markdown, _every_picture)), pictures=_same))


@lru_cache(maxsize=4096)
def plain(markdown: str) -> str:
    """The words alone: to compare, sort and shorten."""
    return markup.plain(markdown)


def has_picture(markdown: str) -> bool:
    """Whether the text shows a picture."""
    return bool(markup.pictures_in(markdown))


def height_mm(markdown: str, *, width_mm: float, size: float, bold: bool = False) -> float:
    """How high the text stands in a column of that width, set at ``size`` points."""
    if not markdown.strip():
        return 0.0
    limit = width_mm / (size * POINT_MM)
    ems, pictures = 0.0, 0.0
    for piece_rows in _paragraphs(markdown, bold):
        rows, shown = _wrapped(piece_rows, limit)
        ems += rows * LINE + AFTER
        pictures += shown * PICTURE_MM
    return max(0.0, ems - AFTER) * size * POINT_MM + pictures


def breakable(text: str, *, width_mm: float, size: float, bold: bool = False) -> str:
    """The text with places to part a word that is wider than the column."""
    limit = width_mm / (size * POINT_MM)
    return " ".join(
        _parted(word, limit, bold) if faces.text_width(word, bold=bold) > limit else word
        for word in text.split(" ")
    )


def shortened(text: str, *, width_mm: float, size: float) -> str:
    """The text on one line of that width; its end is left out where it is longer."""
    limit = width_mm / (size * POINT_MM)
    if faces.text_width(text) <= limit:
        return text
    while text and faces.text_width(text) > limit - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def right_to_left(markdown: str) -> bool:
    """Whether the text's first letter with a direction runs from the right."""
    for sign in plain(markdown):
        way = unicodedata.bidirectional(sign)
        if way in {"R", "AL"}:
            return True
        if way == "L":
            return False
    return False


def _same(name: str) -> str:
    return name


def _every_picture(name: str) -> str:
    return name


@lru_cache(maxsize=4096)
def _paragraphs(markdown: str, bold: bool) -> tuple[tuple[Piece, ...], ...]:
    found: list[list[Piece]] = [[]]
    for node in blocks(markdown):
        found.append([])
        for piece in _pieces(node, bold):
            if piece.ends_line:
                found.append([])
            else:
                found[-1].append(piece)
    return tuple(tuple(line) for line in found if line)


def _pieces(node: Node, bold: bool) -> Iterator[Piece]:
    if isinstance(node, str):
        yield from _words(node, bold)
        return
    kind = node["k"]
    if kind == "math":
        width, tall = _formula(node["m"])
        yield Piece(width=width * 1.1, height=tall * (1.3 if node["block"] else 1.0))
        if node["block"]:
            yield Piece(width=0, ends_line=True)
        return
    if kind == "picture":
        yield Piece(width=0, picture=True)
        return
    if kind == "br":
        yield Piece(width=0, ends_line=True)
        return
    inside = bold or kind in {"strong", "heading", "th"}
    if kind == "li":
        yield Piece(width=1.3)
    for child in node.get("c", ()):
        yield from _pieces(child, inside)
    if kind in _BLOCKS:
        yield Piece(width=0, ends_line=True)


def _words(text: str, bold: bool) -> Iterator[Piece]:
    space = faces.width(" ", bold=bold)
    # A no-break space is a part of its word.
    for number, word in enumerate(text.replace("\n", " ").split(" ")):
        if number:
            yield Piece(width=0, space_after=space)
        if word:
            yield from _word(word, bold)


def _word(word: str, bold: bool) -> Iterator[Piece]:
    """A word as one piece, or sign by sign where lines may end anywhere (Chinese, Japanese)."""
    if ord(max(word)) < _FULL_HEIGHT:
        yield Piece(width=faces.text_width(word, bold=bold))
        return
    for sign in word:
        yield Piece(width=faces.width(sign, bold=bold))


def _wrapped(pieces: tuple[Piece, ...], limit: float) -> tuple[float, int]:
    """Lines (taller ones count more) and pictures of a paragraph."""
    rows, line, used, gap, shown = 0.0, 0.0, 0.0, 0.0, 0
    for piece in pieces:
        if piece.picture:
            shown += 1
            continue
        if piece.space_after and not piece.width:
            gap = piece.space_after
            continue
        # A hair's breadth for kerning and rounding.
        width = piece.width * 1.01
        if used and used + gap + width > limit:
            rows, line, used, gap = rows + line, 0.0, 0.0, 0.0
        used += gap + width
        gap, line = 0.0, max(line, piece.height)
        while used > limit:
            # A long word takes several lines, each ending a little early, with a hyphen.
            rows, used = rows + line, used - limit * 0.8
    return rows + line, shown


def _formula(node: dict[str, Any]) -> tuple[float, float]:
    """A formula's width and height, roughly: fractions and sums are taller."""
    parts = [_formula(child) for child in node.get("c", ())]
    kind = node["k"]
    if not parts:
        return faces.text_width(str(node.get("t", ""))) + (0.3 if kind == "mo" else 0.0), 1.0
    tallest = max(tall for _width, tall in parts)
    if kind == "mfrac":
        return max(width for width, _tall in parts), sum(tall for _width, tall in parts) * 1.05
    if kind in {"msup", "msub", "msubsup"}:
        return parts[0][0] + 0.7 * max(width for width, _t in parts[1:]), tallest * 1.2
    if kind == "mtable":
        return max(width for width, _tall in parts), sum(tall for _width, tall in parts) * 1.2
    tall = max(tallest, _TALL.get(kind, 1.0))
    return sum(width for width, _tall in parts) + (0.6 if kind == "msqrt" else 0.0), tall


def _parted(word: str, limit: float, bold: bool) -> str:
    made, since = "", 0.0
    for place, sign in enumerate(word):
        can_part = _LEAST_PART <= place <= len(word) - _LEAST_PART
        syllable = (
            can_part
            and word[place - 1].casefold() in _VOWELS
            and sign.isalpha()
            and sign.casefold() not in _VOWELS
            and word[place + 1].casefold() in _VOWELS
        )
        step = faces.width(sign, bold=bold)
        if syllable:
            made, since = made + SOFT, 0.0
        elif since + step > limit * 0.8:
            made, since = made + (SOFT if sign.isalpha() and can_part else BREAK), 0.0
        made, since = made + sign, since + step
    return made

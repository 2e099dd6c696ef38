"""Which lines of the key and which pieces stand on which page, measured before anything is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .texts import height_mm, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .game import Deck, KeyLine, Pieces
    from .paper import Printing

_LONGEST_WHY = 240
# The smaller size is taken when it saves a sheet.
_KEY_POINTS, _KEY_POINTS_LARGE = (9.5, 9.0), (14.5,)
_KEY_HEAD_MM, _KEY_ROW_MM, _MARGINS_MM = 30.0, 3.4, 32.0
_LETTER_MM, _PAWNS_MM, _DIE_MM, _CHIP_MM, _COUNTER_MM = 20.0, 66.0, 63.0, 20.0, 15.0
_CHIPS_A_ROW, _COUNTERS_A_ROW, _GAP_MM = 9, 12, 4.0


def key_widths(printing: Printing) -> tuple[float, float]:
    """How wide the key's columns of answers and of reasons are, in millimetres."""
    wide = printing.sheet.width_mm - _MARGINS_MM - 34
    return wide * 1.1 / 2.7 - 3.4, wide * 1.6 / 2.7 - 3.4


def key_pages(deck: Deck, printing: Printing) -> tuple[list[list[KeyLine]], float]:
    """The key's lines by page, measured, so that its sheets are known; and their size."""
    sizes = _KEY_POINTS_LARGE if printing.large else _KEY_POINTS
    found = [(_paged(deck.key, printing, points), points) for points in sizes]
    return min(found, key=lambda one: (len(one[0]), -one[1]))


def _paged(key: Sequence[KeyLine], printing: Printing, points: float) -> list[list[KeyLine]]:
    paper = printing.sheet
    room = paper.height_mm - _MARGINS_MM - _KEY_HEAD_MM
    answers, reasons = key_widths(printing)
    pages: list[list[KeyLine]] = []
    used = room + 1
    for line in key:
        heights = (
            height_mm(line.answer, width_mm=answers, size=points),
            height_mm(shortened_reason(line.why), width_mm=reasons, size=points),
            points * 0.5,
        )
        height = max(heights) + _KEY_ROW_MM
        if used + height > room:
            pages.append([])
            used = 0.0
        pages[-1].append(line)
        used += height
    return pages


def piece_pages(pieces: Pieces | None, printing: Printing) -> list[list[str]]:
    """Which pieces are drawn on which page."""
    if pieces is None:
        return []
    chips = sum(count for _worth, count in pieces.chips)
    heights = {
        "letters": len(pieces.letters) * _LETTER_MM,
        "pawns": _PAWNS_MM if pieces.pawns else 0,
        "die": _DIE_MM if pieces.die else 0,
        "chips": -(-chips // _CHIPS_A_ROW) * _CHIP_MM,
        "counters": -(-pieces.counters // _COUNTERS_A_ROW) * _COUNTER_MM,
    }
    room = printing.sheet.height_mm - 22 - 16
    pages: list[list[str]] = []
    used = room + 1
    for name, height in heights.items():
        if not height:
            continue
        if used + height + _GAP_MM > room:
            pages.append([])
            used = 0.0
        pages[-1].append(name)
        used += height + _GAP_MM
    return pages


def shortened_reason(text: str) -> str:
    words = plain(text)
    if len(words) <= _LONGEST_WHY:
        return text
    return words[:_LONGEST_WHY].rsplit(" ", 1)[0] + " …"

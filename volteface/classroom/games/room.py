"""Whether texts find room on paper, in large print too, and what is done where they do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .fit import cards_needed, fits, plain
from .paper import LARGE_LEAST

if TYPE_CHECKING:
    from .game import Face, Fit

_MORE = "…"


def printable(face: Face, *, most: int = 2) -> bool:
    """Whether the face takes at most so many cards, and can be printed large at all."""
    return 0 < cards_needed(face) <= most and cards_needed(face, least=LARGE_LEAST) > 0


def on_one_card(face: Face) -> bool:
    """Whether the face stays on one card even in large print."""
    return cards_needed(face, least=LARGE_LEAST) == 1


def shortened(box: Fit) -> Fit:
    """The text as far as it fits its box, cut after a word and then within one."""
    if fits(box):
        return box
    words = plain(box.text).split()
    while len(words) > 1:
        words.pop()
        shorter = replace(box, text=f"{' '.join(words)} {_MORE}")
        if fits(shorter):
            return shorter
    text = words[0] if words else ""
    while len(text) > 1:
        text = text[: len(text) * 3 // 4]
        shorter = replace(box, text=f"{text}{_MORE}")
        if fits(shorter):
            return shorter
    return replace(box, text=_MORE)

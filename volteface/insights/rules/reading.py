"""Who may read how much: the small-number rules, and text that no spreadsheet runs."""

from __future__ import annotations

from typing import Literal

from volteface.insights.rules.gain import COUNTS_ONLY_BELOW, HIDDEN_BELOW

# ``responsible``: a teacher or tutor of these very learners. ``other``: managers, learners,
# and every export, which leaves the course.
type Reader = Literal["responsible", "other"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def may_count(n: int, reader: Reader) -> bool:
    """Whether anything at all is said of so many people."""
    return n > 0 if reader == "responsible" else n >= HIDDEN_BELOW


def may_share(n: int, reader: Reader) -> bool:
    """Whether percentages, gains and intervals are shown."""
    return n >= (COUNTS_ONLY_BELOW if reader == "responsible" else HIDDEN_BELOW)


def plain_cell(text: str) -> str:
    """A text for a spreadsheet cell: what would begin a formula gets an apostrophe before it."""
    return "'" + text if text.startswith(_FORMULA) else text


def number_cell(number: float | None, places: int = 3) -> str:
    """A number for a spreadsheet, with a decimal point whatever the reader's language."""
    return "" if number is None else f"{number:.{places}f}"

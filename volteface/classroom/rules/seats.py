"""Seats of a hall: what people type, in which order rows stand, how far apart two people sit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_NUMBER = 999
# To turn round to the row behind is as far as to reach over one person beside.
ROW_APART, SEAT_APART = 2.0, 1.0
_ROW = re.compile(r"[0-9]{1,3}|[A-Z]{1,2}")
_SAID = re.compile(
    r"(?:([A-Z]{1,2})\s*[-,;/ ]?\s*([0-9]{1,3}))|(?:([0-9]{1,3})\s*[-,;/ ]\s*([0-9]{1,3}))"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A seat: its row as it stands on it, and its number in the row."""

    row: str
    number: int


def row_word(text: str) -> str:
    """A row as typed, tidied: ``c`` is C, ``03`` is 3; nothing for what is no row."""
    word = text.strip().upper()
    if not _ROW.fullmatch(word):
        return ""
    return str(int(word)) if word.isdigit() else word


def spot_of(text: str) -> Spot | None:
    """``C 14``, ``c14``, ``3-14`` or ``3 14`` as a seat; nothing for anything else."""
    found = _SAID.fullmatch(text.strip().upper())
    if found is None:
        return None
    row, number = found[1] or found[3], int(found[2] or found[4])
    return Spot(row=row_word(row), number=number) if number else None


def row_place(row: str) -> int:
    """Where a row stands, counted from the front: 1 for 1 and A, 27 for AA."""
    if row.isdigit():
        return int(row)
    place = 0
    for letter in row:
        place = 26 * place + ord(letter) - ord("A") + 1
    return place


def apart(one: Spot, other: Spot) -> float:
    """How far two people sit from each other, in seats."""
    rows = abs(row_place(one.row) - row_place(other.row))
    return ROW_APART * rows + SEAT_APART * abs(one.number - other.number)


def rows_of(rows: Iterable[str]) -> tuple[str, ...]:
    """The different rows, from the front."""
    return tuple(sorted({row for row in rows if row}, key=lambda row: (row_place(row), row)))

"""A pasted list of seats: a line for each person, with their name, address or number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom.rules.seats import spot_of
from volteface.core.folding import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.classroom.rules.seats import Spot

MOST_LINES = 3_000
_BETWEEN = re.compile(r"[\t;,|]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatSheet:
    """What was read, by subject, and the numbers of the lines that say nothing."""

    seats: Mapping[int, Spot]
    nobody: tuple[int, ...]
    nowhere: tuple[int, ...]


def directory_key(text: str) -> str:
    """A name, address or number as it is looked for."""
    return " ".join(folded(text).split())


def read_seats(text: str, people: Mapping[str, int]) -> SeatSheet:
    """Lines like ``Amélie Vasseur; C; 14`` or ``amelie@example.org, C14``, in any order of cells.

    ``people`` gives a subject by ``directory_key`` of their name, address and number.
    """
    seats: dict[int, Spot] = {}
    nobody, nowhere = [], []
    for number, line in enumerate(text.splitlines()[:MOST_LINES], start=1):
        cells = [cell.strip().strip('"') for cell in _BETWEEN.split(line)]
        cells = [cell for cell in cells if cell]
        named = [cell for cell in cells if directory_key(cell) in people]
        rest = " ".join(cell for cell in cells if cell not in named[:1])
        spot = spot_of(rest)
        if named and spot:
            seats[people[directory_key(named[0])]] = spot
        elif named:
            nowhere.append(number)
        elif cells and (spot_of(" ".join(cells[1:])) or number > 1):
            # A first line without a seat in it is the list's head.
            nobody.append(number)
    return SeatSheet(seats=seats, nobody=tuple(nobody), nowhere=tuple(nowhere))

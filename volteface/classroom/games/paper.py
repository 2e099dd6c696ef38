"""Where everything lies on the paper: cards, their backs, marks, and what it all takes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .fit import SIZES

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAYERS_PER_TABLE, SPARE_KITS = 5, 1
# No printer reaches nearer to the edge.
EDGE_MM = 6.5
LARGE = math.sqrt(2)
# Large print is never smaller than 16 points on paper.
LARGE_LEAST = 11.5
DUPLEX, FOLD = "duplex", "fold"
_MARK_MM, _MARK_GAP_MM = 5.0, 1.5
# A cut through a stack of sheets with a paper cutter, and how many sheets it takes at once.
_CUT_SECONDS, _STACK = 12, 6
# With scissors: letters, pawns and die of one kit.
_PIECES_MINUTES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A sheet, upright."""

    name: str
    width_mm: float
    height_mm: float


PAPERS = {
    "a4": Paper(name="a4", width_mm=210, height_mm=297),
    "a3": Paper(name="a3", width_mm=297, height_mm=420),
    "letter": Paper(name="letter", width_mm=215.9, height_mm=279.4),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How a kit is printed; the offset moves the backs, in millimetres, right and down."""

    paper: str = "a4"
    # ``duplex``: backs on the other side, turned on the long edge. ``fold``: beside the front.
    sides: str = DUPLEX
    right_mm: float = 0.0
    down_mm: float = 0.0
    large: bool = False
    black_and_white: bool = False

    @property
    def sheet(self) -> Paper:
        """The paper."""
        return PAPERS[self.paper]

    @property
    def factor(self) -> float:
        """How much larger than usual cards are."""
        return LARGE if self.large else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A card's upper left corner as it lies on the sheet, and how it is turned (0, -90, 90)."""

    x_mm: float
    y_mm: float
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A short line for the cutter, or a broken one where paper is folded."""

    x_mm: float
    y_mm: float
    length_mm: float
    upright: bool
    fold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """How the cards of one size lie on a sheet."""

    columns: int
    rows: int
    # What one place takes: a card, or a front with its back beside it.
    cell_width_mm: float
    cell_height_mm: float
    left_mm: float
    top_mm: float
    turned: bool
    folded: bool
    paper: Paper

    @property
    def count(self) -> int:
        """Cards on a sheet."""
        return self.columns * self.rows

    @property
    def cuts(self) -> int:
        """Cuts it takes to free them."""
        return self.columns + self.rows + 2

    def front(self, number: int) -> Place:
        """Where the front of the sheet's card ``number`` (from 0) lies."""
        row, column = divmod(number, self.columns)
        return Place(
            x_mm=self.left_mm + column * self.cell_width_mm,
            y_mm=self.top_mm + row * self.cell_height_mm,
            turn=-90 if self.turned else 0,
        )

    def back(self, number: int, *, right_mm: float = 0.0, down_mm: float = 0.0) -> Place:
        """Where its back lies: mirrored on the long edge, or beside the front to be folded."""
        front = self.front(number)
        if self.folded:
            # The lower half when turned, the right half otherwise: folded over, it lies behind.
            if self.turned:
                half = self.cell_height_mm / 2
                return Place(x_mm=front.x_mm, y_mm=front.y_mm + half, turn=-90)
            half = self.cell_width_mm / 2
            return Place(x_mm=front.x_mm + half, y_mm=front.y_mm)
        return Place(
            x_mm=self.paper.width_mm - front.x_mm - self.cell_width_mm + right_mm,
            y_mm=front.y_mm + down_mm,
            turn=90 if self.turned else 0,
        )

    def marks(self) -> tuple[Mark, ...]:
        """Crop marks around the block of cards, and fold marks between front and back."""
        return (*self._outer(), *(self._folds() if self.folded else ()))

    def _outer(self) -> list[Mark]:
        wide, high = self.columns * self.cell_width_mm, self.rows * self.cell_height_mm
        made: list[Mark] = []
        # Each side has its own room: as long a mark as it lets.
        for edge, end in ((0.0, self.top_mm), (self.top_mm + high, self.paper.height_mm)):
            start, length = _mark(edge, end)
            made += [
                Mark(
                    x_mm=self.left_mm + column * self.cell_width_mm,
                    y_mm=start,
                    length_mm=length,
                    upright=True,
                )
                for column in range(self.columns + 1)
            ]
        for edge, end in ((0.0, self.left_mm), (self.left_mm + wide, self.paper.width_mm)):
            start, length = _mark(edge, end)
            made += [
                Mark(
                    x_mm=start,
                    y_mm=self.top_mm + row * self.cell_height_mm,
                    length_mm=length,
                    upright=False,
                )
                for row in range(self.rows + 1)
            ]
        return made

    def _folds(self) -> list[Mark]:
        made: list[Mark] = []
        for number in range(self.count):
            place = self.front(number)
            middle = (self.cell_height_mm if self.turned else self.cell_width_mm) / 2
            made.append(
                Mark(
                    x_mm=place.x_mm + (0 if self.turned else middle),
                    y_mm=place.y_mm + (middle if self.turned else 0),
                    length_mm=self.cell_width_mm if self.turned else self.cell_height_mm,
                    upright=not self.turned,
                    fold=True,
                )
            )
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What printing takes, for one kit and for all."""

    kits: int
    cards: int
    sheets_per_kit: int
    sheets: int
    cutting_minutes: int


def grid_of(size: str, printing: Printing) -> Grid:
    """The arrangement that takes most cards of that size on the paper, upright or turned."""
    card = SIZES[size]
    width, height = card.width_mm * printing.factor, card.height_mm * printing.factor
    folded = printing.sides == FOLD
    upright = _grid(width * (2 if folded else 1), height, printing, turned=False)
    # A turned card lies on its side; its back is then below it when folded.
    lying = _grid(height, width * (2 if folded else 1), printing, turned=True)
    return max((upright, lying), key=lambda grid: (grid.count, not grid.turned))


def kits_for(*, learners: int, teams: int = 0, spares: int = SPARE_KITS) -> int:
    """A kit for every team, or for every five learners, and the spare ones."""
    tables = teams or math.ceil(learners / PLAYERS_PER_TABLE)
    return max(1, tables) + spares


def card_sheets(sizes: Sequence[str], printing: Printing) -> list[tuple[str, int]]:
    """Sheets by size of card, in the order the deck first uses them."""
    counts = {size: sizes.count(size) for size in dict.fromkeys(sizes)}
    return [
        (size, math.ceil(count / grid_of(size, printing).count)) for size, count in counts.items()
    ]


def estimate(
    sizes: Sequence[str],
    printing: Printing,
    *,
    kits: int,
    other_sheets: int,
    other_cuts: int = 0,
    pieces: bool = False,
) -> Estimate:
    """Sheets and minutes with a paper cutter, several sheets at a time."""
    sheets = card_sheets(sizes, printing)
    of_cards = sum(count for _size, count in sheets)
    cuts = other_cuts + sum(count * grid_of(size, printing).cuts for size, count in sheets)
    per_kit = of_cards + other_sheets
    minutes = kits * cuts * _CUT_SECONDS / 60 / min(_STACK, max(1, kits))
    minutes += kits * _PIECES_MINUTES if pieces else 0
    return Estimate(
        kits=kits,
        cards=len(sizes),
        sheets_per_kit=per_kit,
        sheets=kits * per_kit,
        cutting_minutes=math.ceil(minutes),
    )


def _grid(width: float, height: float, printing: Printing, *, turned: bool) -> Grid:
    paper = printing.sheet
    columns = max(0, math.floor((paper.width_mm - 2 * EDGE_MM) / width + 1e-6))
    rows = max(0, math.floor((paper.height_mm - 2 * EDGE_MM) / height + 1e-6))
    return Grid(
        columns=columns,
        rows=rows,
        cell_width_mm=width,
        cell_height_mm=height,
        left_mm=(paper.width_mm - columns * width) / 2,
        top_mm=(paper.height_mm - rows * height) / 2,
        turned=turned,
        folded=printing.sides == FOLD,
        paper=paper,
    )


def _mark(edge: float, end: float) -> tuple[float, float]:
    """Where a mark begins between the paper's edge and the cards, and how long it is."""
    length = max(1.5, min(_MARK_MM, end - edge - _MARK_GAP_MM - 3.5))
    return (end - _MARK_GAP_MM - length, length) if edge == 0 else (edge + _MARK_GAP_MM, length)

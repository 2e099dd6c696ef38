"""Where everything lies on a team's fold sheet: cells in front, and behind each its mark.

The sheet is printed on both sides, turned on its long edge, and folded backwards along its middle:
the upper half of the front shows the letters, the back of the lower half comes to lie behind them
and carries the marks. A pencil pushed through a letter uncovers its mark. Printed on one side only,
the second sheet laid under the first upside down gives the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

MOST_LETTERS = 6
_COLUMNS = 2
_LARGE = 1.3
# In millimetres on A4; larger paper and large print have more of each.
_EDGE, _HEAD, _FOOT = 12.0, 31.0, 9.0
_RADIUS, _MARK_RADIUS = 4.4, 2.6
_NUMBER, _STEP, _SCORE, _LEAST_PITCH, _MOST_PITCH = 11.0, 11.6, 8.0, 10.4, 15.0


class Paper(Protocol):
    """A sheet, upright."""

    @property
    def width_mm(self) -> float:
        """From left to right."""

    @property
    def height_mm(self) -> float:
        """From top to bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A middle, in millimetres from the page's upper left corner."""

    x_mm: float
    y_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldSheet:
    """The geometry for a paper and a number of questions on it."""

    paper: Paper
    questions: int
    factor: float

    @property
    def fold_mm(self) -> float:
        """How far from the top the paper is folded."""
        return self.paper.height_mm / 2

    @property
    def radius_mm(self) -> float:
        """Of a cell."""
        return _RADIUS * self.factor

    @property
    def mark_radius_mm(self) -> float:
        """Of a mark: small enough that a print shifted by a millimetre or two still shows it."""
        return _MARK_RADIUS * self.factor

    @property
    def rows(self) -> int:
        """How many questions stand below one another."""
        return math.ceil(self.questions / _COLUMNS)

    @property
    def pitch_mm(self) -> float:
        """From one row to the next."""
        room = self.fold_mm - (_HEAD + _FOOT) * self.factor
        return min(room / max(1, self.rows), _MOST_PITCH * self.factor)

    def number(self, place: int) -> Spot:
        """Where a question's number stands."""
        column, row = divmod(place, self.rows)
        edge = _EDGE * self.factor
        width = (self.paper.width_mm - 2 * edge) / _COLUMNS
        return Spot(
            x_mm=edge + column * width + _NUMBER * self.factor / 2,
            y_mm=_HEAD * self.factor + (row + 0.5) * self.pitch_mm,
        )

    def cell(self, place: int, column: int) -> Spot:
        """The middle of a letter of a question, on the front."""
        number = self.number(place)
        first = (_NUMBER / 2 + _STEP / 2) * self.factor
        return Spot(x_mm=number.x_mm + first + column * _STEP * self.factor, y_mm=number.y_mm)

    def score(self, place: int) -> Spot:
        """Where the question's points are written, at the end of its row."""
        edge = _EDGE * self.factor
        width = (self.paper.width_mm - 2 * edge) / _COLUMNS
        number = self.number(place)
        end = number.x_mm + width - (_NUMBER / 2 + _SCORE / 2 + 1) * self.factor
        return Spot(x_mm=end, y_mm=number.y_mm)

    def mark(self, place: int, column: int) -> Spot:
        """The middle of its mark, as it lies on the page of the back."""
        return self.behind(self.cell(place, column))

    def behind(self, spot: Spot) -> Spot:
        """The spot of the back that comes to lie behind a spot of the front, and the reverse.

        Turning the sheet mirrors it from left to right, folding it from top to bottom.
        """
        return Spot(x_mm=self.paper.width_mm - spot.x_mm, y_mm=self.paper.height_mm - spot.y_mm)


def fold_sheets(
    count: int, paper: Paper, *, large: bool, letters: int = MOST_LETTERS
) -> list[FoldSheet]:
    """One sheet, or as many as so many questions need, each with as many as the others.

    ``letters`` are the most that one question has.
    """
    factor = factor_of(paper, large=large, letters=letters)
    probe = FoldSheet(paper=paper, questions=0, factor=factor)
    room = probe.fold_mm - (_HEAD + _FOOT) * factor
    most = max(1, math.floor(room / (_LEAST_PITCH * factor))) * _COLUMNS
    sheets = max(1, math.ceil(count / most))
    shares = [count // sheets + (place < count % sheets) for place in range(sheets)]
    return [FoldSheet(paper=paper, questions=share, factor=factor) for share in shares]


def factor_of(paper: Paper, *, large: bool, letters: int = MOST_LETTERS) -> float:
    """How much larger than on A4 everything is; the row of letters must still fit."""
    wanted = paper.width_mm / 210 * (_LARGE if large else 1.0)
    widest = paper.width_mm / (2 * _EDGE + _COLUMNS * (_NUMBER + letters * _STEP + _SCORE + 2))
    return min(wanted, widest)

"""Sheets on which every word stands, each time elsewhere: all can win, not all at once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Random

# Two lines of different sheets may share this many words, by the side of the grid, before one is
# dealt anew; how often that is tried.
_SHARED, _TRIES = {3: 2, 4: 3, 5: 3}, 40


@cache
def lines(side: int) -> tuple[frozenset[int], ...]:
    """The squares of every row, column and diagonal; squares are counted from 0, row by row."""
    rows = [frozenset(range(row * side, (row + 1) * side)) for row in range(side)]
    columns = [frozenset(range(column, side * side, side)) for column in range(side)]
    falling = frozenset(row * side + row for row in range(side))
    rising = frozenset(row * side + side - 1 - row for row in range(side))
    return (*rows, *columns, falling, rising)


def deal(words: int, side: int, *, seats: int, rng: Random) -> tuple[tuple[int, ...], ...]:
    """A sheet for every seat: the first ``side``² places are the grid, the rest is the bench.

    Lines of different sheets share few words, and what lies on the bench differs, so that sheets
    do not win with the same call.
    """
    found: list[tuple[int, ...]] = []
    for _seat in range(seats):
        best = _shuffled(words, rng)
        clashes = alike(found, best, side)
        for _try in range(_TRIES):
            if not clashes:
                break
            other = _shuffled(words, rng)
            fewer = alike(found, other, side)
            if fewer < clashes:
                best, clashes = other, fewer
        found.append(best)
    return tuple(found)


def alike(sheets: Sequence[Sequence[int]], sheet: Sequence[int], side: int) -> int:
    """How many pairs of lines are too much alike between a sheet and those dealt before."""
    own = _words_of_lines(sheet, side)
    shared = _SHARED[side]
    return sum(
        len(line & other) > shared
        for dealt in sheets
        for other in _words_of_lines(dealt, side)
        for line in own
    )


def first_win(sheet: Sequence[int], side: int, called: Sequence[int]) -> int:
    """The call at which somebody who knows everything fills the first line; 0 for never."""
    when = {word: place for place, word in enumerate(called, start=1)}
    times = [
        max((when.get(sheet[square], len(called) + 1) for square in line), default=0)
        for line in lines(side)
    ]
    return min((time for time in times if time <= len(called)), default=0)


def _words_of_lines(sheet: Sequence[int], side: int) -> list[frozenset[int]]:
    return [frozenset(sheet[square] for square in line) for line in lines(side)]


def _shuffled(count: int, rng: Random) -> tuple[int, ...]:
    order = list(range(count))
    rng.shuffle(order)
    return tuple(order)

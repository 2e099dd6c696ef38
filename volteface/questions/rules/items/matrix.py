"""Marks of learners (rows) on questions (columns), with gaps where nobody answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.questions.rules.items.moments import correlation, mean_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.items.moments import Estimate

# Nothing is said of an item from fewer first answers.
FEWEST = 30
# The upper and lower groups of the discrimination index.
TAIL = 0.27
# Who answered fewer of the other questions has no rest score.
_ENOUGH = 0.5

type Row = Sequence[float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistics:
    """One question among the others; nothing where there is too little to say."""

    # First answers to it.
    n: int
    difficulty: Estimate | None = None
    # With the mean mark on the other questions.
    item_rest: Estimate | None = None
    # Mean mark of the best 27 % less that of the weakest 27 %, by rest score.
    discrimination: float | None = None

    @property
    def key_is_probably_wrong(self) -> bool:
        """Whether the stronger learners fail it, beyond chance."""
        return self.item_rest is not None and self.item_rest.high < 0


def rest_scores(rows: Sequence[Row], item: int) -> list[float | None]:
    """Each learner's mean mark on the other questions they answered, of at least half of them."""
    found: list[float | None] = []
    for row in rows:
        others = [mark for place, mark in enumerate(row) if place != item and mark is not None]
        enough = len(others) >= max(1.0, _ENOUGH * (len(row) - 1))
        found.append(sum(others) / len(others) if enough else None)
    return found


def item_statistics(rows: Sequence[Row]) -> list[ItemStatistics]:
    """Every column among the others, in one pass over the rows; the guards are applied."""
    if not rows:
        return []
    width = len(rows[0])
    wanted = max(1.0, _ENOUGH * (width - 1))
    sums = [sum(mark for mark in row if mark is not None) for row in rows]
    counts = [sum(mark is not None for mark in row) for row in rows]
    found = []
    for item in range(width):
        marks: list[float] = []
        pairs: list[tuple[float, float]] = []
        for row, total, count in zip(rows, sums, counts, strict=True):
            mark = row[item]
            if mark is None:
                continue
            marks.append(mark)
            if count - 1 >= wanted:
                pairs.append((mark, (total - mark) / (count - 1)))
        found.append(_statistics(marks, pairs))
    return found


def upper_lower(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Mean mark of the upper 27 % less that of the lower, by rest score.

    Learners of the same rest score at the border share the places that are left, so the order of
    the list never matters.
    """
    size = TAIL * len(pairs)
    if size < 1:
        return None
    ordered = sorted(pairs, key=lambda pair: pair[1])
    return _tail_mean(ordered[::-1], size) - _tail_mean(ordered, size)


def _statistics(marks: list[float], pairs: list[tuple[float, float]]) -> ItemStatistics:
    n = len(marks)
    if n < FEWEST:
        return ItemStatistics(n=n)
    if len(pairs) < FEWEST:
        return ItemStatistics(n=n, difficulty=mean_mark(marks))
    return ItemStatistics(
        n=n,
        difficulty=mean_mark(marks),
        item_rest=correlation([mark for mark, _ in pairs], [rest for _, rest in pairs]),
        discrimination=upper_lower(pairs),
    )


def _tail_mean(ordered: Sequence[tuple[float, float]], size: float) -> float:
    total, left, place = 0.0, size, 0
    while left > 0 and place < len(ordered):
        end = place
        while end < len(ordered) and ordered[end][1] == ordered[place][1]:
            end += 1
        group = [mark for mark, _ in ordered[place:end]]
        taken = min(left, float(len(group)))
        total += taken * sum(group) / len(group)
        left -= taken
        place = end
    return total / size

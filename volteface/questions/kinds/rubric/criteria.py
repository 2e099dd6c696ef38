"""A rubric: criteria, each with levels that bring points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.questions.rules.texts import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.questions.rules.content import Content, Option

MOST_LEVELS = 8
MOST_POINTS = 100
_LEVEL = re.compile(
    r"\s*(?P<points>[0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*(?:[:|–—-]|points?:?)?\s+(?P<words>\S.*)"
)


@dataclass(frozen=True, slots=True)
class Level:
    """How well a criterion is met, and what that brings."""

    points: float
    words: str

    def __str__(self) -> str:
        return f"{self.points:g}: {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """Something an answer is looked at for; the best level comes first."""

    id: str
    words: str
    levels: tuple[Level, ...]

    @property
    def most(self) -> float:
        """The points of the best level."""
        return max((level.points for level in self.levels), default=0.0)

    def level(self, points: float) -> Level | None:
        """The level that brings so many points."""
        return next((level for level in self.levels if level.points == points), None)


def read_levels(text: str) -> tuple[Level, ...]:
    """The levels that lines such as ``2: explains why`` describe, the best first.

    A line that brings no number of points goes on with the one above.
    """
    levels: list[Level] = []
    for line in text.splitlines():
        found = _LEVEL.fullmatch(line)
        points = number(found["points"]) if found else None
        if found and points is not None:
            levels.append(Level(float(points), " ".join(found["words"].split())))
        elif line.strip() and levels:
            last = levels[-1]
            levels[-1] = Level(last.points, f"{last.words} {' '.join(line.split())}")
    return tuple(sorted(levels, key=lambda level: -level.points))


def written(levels: tuple[Level, ...]) -> str:
    """The lines that `read_levels` reads as these."""
    return "\n".join(map(str, levels))


def criteria_of(content: Content) -> tuple[Criterion, ...]:
    """The question's criteria in order."""
    return tuple(_criterion(option) for option in content.options)


def points_of(content: Content, given: Mapping[str, float]) -> tuple[float, float] | None:
    """The points that levels, named by their criteria's ids, come to, and how many there are.

    Nothing while a criterion has no level, or one that it does not know.
    """
    total = 0.0
    for criterion in criteria_of(content):
        level = criterion.level(given[criterion.id]) if criterion.id in given else None
        if level is None:
            return None
        total += level.points
    return total, sum(criterion.most for criterion in criteria_of(content))


def _criterion(option: Option) -> Criterion:
    return Criterion(id=option.id, words=option.text, levels=read_levels(option.match))

"""Areas of a picture, in thousandths of its width and height: rectangles, circles, polygons.

Written as ``rect 100 200 300 150`` (left, top, width, height), ``circle 500 500 80`` (middle,
radius in thousandths of either side: round on a square picture) and ``polygon 1,1 300,1 200,300``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WHOLE = 1_000
_LINES = 24
_NUMBER = re.compile(r"[0-9]{1,4}")
_MOST_CORNERS = 24
_RECT_NUMBERS = 4
_CIRCLE_NUMBERS = 3
_FEWEST_CORNERS = 3

type Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """An area; ``name`` says how to read ``numbers``."""

    name: str
    numbers: tuple[int, ...]

    @property
    def corners(self) -> tuple[Point, ...]:
        """A polygon's corners."""
        return tuple(zip(self.numbers[::2], self.numbers[1::2], strict=False))

    def holds(self, point: Point) -> bool:
        """Whether the point is inside or on the border."""
        x, y = point
        if self.name == "rect":
            left, top, width, height = self.numbers
            return left <= x <= left + width and top <= y <= top + height
        if self.name == "circle":
            middle_x, middle_y, radius = self.numbers
            return (x - middle_x) ** 2 + (y - middle_y) ** 2 <= radius**2
        return _is_in_polygon(point, self.corners)

    def middle(self) -> Point:
        """A point well inside: what choosing the area by its name stands for."""
        if self.name == "rect":
            left, top, width, height = self.numbers
            return left + width // 2, top + height // 2
        if self.name == "circle":
            return self.numbers[0], self.numbers[1]
        return _inside_polygon(self)

    def __str__(self) -> str:
        if self.name == "polygon":
            return "polygon " + " ".join(f"{x},{y}" for x, y in self.corners)
        return " ".join((self.name, *map(str, self.numbers)))


def read_shape(area: str) -> Shape | None:
    """The shape that an area's text describes; nothing for one that is none."""
    name, _space, rest = area.strip().lower().partition(" ")
    found = tuple(int(each) for each in _NUMBER.findall(rest))
    if len(found) > 2 * _MOST_CORNERS or any(each > WHOLE for each in found):
        return None
    if name == "rect" and len(found) == _RECT_NUMBERS:
        return Shape(name, found) if found[2] and found[3] else None
    if name == "circle" and len(found) == _CIRCLE_NUMBERS:
        return Shape(name, found) if found[2] else None
    if name == "polygon" and len(found) >= 2 * _FEWEST_CORNERS and len(found) % 2 == 0:
        return Shape(name, found)
    return None


def read_point(text: str) -> Point | None:
    """The point that ``x,y`` says; nothing for what is none, or outside the picture."""
    found = re.fullmatch(r"([0-9]{1,4}),([0-9]{1,4})", text)
    if found is None:
        return None
    x, y = int(found[1]), int(found[2])
    return (x, y) if x <= WHOLE and y <= WHOLE else None


def apart(shapes: Iterable[Shape]) -> bool:
    """Whether no shape holds another one's middle."""
    each = list(shapes)
    return not any(one is not other and one.holds(other.middle()) for one in each for other in each)


def _is_in_polygon(point: Point, corners: tuple[Point, ...]) -> bool:
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if _is_on_line(point, (ax, ay), (bx, by)):
            return True
        if (ay > y) != (by > y) and (x - ax) * (by - ay) * (1 if by > ay else -1) < (bx - ax) * (
            y - ay
        ) * (1 if by > ay else -1):
            inside = not inside
    return inside


def _is_on_line(point: Point, start: Point, end: Point) -> bool:
    (x, y), (ax, ay), (bx, by) = point, start, end
    if (bx - ax) * (y - ay) != (by - ay) * (x - ax):
        return False
    return min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by)


def _inside_polygon(shape: Shape) -> Point:
    """The middle of the widest stretch along a few level lines."""
    corners = shape.corners
    heights = [y for _x, y in corners]
    low, high = min(heights), max(heights)
    best: tuple[int, Point] = (-1, corners[0])
    for part in range(1, _LINES):
        y = low + (high - low) * part // _LINES
        for left, right in _stretches(corners, y):
            point = ((left + right) // 2, y)
            if right - left > best[0] and shape.holds(point):
                best = (right - left, point)
    return best[1]


def _stretches(corners: tuple[Point, ...], y: int) -> list[tuple[int, int]]:
    crossed = sorted(
        ax + (bx - ax) * (y - ay) // (by - ay)
        for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True)
        if (ay > y) != (by > y)
    )
    return list(zip(crossed[::2], crossed[1::2], strict=False))

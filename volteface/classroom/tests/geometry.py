"""Where lines and shapes of a PDF page lie, in millimetres from its upper left corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf.generic import ContentStream

if TYPE_CHECKING:
    from pypdf import PageObject

MM = 72 / 25.4
type Matrix = tuple[float, float, float, float, float, float]
type Box = tuple[float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


def shapes(page: PageObject) -> list[Box]:
    """The bounding box (left, top, width, height) of every path, by its end and control points."""
    stream = ContentStream(page.get_contents(), page.pdf)
    matrix, kept = _SAME, []
    path: list[tuple[float, float]] = []
    found: list[Box] = []
    high = float(page.mediabox.height)
    for operands, operator in stream.operations:
        numbers = [float(one) for one in operands if isinstance(one, (int, float))]
        if operator == b"q":
            kept.append(matrix)
        elif operator == b"Q":
            matrix = kept.pop()
        elif operator == b"cm":
            matrix = _times(tuple(numbers), matrix)
        elif operator in {b"m", b"l", b"c", b"v", b"y"}:
            path += [_at(matrix, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        elif operator == b"re":
            x, y, width, height = numbers
            path += [_at(matrix, x, y), _at(matrix, x + width, y + height)]
        elif operator in {b"S", b"s", b"f", b"f*", b"B", b"B*", b"b", b"b*", b"n"}:
            if path:
                found.append(_box(path, high))
            path = []
    return found


def _box(path: list[tuple[float, float]], high: float) -> Box:
    xs, ys = [x for x, _y in path], [high - y for _x, y in path]
    return (min(xs) / MM, min(ys) / MM, (max(xs) - min(xs)) / MM, (max(ys) - min(ys)) / MM)


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(one: tuple[float, ...], other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    k, m, n, p, r, s = other
    return (
        a * k + b * n,
        a * m + b * p,
        c * k + d * n,
        c * m + d * p,
        e * k + f * n + r,
        e * m + f * p + s,
    )

"""What may be drawn on a question's picture once its answer is in: areas and the points given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnArea:
    """An area, in thousandths of the picture's sides; ``form`` says how to read ``numbers``."""

    words: str
    right: bool
    # Whether the answer met it.
    met: bool
    # rect (left, top, width, height), circle (middle, radius) or polygon (its corners).
    form: str
    numbers: tuple[int, ...]

    @property
    def corners(self) -> str:
        """A polygon's corners as a drawing writes them."""
        pairs = zip(self.numbers[::2], self.numbers[1::2], strict=False)
        return " ".join(f"{x},{y}" for x, y in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The right areas, the wrong ones that were met, and where the answer points."""

    areas: tuple[DrawnArea, ...]
    points: tuple[tuple[int, int], ...]

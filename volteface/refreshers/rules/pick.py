"""Which of a module's questions a check asks: spread evenly, the same for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CHECK_QUESTIONS = 4


def spread[T](items: Sequence[T], *, most: int = CHECK_QUESTIONS) -> list[T]:
    """At most so many, evenly through the module.

    Not the most missed: what was missed most would look better the next time by chance alone, and
    the effect would be flattered (regression to the mean).
    """
    if len(items) <= most:
        return list(items)
    return [items[(2 * n + 1) * len(items) // (2 * most)] for n in range(most)]

"""What keeps a module from being published, as plain rules over its outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MINUTES_WARNED = 30
SEGMENT_MINUTES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineStep:
    """A step as the checks see it."""

    code: str
    unknown_questions: tuple[str, ...] = ()
    # Pools that hold fewer questions than are drawn.
    short_pools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A sentence with gaps, the values for them, and the step it is about."""

    text: str
    values: dict[str, object]
    step: str = ""


def blockers(steps: Sequence[OutlineStep]) -> Iterator[Hint]:
    """What makes a module unusable; everything else only watches (courses.rules.watch)."""
    if not steps:
        yield _hint(N_("There is no step yet. Add one."))
    for step in steps:
        for key in step.unknown_questions:
            text = N_("A step asks the question “%(key)s”, which is not in the bank.")
            yield _hint(text, step=step.code, key=key)
        for name in step.short_pools:
            text = N_("A step draws more questions from the pool “%(name)s” than it holds.")
            yield _hint(text, step=step.code, name=name)


def _hint(text: str, *, step: str = "", **values: object) -> Hint:
    return Hint(text=text, values=values, step=step)

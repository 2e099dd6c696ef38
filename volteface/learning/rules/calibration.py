"""How sure somebody felt against how often they were right: for their own eyes only.

In prose: docs/algorithms/calibration.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS = (1, 2, 3)
# Where certainty-based marking pays: below 67 % say 1, from 67 % say 2, from 80 % say 3.
BANDS = {1: (0.0, 0.67), 2: (0.67, 0.80), 3: (0.80, 1.0)}
# A share of fewer answers says next to nothing: only the count is shown.
FEWEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """One answer with how sure its author felt; ``order`` is the log's."""

    order: int
    question: int
    correct: bool
    certainty: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The answers given at one certainty."""

    certainty: int
    n: int
    right: int
    # Wilson's 95 % interval; nothing under five answers.
    share: float | None
    low: float | None
    high: float | None

    @property
    def verdict(self) -> str:
        """``fits``, ``surer`` (than right), ``better`` (than felt), or empty when too few."""
        if self.low is None or self.high is None:
            return ""
        floor, ceiling = BANDS[self.certainty]
        if self.high < floor:
            return "surer"
        return "better" if self.low > ceiling else "fits"


def levels(answers: Iterable[Sure]) -> tuple[Level, ...]:
    """Each certainty with its share right, from the first answer to each question.

    A second try follows feedback: it says what was read, not how well somebody knows themself.
    """
    first: dict[int, Sure] = {}
    for answer in sorted(answers, key=lambda one: one.order):
        first.setdefault(answer.question, answer)
    said = [answer for answer in first.values() if answer.certainty in LEVELS]
    return tuple(_level(certainty, said) for certainty in LEVELS)


def _level(certainty: int, said: Iterable[Sure]) -> Level:
    own = [answer for answer in said if answer.certainty == certainty]
    right = sum(answer.correct for answer in own)
    enough = len(own) >= FEWEST
    low, high = wilson(right, len(own)) if enough else (None, None)
    return Level(
        certainty=certainty,
        n=len(own),
        right=right,
        share=right / len(own) if enough else None,
        low=low,
        high=high,
    )

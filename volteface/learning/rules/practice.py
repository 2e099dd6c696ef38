"""Which question practice asks next: nothing is counted against anybody, nothing ever ends.

In prose: docs/algorithms/levels.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Practised:
    """A question of what was learnt, with what its learner did with it here."""

    version: int
    # How often it was answered in practice, and the number of the last of these answers.
    times: int = 0
    last_seq: int = 0
    # Wrong, wherever it was last answered.
    wrong: bool = False


def order(questions: Sequence[Practised]) -> tuple[int, ...]:
    """What was practised least comes first, then what is wrong, then what is longest ago."""
    ranked = sorted(
        enumerate(questions),
        key=lambda pair: (pair[1].times, not pair[1].wrong, pair[1].last_seq, pair[0]),
    )
    return tuple(question.version for _place, question in ranked)


def next_question(questions: Sequence[Practised], *, but: int = 0) -> int:
    """The first in this order that is not the one just seen; 0 when there is none at all."""
    ranked = order(questions)
    others = [version for version in ranked if version != but]
    return next(iter(others or ranked), 0)

"""What a mended key changes: pure comparison of marks before and after."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CLOSE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One answer with its mark now and by the mended key."""

    seq: int
    subject: int
    draw: int
    counts: bool
    grade: int
    before: float
    after: float
    was_correct: bool
    is_correct: bool
    # The beliefs given away changed, or what was chosen is read otherwise.
    otherwise: bool = False

    @property
    def changes(self) -> bool:
        """Whether a newer grade is needed."""
        moved = abs(self.after - self.before) > _CLOSE
        return moved or self.was_correct != self.is_correct or self.otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A regrade in figures."""

    # (mark before, mark after): how many answers.
    moves: tuple[tuple[tuple[float, float], int], ...]
    answers: int
    learners: int
    mean_before: float
    mean_after: float
    current: int


def summary(answers: Iterable[Marked]) -> Summary:
    """How many answers change from what to what, and the mean of the current ones."""
    answers = list(answers)
    changed = [one for one in answers if one.changes]
    current = {(one.draw, one.subject): one for one in answers if one.counts}
    n = len(current)
    return Summary(
        moves=tuple(
            sorted(
                Counter(
                    (one.before, one.after) for one in changed if one.before != one.after
                ).items()
            )
        ),
        answers=len(changed),
        learners=len({one.subject for one in changed}),
        mean_before=sum(one.before for one in current.values()) / n if n else 0.0,
        mean_after=sum(one.after for one in current.values()) / n if n else 0.0,
        current=n,
    )


def fingerprint(answers: Sequence[Marked]) -> str:
    """What was previewed, so that exactly that is done."""
    text = ";".join(f"{one.seq}:{one.grade}:{one.after:.6f}:{one.is_correct:d}" for one in answers)
    return hashlib.sha256(text.encode()).hexdigest()[:24]

"""How much may be asked of somebody in a day: ten minutes, then nothing more until tomorrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

DAY_SECONDS = 10 * 60
# What a question is taken to cost when the device said nothing.
QUESTION_SECONDS = 45
# One message asks for one to three questions.
PER_SITTING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DueQuestion:
    """A question that is due, with what decides its place in the queue."""

    question_id: int
    due_at: dt.datetime
    last_rating: str
    certain_wrong: bool


def allowance(seconds_today: Iterable[int | None]) -> int:
    """How many more questions fit into today's ten minutes, given what each answer took."""
    # Nobody is asked more because a page stayed open: an answer costs two minutes at most.
    spent = sum(min(QUESTION_SECONDS if s is None else s, 120) for s in seconds_today)
    return max(0, (DAY_SECONDS - spent) // QUESTION_SECONDS)


def minutes_for(questions: int) -> int:
    """What so many questions are said to take, in whole minutes."""
    return max(1, round(questions * QUESTION_SECONDS / 60))


def queue(due: Iterable[DueQuestion], *, most: int) -> tuple[DueQuestion, ...]:
    """Own errors first, the sure ones before all; then what has waited longest."""
    ranked = sorted(
        due,
        key=lambda question: (
            not question.certain_wrong,
            question.last_rating != "again",
            question.due_at,
            question.question_id,
        ),
    )
    return tuple(ranked[: max(0, most)])

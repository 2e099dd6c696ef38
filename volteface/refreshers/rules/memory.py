"""When a question should come back: FSRS for memory, the meeting and the exam for its limits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from fsrs import Card, Rating, Scheduler, State

RETENTION = 0.90
# No fuzz: the same answers always give the same dates. Steps of minutes stay the library's own;
# nothing is ever mailed sooner than a day later, see `next_due`.
SCHEDULER = Scheduler(desired_retention=RETENTION, enable_fuzzing=False)

DAY = dt.timedelta(days=1)
# Answers to one question closer together than this follow feedback that was just read.
SAME_SITTING = dt.timedelta(hours=4)
# Certain and wrong comes back once, at least this much later, even if since answered right (E22).
RETURN_AFTER = dt.timedelta(days=7)
# First return, as a share of the gap to the meeting: the surer the answer, the later.
FIRST_SHARE = {"again": 0.20, "hard": 0.27, "good": 0.33, "easy": 0.40}

CERTAIN = 3
RATINGS = {
    "again": Rating.Again,
    "hard": Rating.Hard,
    "good": Rating.Good,
    "easy": Rating.Easy,
}
_BY_CERTAINTY = {1: "hard", 2: "good", 3: "easy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What one subject is taken to remember of one question; every field comes from the log."""

    state: int
    step: int | None
    stability: float
    difficulty: float
    # FSRS's own date, before the meeting and the exam have their say.
    fsrs_due: dt.datetime
    last_review: dt.datetime
    last_rating: str
    reviews: int
    # Open until the question has been met again `RETURN_AFTER` later.
    certain_wrong_at: dt.datetime | None = None


def rating_of(*, correct: bool, certainty: int | None) -> str:
    """Wrong is again; right is hard, good or easy by how certain it was, good where not asked."""
    if not correct:
        return "again"
    return _BY_CERTAINTY.get(certainty or 2, "good")


def is_retrieval(memory: Memory | None, at: dt.datetime) -> bool:
    """An answer minutes after the last one repeats what was just read: it is not rated."""
    return memory is None or at - memory.last_review >= SAME_SITTING


def reviewed(
    memory: Memory | None, *, correct: bool, certainty: int | None, at: dt.datetime
) -> Memory:
    """The memory after one rated answer; the one given is left as it was."""
    rating = rating_of(correct=correct, certainty=certainty)
    moment = at.astimezone(dt.UTC)
    # The library refuses any other zone object, whatever its offset.
    card, _log = SCHEDULER.review_card(_card(memory, moment), RATINGS[rating], moment)
    return Memory(
        state=card.state.value,
        step=card.step,
        stability=card.stability or 0.0,
        difficulty=card.difficulty or 0.0,
        fsrs_due=card.due,
        last_review=moment,
        last_rating=rating,
        reviews=(memory.reviews if memory else 0) + 1,
        certain_wrong_at=_certain_wrong_at(memory, correct, certainty, moment),
    )


def repeated(memory: Memory, *, correct: bool, certainty: int | None, at: dt.datetime) -> Memory:
    """The memory after an answer of the same sitting: not rated, but certain and wrong is noted."""
    if correct or certainty != CERTAIN:
        return memory
    return replace(memory, certain_wrong_at=at.astimezone(dt.UTC))


def next_due(
    memory: Memory, *, meeting_at: dt.datetime | None, horizon: dt.datetime | None
) -> dt.datetime | None:
    """When the question is due next; nothing once no day is left before the horizon.

    Before the meeting: first a share of the gap, then FSRS, and always once the day before.
    After it: FSRS. Never within a day of the last answer, and at the latest the day before the
    horizon.
    """
    last = memory.last_review
    due = max(memory.fsrs_due, last + DAY)
    day_before = meeting_at - DAY if meeting_at else None
    if day_before is not None and last < day_before and meeting_at is not None:
        if memory.reviews == 1:
            due = last + FIRST_SHARE[memory.last_rating] * (meeting_at - last)
        due = min(due, day_before)
    if memory.certain_wrong_at is not None:
        due = min(due, max(memory.certain_wrong_at + RETURN_AFTER, last + DAY))
    if horizon is None:
        return due
    latest = horizon - DAY
    return None if last >= latest else min(due, latest)


def to_json(memory: Memory) -> dict[str, object]:
    """The stored form, versioned."""
    return {
        "version": 1,
        "state": memory.state,
        "step": memory.step,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "fsrs_due": memory.fsrs_due.isoformat(),
        "last_review": memory.last_review.isoformat(),
        "last_rating": memory.last_rating,
        "reviews": memory.reviews,
        "certain_wrong_at": memory.certain_wrong_at and memory.certain_wrong_at.isoformat(),
    }


def from_json(stored: dict[str, object]) -> Memory:
    """Read what `to_json` wrote; an unknown version is refused rather than guessed at."""
    if stored.get("version") != 1:
        message = f"unknown version of a stored memory: {stored.get('version')}"
        raise ValueError(message)
    wrong_at, step = stored["certain_wrong_at"], stored["step"]
    return Memory(
        state=int(str(stored["state"])),
        step=None if step is None else int(str(step)),
        stability=float(str(stored["stability"])),
        difficulty=float(str(stored["difficulty"])),
        fsrs_due=dt.datetime.fromisoformat(str(stored["fsrs_due"])),
        last_review=dt.datetime.fromisoformat(str(stored["last_review"])),
        last_rating=str(stored["last_rating"]),
        reviews=int(str(stored["reviews"])),
        certain_wrong_at=dt.datetime.fromisoformat(str(wrong_at)) if wrong_at else None,
    )


def _certain_wrong_at(
    memory: Memory | None, correct: bool, certainty: int | None, at: dt.datetime
) -> dt.datetime | None:
    if not correct and certainty == CERTAIN:
        return at
    pending = memory.certain_wrong_at if memory else None
    if pending is not None and at - pending >= RETURN_AFTER:
        return None
    return pending


def _card(memory: Memory | None, at: dt.datetime) -> Card:
    # An id of our own: the library would ask the clock for one, and wait a millisecond.
    if memory is None:
        return Card(card_id=1, due=at)
    return Card(
        card_id=1,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.fsrs_due,
        last_review=memory.last_review,
    )

"""Signals of effort: answers faster than the question can be read, minutes without a sign of life.

In prose: docs/algorithms/signals.md. They describe, they never mark: a flagged answer stays given.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Silent reading of a text for learning: 238 words a minute on average, so a quick reader's pace.
WORDS_A_MINUTE = 300
# A rapid guess takes less than a quarter of that, never judged above 10 s or below 2 s.
RAPID_SHARE = 0.25
LEAST_SECONDS, MOST_SECONDS = 2, 10
# Two minutes in sight without a key, a touch, a scroll or a film that plays count as away.
IDLE_SECONDS = 120
# A teacher sees nothing about fewer people than this.
FEWEST_PEOPLE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One answer with the seconds its device counted."""

    seq: int
    subject: int
    version: int
    seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RapidCount:
    """How often a question was answered faster than it can be read, by how many people."""

    version: int
    rapid: int
    people: int


def reading_seconds(words: int) -> float:
    """What a quick reader needs for so many words."""
    return 60 * words / WORDS_A_MINUTE


def rapid_below(words: int) -> float:
    """Answers under this many seconds are too quick to have been read."""
    return min(max(RAPID_SHARE * reading_seconds(words), LEAST_SECONDS), MOST_SECONDS)


def is_rapid(seconds: int | None, *, words: int) -> bool:
    """Whether an answer came faster than its question can be read; unknown times never do."""
    return seconds is not None and seconds < rapid_below(words)


def counted(answers: Iterable[Timed], rapid: Sequence[int]) -> tuple[RapidCount, ...]:
    """Rapid answers by question, only where at least five people gave one; most first."""
    quick = set(rapid)
    rapid_by: dict[int, list[int]] = defaultdict(list)
    for answer in answers:
        if answer.seq in quick:
            rapid_by[answer.version].append(answer.subject)
    found = [
        RapidCount(version=version, rapid=len(subjects), people=len(set(subjects)))
        for version, subjects in rapid_by.items()
        if len(set(subjects)) >= FEWEST_PEOPLE
    ]
    return tuple(sorted(found, key=lambda one: (-one.rapid, one.version)))

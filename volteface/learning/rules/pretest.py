"""The pre-test: which questions are asked, what was shown by them, and what checks it later.

In prose: docs/algorithms/levels.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.learning.rules.levels import at_stake

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from volteface.learning.rules.levels import PathStep

PRETEST, VALIDATION, PRACTICE = "pretest", "validation", "practice"
# Kept for a purpose of their own: such questions stand in no step.
ASIDE = frozenset((PRETEST, VALIDATION, PRACTICE))
# At most five minutes, at what one question is taken to cost.
QUESTION_SECONDS = 45
MOST_SECONDS = 5 * 60
PER_OBJECTIVE = 2
# Certainty 1 is a guess: a guess shows nothing.
GUESS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A marked question that could ask about an objective."""

    question: int
    objectives: frozenset[str]
    # What its author keeps it for; empty for a question of a step.
    use: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A learner's first answer to a question of the pre-test."""

    question: int
    correct: bool
    certainty: int | None = None

    @property
    def shows(self) -> bool:
        """Right, and not by their own word a guess."""
        return self.correct and self.certainty != GUESS


def minutes_of(questions: int) -> int:
    """What so many questions are said to take."""
    return max(1, -(-questions * QUESTION_SECONDS // 60))


def choose(
    steps: Sequence[PathStep], candidates: Sequence[Candidate]
) -> dict[str, tuple[int, ...]]:
    """The questions to ask for each objective.

    Objectives that could save most minutes come first, until five minutes are full. Each is asked
    about by two questions its author keeps for the pre-test, else by two of its own questions, the
    first and the middle one; an objective that would save nothing is not asked about.
    """
    objectives = {objective for step in steps for objective in step.objectives}
    ranked = sorted(objectives, key=lambda one: (-at_stake(steps, one), one))
    chosen: dict[str, tuple[int, ...]] = {}
    asked: set[int] = set()
    for objective in ranked:
        picked = _picked(objective, candidates) if at_stake(steps, objective) else ()
        fresh = asked | set(picked)
        if picked and len(fresh) * QUESTION_SECONDS <= MOST_SECONDS:
            chosen[objective] = picked
            asked = fresh
    return chosen


def shown(asked: Mapping[str, Sequence[int]], tried: Iterable[Tried]) -> list[str]:
    """The objectives whose every question was right at the first try, none of them guessed."""
    right = {answer.question for answer in tried if answer.shows}
    return [
        objective for objective, questions in asked.items() if questions and right >= set(questions)
    ]


def checking(
    objective: str, candidates: Sequence[Candidate], *, asked: Iterable[int]
) -> int | None:
    """The question that checks a skip later: one kept for it, else a sibling not asked yet.

    Where the objective has no other question, the last of the pre-test's own is asked again.
    """
    about = [one for one in candidates if objective in one.objectives]
    before = set(asked)
    kept = [one.question for one in about if one.use == VALIDATION]
    siblings = [
        one.question
        for one in about
        if one.use not in (PRETEST, VALIDATION) and one.question not in before
    ]
    again = [one.question for one in about if one.question in before]
    found = kept[:1] or siblings[-1:] or again[-1:]
    return found[0] if found else None


def _picked(objective: str, candidates: Sequence[Candidate]) -> tuple[int, ...]:
    about = [one for one in candidates if objective in one.objectives]
    kept = [one.question for one in about if one.use == PRETEST]
    own = kept or [one.question for one in about if one.use not in ASIDE]
    if len(own) <= PER_OBJECTIVE:
        return tuple(own)
    return (own[0], own[len(own) // 2])

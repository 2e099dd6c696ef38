"""A learner's way through a module: core steps, what is offered beside them, what may be skipped.

In prose: docs/algorithms/levels.md. Nothing here closes a step: it only says what is on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

CORE, SUPPORT, STRETCH = "core", "support", "stretch"
# Ahead: through the way, with four fifths of at least so many marked answers right.
AHEAD_PARTS = (4, 5)
AHEAD_ANSWERS = 3


class Levelled(Protocol):
    """Whatever has a key and a level."""

    @property
    def key(self) -> str: ...

    @property
    def level(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """A step as the way sees it."""

    key: str
    level: str
    minutes: int
    # Short keys of the objectives its questions are about.
    objectives: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A learner's answer to one question as it stands."""

    objectives: frozenset[str]
    correct: bool
    certainty: int | None = None


def way[T: Levelled](steps: Sequence[T]) -> tuple[T, ...]:
    """The steps that count as the way: the core ones, or all where a module has none."""
    core = tuple(step for step in steps if step.level == CORE)
    return core or tuple(steps)


def skippable(steps: Sequence[PathStep], shown: AbstractSet[str]) -> list[str]:
    """The steps on the way that serve nothing but objectives that were shown.

    A step that asks nothing stays; support and stretch steps are offered, so nobody skips them.
    """
    return [step.key for step in way(steps) if step.objectives and step.objectives <= shown]


def at_stake(steps: Iterable[PathStep], objective: str) -> int:
    """The minutes of the core steps that serve this objective and nothing else."""
    only = frozenset((objective,))
    return sum(step.minutes for step in steps if step.level == CORE and step.objectives == only)


def wrong_on(answers: Iterable[Seen]) -> dict[str, int]:
    """How many questions of each objective are wrong as things stand."""
    counted: dict[str, int] = {}
    for answer in answers:
        if not answer.correct:
            for objective in answer.objectives:
                counted[objective] = counted.get(objective, 0) + 1
    return counted


def offered_support(
    steps: Iterable[PathStep], wrong: Mapping[str, int]
) -> dict[str, tuple[str, int]]:
    """Which support steps are offered, by key: the objective they help with, and its errors.

    The objective with most errors is the reason given; equals go by their key.
    """
    offers = {}
    for step in steps:
        if step.level != SUPPORT:
            continue
        reasons = [(wrong[one], one) for one in sorted(step.objectives) if wrong.get(one)]
        if reasons:
            count, objective = max(reasons, key=lambda reason: reason[0])
            offers[step.key] = (objective, count)
    return offers


def is_ahead(
    steps: Sequence[Levelled], *, finished: AbstractSet[str], answers: Collection[Seen]
) -> bool:
    """Through the way and strong: four fifths of at least three marked answers right."""
    if not steps or any(step.key not in finished for step in way(steps)):
        return False
    parts, whole = AHEAD_PARTS
    right = sum(answer.correct for answer in answers)
    return len(answers) >= AHEAD_ANSWERS and whole * right >= parts * len(answers)


def next_after(
    steps: Sequence[Levelled],
    key: str,
    *,
    skipped: AbstractSet[str],
    offered: Collection[str],
) -> str:
    """Where "next" leads from a step: the next on the way or an offered one; empty at the end.

    From a stretch step the next stretch step follows: who has begun to go further goes on.
    """
    keys = [step.key for step in steps]
    on_way = {step.key for step in way(steps)} - skipped
    here = next(step for step in steps if step.key == key)
    for step in steps[keys.index(key) + 1 :]:
        further = here.level == STRETCH and step.level == STRETCH
        if step.key in on_way or step.key in offered or further:
            return step.key
    return ""

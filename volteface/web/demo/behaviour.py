"""How the demo's learners behave: varied, believable, and the same for the same seed.

Pure: chance and time come in from outside. Each learner has an ability (logits), a habit of
preparing, beliefs they may hold, and a bias in how sure they feel; questions have a difficulty.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    import random
    from collections.abc import Mapping, Sequence


class Habit(Enum):
    """How somebody prepares, with the share of a cohort that does so."""

    EARLY = 0.22
    EVENING = 0.33
    LAST_NIGHT = 0.18
    SKIMS = 0.09
    STOPS_HALFWAY = 0.08
    NEVER = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """One simulated learner."""

    number: int
    ability: float
    habit: Habit
    boldness: float
    beliefs: frozenset[str]
    attends: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question as the simulation sees it: options with their worth and the belief behind them."""

    version_id: int
    key: str
    kind: str
    difficulty: float
    # (option id, fraction, misconception key or "")
    options: tuple[tuple[str, float, str], ...] = field(default=())
    certainty: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a learner answered."""

    item: Item
    option_ids: tuple[str, ...]
    right: bool
    certainty: int | None
    seconds: int


def cohort(size: int, beliefs: Mapping[str, float], rng: random.Random) -> list[Learner]:
    """``size`` learners; ``beliefs`` maps a misconception to the share that holds it at first."""
    habits = list(Habit)
    learners = []
    for number in range(size):
        ability = rng.gauss(1.25, 0.8)
        held = {key for key, share in beliefs.items() if rng.random() < share * _doubt(ability)}
        learners.append(
            Learner(
                number=number,
                ability=ability,
                habit=rng.choices(habits, [habit.value for habit in habits])[0],
                boldness=rng.gauss(0, 0.6),
                beliefs=frozenset(held),
                attends=0.94 if rng.random() < 0.85 else 0.55,
            )
        )
    return learners


def answer(learner: Learner, item: Item, *, lift: float, rng: random.Random) -> Choice:
    """What ``learner`` answers when teaching so far has lifted their logits by ``lift``."""
    tempting = [
        option for option in item.options if option[1] <= 0 and option[2] in learner.beliefs
    ]
    believes = bool(tempting) and rng.random() < 0.75 / (1 + math.exp(lift - 0.6))
    chance = 1 / (1 + math.exp(-(learner.ability + lift - item.difficulty)))
    right = not believes and rng.random() < chance
    if right:
        chosen = tuple(option[0] for option in item.options if option[1] > 0) or ("",)
        if item.kind != "multiple":
            chosen = chosen[:1]
    else:
        wrong = tempting if believes else [option for option in item.options if option[1] <= 0]
        chosen = (rng.choice(wrong)[0],) if wrong else ("",)
    feels = learner.boldness + (0.9 if right or believes else -0.5) + rng.gauss(0, 0.6)
    certainty = (3 if feels > 1.1 else 2 if feels > -0.2 else 1) if item.certainty else None
    return Choice(
        item=item,
        option_ids=chosen,
        right=right,
        certainty=certainty,
        seconds=max(3, round(rng.lognormvariate(3.1, 0.5))),
    )


def started_at(
    learner: Learner, *, opened_at: dt.datetime, closes_at: dt.datetime, rng: random.Random
) -> dt.datetime | None:
    """When the learner sits down to prepare, or nothing."""
    window = closes_at - opened_at
    match learner.habit:
        case Habit.NEVER:
            return None
        case Habit.EARLY:
            share = rng.uniform(0.05, 0.45)
        case Habit.EVENING:
            share = rng.uniform(0.45, 0.85)
        case Habit.LAST_NIGHT:
            share = rng.uniform(0.86, 0.97)
        case _:
            share = rng.uniform(0.3, 0.9)
    return opened_at + window * share


def steps_done(learner: Learner, step_count: int, rng: random.Random) -> int:
    """How many of the module's steps the learner gets through."""
    if learner.habit is Habit.STOPS_HALFWAY:
        return rng.randint(1, max(1, step_count // 2))
    return step_count


def answers_share(learner: Learner) -> float:
    """The share of a step's questions the learner answers at all."""
    return 0.25 if learner.habit is Habit.SKIMS else 0.995


def present(learner: Learner, rng: random.Random) -> bool:
    """Whether the learner comes to a meeting."""
    return rng.random() < learner.attends


def pick(voices: Sequence[str], rng: random.Random) -> str:
    """One of the sentences learners write."""
    return rng.choice(voices) if voices else ""


def _doubt(ability: float) -> float:
    return 1.5 / (1 + math.exp(ability - 0.3))

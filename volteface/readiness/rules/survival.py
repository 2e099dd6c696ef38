"""How a misconception fares: of those who held it before, how many still do at each stage."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from volteface.core.intervals import wilson
from volteface.readiness.rules.believed import COUNTS_ONLY_BELOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OPENING, FIRST_VOTE, SECOND_VOTE = "opening_check", "first_vote", "second_vote"
GAME = "game"
EXIT, REFRESHER, DELAYED = "exit_ticket", "refresher", "delayed_check"
# Where the curve begins, and then in the order of the cycle: the one list of the stages there are.
# Each has its words in rules.wording.STAGES and is fed by a draw's purpose (queries.lineage) or by
# an app above (events.register_stage).
BEFORE = "before"
STAGES = (OPENING, FIRST_VOTE, SECOND_VOTE, GAME, EXIT, REFRESHER, DELAYED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer at one stage to a question at which its giver held the belief before."""

    subject: int
    question: int
    stage: str
    # The answer gives the belief away again.
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """One stage: of the believers who answered one of their questions again, so many still hold."""

    stage: str
    n: int
    holding: int
    # Shares are nothing where too few stand behind them.
    share: float | None
    low: float | None
    high: float | None


def survival(
    given: Iterable[Given], told: Mapping[str, tuple[int, int]] = MappingProxyType({})
) -> tuple[Survival, ...]:
    """The curve; ``given`` comes in the order of the log: the last answer of a stage counts.

    Who met several of their questions at a stage holds it as long as one answer shows it.
    ``told`` counts stages that leave no answers of their own: how many met it, how many hold it.
    """
    latest = {(one.stage, one.subject, one.question): one.holds for one in given}
    holds: dict[tuple[str, int], bool] = {}
    for (stage, subject, _question), still in latest.items():
        holds[stage, subject] = holds.get((stage, subject), False) or still
    counted: dict[str, tuple[int, int]] = dict(told)
    for (stage, _subject), still in holds.items():
        n, holding = counted.get(stage, (0, 0))
        counted[stage] = (n + 1, holding + still)
    return tuple(stage_of(name, *counted.get(name, (0, 0))) for name in STAGES)


def stage_of(name: str, n: int, holding: int) -> Survival:
    """One stage from its counts."""
    if n < COUNTS_ONLY_BELOW:
        return Survival(stage=name, n=n, holding=holding, share=None, low=None, high=None)
    low, high = wilson(holding, n)
    return Survival(stage=name, n=n, holding=holding, share=holding / n, low=low, high=high)

"""A round's phases, what may follow which, and the advice after a first vote."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """Where a round stands."""

    WAITING = "waiting"
    FIRST_VOTE = "first_vote"
    DISCUSS = "discuss"
    SECOND_VOTE = "second_vote"
    RESULT = "result"


class Advice(StrEnum):
    """What the share of right answers suggests doing next."""

    TOO_FEW = "too_few"
    MINI_FIX = "mini_fix"
    DISCUSS = "discuss"
    GO_ON = "go_on"


# The bands are a convention of peer instruction, not a finding: see docs/algorithms.
LOW, HIGH = 0.30, 0.70
LEAST_VOTES = 10

_NEXT: dict[Phase, tuple[Phase, ...]] = {
    Phase.WAITING: (Phase.FIRST_VOTE,),
    Phase.FIRST_VOTE: (Phase.DISCUSS, Phase.RESULT),
    Phase.DISCUSS: (Phase.SECOND_VOTE,),
    Phase.SECOND_VOTE: (Phase.RESULT,),
    Phase.RESULT: (),
}
VOTING = (Phase.FIRST_VOTE, Phase.SECOND_VOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The advice with the numbers it rests on."""

    advice: Advice
    right: int
    votes: int

    @property
    def percent(self) -> int:
        """The share of right answers, rounded; only said when the advice is not hidden."""
        return round(100 * self.right / self.votes) if self.votes else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How many were right before discussing and after it."""

    right: int
    votes: int
    right_after: int
    votes_after: int

    @property
    def wrong(self) -> int:
        """How many were wrong at first."""
        return self.votes - self.right

    @property
    def share(self) -> float | None:
        """The part of the wrong that became right; only said of ten wrong or more, when it grew."""
        found = self._gain()
        return found if found and found > 0 and self.wrong >= LEAST_VOTES else None

    @property
    def is_no_better(self) -> bool:
        """Whether ten votes and more say that discussing did not help."""
        found = self._gain()
        return found is not None and found <= 0 and self._fewest >= LEAST_VOTES

    @property
    def _fewest(self) -> int:
        return min(self.votes, self.votes_after)

    def _gain(self) -> float | None:
        if not self._fewest:
            return None
        return gain(self.right / self.votes, self.right_after / self.votes_after)


def next_phases(phase: Phase, *, is_check: bool) -> tuple[Phase, ...]:
    """The phases a round may move to; a check of several questions has one vote only."""
    if is_check and phase is Phase.FIRST_VOTE:
        return (Phase.RESULT,)
    return _NEXT[phase]


def suggestion(right: int, votes: int) -> Suggestion:
    """Mini-fix under 30 %, discuss from 30 to 70 %, go on above; none under ten votes."""
    if votes < LEAST_VOTES:
        advice = Advice.TOO_FEW
    elif right < LOW * votes:
        advice = Advice.MINI_FIX
    elif right <= HIGH * votes:
        advice = Advice.DISCUSS
    else:
        advice = Advice.GO_ON
    return Suggestion(advice=advice, right=right, votes=votes)


def suggested_phase(phase: Phase, given: Suggestion | None, *, is_check: bool) -> Phase | None:
    """The one next step the presenter's button offers first."""
    choices = next_phases(phase, is_check=is_check)
    if not choices:
        return None
    if phase is Phase.FIRST_VOTE and len(choices) > 1 and given is not None:
        explain = given.advice in (Advice.GO_ON, Advice.MINI_FIX)
        return Phase.RESULT if explain else Phase.DISCUSS
    return choices[0]


def gain(first: float, second: float) -> float | None:
    """The part of the wrong answers that discussion turned right; nothing when all were right."""
    return None if first >= 1 else (second - first) / (1 - first)


def distribution_is_public(phase: Phase) -> bool:
    """The projector and the phones see no bars, and no key, before the round's result."""
    return phase is Phase.RESULT

"""What a class believes: misconceptions ranked from counts of current answers, never from names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Below this many answers a teacher reads counts only: no percentage, no advice.
COUNTS_ONLY_BELOW = 10
# A belief held by this share of those who answered is worth a mini-fix.
MINI_FIX_SHARE = 0.30
MINI_FIX_MINUTES = 5
# E22's alarm: this share and this many people wrong and certain.
ALARM_SHARE = 0.20
ALARM_PEOPLE = 3
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """How many current answers to one question version were the same in every way that counts."""

    version: int
    chosen: str
    misconceptions: str
    correct: bool
    certain: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """One misconception at the question that shows it most."""

    misconception: str
    version: int
    # The wrong option most of them chose, as an option id.
    option: str
    count: int
    certain: int
    answered: int
    right: int

    @property
    def share(self) -> float:
        """Of those who answered the question."""
        return self.count / self.answered if self.answered else 0.0

    @property
    def wants_fix(self) -> bool:
        """Enough answers to advise, and enough of them to spend minutes on."""
        return self.answered >= COUNTS_ONLY_BELOW and self.share >= MINI_FIX_SHARE

    @property
    def alarming(self) -> bool:
        """Many are not only wrong but certain."""
        return (
            self.answered >= COUNTS_ONLY_BELOW
            and self.certain >= ALARM_PEOPLE
            and self.certain >= ALARM_SHARE * self.answered
        )


def beliefs(tallies: Iterable[Tally], *, most: int = MOST_SHOWN) -> tuple[Belief, ...]:
    """The misconceptions most people show, each at its strongest question, strongest first.

    Ordered by people, then by how many of them are certain, then by key so that equals stay put.
    """
    answered: dict[int, int] = defaultdict(int)
    right: dict[int, int] = defaultdict(int)
    shown: dict[tuple[str, int], int] = defaultdict(int)
    certain: dict[tuple[str, int], int] = defaultdict(int)
    options: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for tally in tallies:
        answered[tally.version] += tally.count
        if tally.correct:
            right[tally.version] += tally.count
            continue
        for key in filter(None, tally.misconceptions.split(",")):
            place = (key, tally.version)
            shown[place] += tally.count
            certain[place] += tally.count if tally.certain else 0
            options[place][tally.chosen] += tally.count
    strongest: dict[str, Belief] = {}
    for (key, version), count in shown.items():
        picks = options[key, version]
        belief = Belief(
            misconception=key,
            version=version,
            option=max(sorted(picks), key=lambda option: picks[option]),
            count=count,
            certain=certain[key, version],
            answered=answered[version],
            right=right[version],
        )
        if key not in strongest or _weight(belief) > _weight(strongest[key]):
            strongest[key] = belief
    ranked = sorted(strongest.values(), key=lambda b: (-b.count, -b.certain, b.misconception))
    return tuple(ranked[:most])


def share_or_none(count: int, whole: int) -> float | None:
    """A share that may be shown as a percentage, or nothing when too few stand behind it."""
    return count / whole if whole >= COUNTS_ONLY_BELOW else None


def _weight(belief: Belief) -> tuple[int, int, int]:
    return (belief.count, belief.certain, -belief.version)

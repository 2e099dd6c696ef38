"""How well an objective is mastered: a Rasch model over its questions, shrunk towards the class.

The chance of a right answer is ``1 / (1 + exp(difficulty - ability))``. Difficulties come from the
class's own answers, abilities are never reported: they are summed out over a fixed grid.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil, exp, log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# How much learners are thought to differ on one objective before anything is known, in logits; so
# much weight that thought has against the class's own answers; and what it may become.
SPREAD, THOUGHT = 1.2, 5.0
LEAST_SPREAD, MOST_SPREAD = 0.3, 2.5
# An item counts as if so many more had answered it with the average share.
BORROWED = 4.0
# Mastered is two thirds of the objective's questions, as ready is.
MASTERED = 2 / 3
MOST, FEW = 0.70, 0.30
FEWEST = 10
# An interval wider than this says too little.
WIDEST = 0.40
_Z90 = 1.645
_STEPS = tuple(step / 8 for step in range(-28, 29))
_PRIOR = tuple(exp(-0.5 * step * step) for step in _STEPS)

type Patterns = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mastery:
    """What is believed of a class and one objective; a share only where enough stands behind it."""

    # Learners who answered at least one of its questions, and how many questions it has.
    learners: int
    questions: int
    # The expected share of them who master it, and where it lies nine times in ten.
    share: float
    low: float
    high: float

    @property
    def enough(self) -> bool:
        """Whether there are learners enough for a share of them to be said at all."""
        return self.learners >= FEWEST

    @property
    def at_least(self) -> int:
        """How many learners master it at least, by the lower end of the interval."""
        return ceil(self.low * self.learners)

    @property
    def band(self) -> str:
        """``most``, ``divided``, ``few``, or ``early`` where too little is known."""
        if not self.enough or self.high - self.low > WIDEST:
            return "early"
        if self.low >= MOST:
            return "most"
        return "few" if self.high < FEW else "divided"


def shares(counts: Mapping[int, tuple[int, int]]) -> dict[int, float]:
    """Each item's share of right answers, few answers drawn to the items' average; never 0 or 1."""
    right = sum(r for r, _n in counts.values())
    answered = sum(n for _r, n in counts.values())
    average = (right + 1) / (answered + 2)
    found = {}
    for item, (got, of) in counts.items():
        share = (got + BORROWED * average) / (of + BORROWED)
        # Half an answer either way: everybody right is easy, not infinitely so.
        edge = 0.5 / (of + BORROWED)
        found[item] = min(max(share, edge), 1 - edge)
    return found


def spread_of(classes: Iterable[tuple[Sequence[float], Patterns]]) -> float:
    """How much learners differ, from how much more their scores do than by chance.

    ``classes`` are the objectives' item shares and patterns. Chance alone makes answers to two
    items independent; whatever they have in common beyond that is ability.
    """
    more, possible = THOUGHT * SPREAD**2, THOUGHT
    for items, patterns in classes:
        varies = [share * (1 - share) for share in items]
        for (mask, right), count in patterns.items():
            bits = [bit for bit in range(len(items)) if mask >> bit & 1]
            alone = sum(varies[bit] for bit in bits)
            more += count * ((right - sum(items[bit] for bit in bits)) ** 2 - alone)
            possible += count * (alone**2 - sum(varies[bit] ** 2 for bit in bits))
    return min(max(sqrt(max(more, 0.0) / possible), LEAST_SPREAD), MOST_SPREAD)


def difficulties(items: Sequence[float], spread: float = SPREAD) -> list[float]:
    """The items' difficulties from their shares.

    A class that differs reads flatter than one learner's chance: hence the steeper line.
    """
    steeper = sqrt(1 + (spread / 1.7) ** 2)
    return [-steeper * log(share / (1 - share)) for share in items]


class Scale:
    """One objective's items; what a pattern of answers says of who gave it.

    A pattern is the items answered, as a bit each, and how many were right: under the model nothing
    else matters, so that a class is a handful of patterns.
    """

    def __init__(self, items: Sequence[float], spread: float = SPREAD) -> None:
        """From the difficulties, in the order of the bits."""
        self._points = [spread * step for step in _STEPS]
        self._chances = [[1 / (1 + exp(item - point)) for item in items] for point in self._points]
        self._masters = [sum(row) / len(row) >= MASTERED for row in self._chances]
        self._missing: dict[int, list[float]] = {}

    def weights(self, mask: int, right: int) -> list[float]:
        """How likely each ability is after the answers, summing to 1."""
        missing = self._missing.get(mask)
        if missing is None:
            missing = self._missing[mask] = [
                prior * _product(1 - chance for bit, chance in enumerate(row) if mask >> bit & 1)
                for prior, row in zip(_PRIOR, self._chances, strict=True)
            ]
        found = [
            weight * exp(point * right) for weight, point in zip(missing, self._points, strict=True)
        ]
        whole = sum(found)
        return [weight / whole for weight in found]

    def masters(self, mask: int, right: int) -> float:
        """How likely it is that who answered so masters the objective."""
        weights = self.weights(mask, right)
        return sum(weight for weight, holds in zip(weights, self._masters, strict=True) if holds)

    def predicted(self, mask: int, right: int, item: int) -> float:
        """How likely who answered so is right at the item with this bit."""
        weights = self.weights(mask, right)
        return sum(w * row[item] for w, row in zip(weights, self._chances, strict=True))


def class_mastery(scale: Scale, patterns: Patterns, questions: int) -> Mastery:
    """The class on one objective, from how many answered in each (mask, right) pattern."""
    learners, expected, spread = 0, 0.0, 0.0
    for (mask, right), count in patterns.items():
        chance = scale.masters(mask, right)
        learners += count
        expected += count * chance
        spread += count * chance * (1 - chance)
    share = expected / learners if learners else 0.0
    # As if one learner more were unknown altogether: nobody's certainty is complete.
    half = _Z90 * sqrt(spread + 0.25) / learners if learners else 1.0
    return Mastery(
        learners=learners,
        questions=questions,
        share=share,
        low=max(0.0, share - half),
        high=min(1.0, share + half),
    )


def masteries(answers: Iterable[str], asks: Mapping[int, Iterable[str]]) -> dict[str, Mastery]:
    """Each objective (by key) from the learners' tokens; ``asks`` says what a version is about."""
    lists = [tokens.split(";") for tokens in answers if tokens]
    counted: Counter[str] = Counter()
    for tokens in lists:
        counted.update(tokens)
    counts: dict[int, tuple[int, int]] = {}
    for token, count in counted.items():
        version, mark = _read(token)
        if version in asks:
            got, of = counts.get(version, (0, 0))
            counts[version] = (got + count * mark, of + count)
    right = shares(counts)
    places: dict[str, list[int]] = {}
    for version in counts:
        for key in asks[version]:
            places.setdefault(key, []).append(version)
    slots = {key: slot for slot, key in enumerate(places)}
    says = {
        token: tuple((slots[key], 1 << places[key].index(version), mark) for key in asks[version])
        for token in counted
        for version, mark in [_read(token)]
        if version in counts
    }
    patterns = _patterns(lists, says, len(slots))
    items = {key: [right[version] for version in versions] for key, versions in places.items()}
    spread = spread_of((items[key], patterns[slots[key]]) for key in places)
    return {
        key: class_mastery(
            Scale(difficulties(items[key], spread), spread), patterns[slots[key]], len(versions)
        )
        for key, versions in places.items()
    }


def _patterns(
    lists: Iterable[Sequence[str]],
    says: Mapping[str, tuple[tuple[int, int, int], ...]],
    slots: int,
) -> list[Counter[tuple[int, int]]]:
    """How many learners answered in each pattern, objective by objective."""
    found: list[Counter[tuple[int, int]]] = [Counter() for _slot in range(slots)]
    for tokens in lists:
        masks, rights = [0] * slots, [0] * slots
        for token in tokens:
            for slot, bit, right in says.get(token, ()):
                masks[slot] |= bit
                rights[slot] += right
        for slot, mask in enumerate(masks):
            if mask:
                found[slot][mask, rights[slot]] += 1
    return found


def _read(token: str) -> tuple[int, int]:
    """The version and whether it was right (1 or 0) of a token of the ledger."""
    version, _chosen, _misconceptions, right, _certain = token.split("|")
    return int(version), int(right)


def _product(factors: Iterable[float]) -> float:
    whole = 1.0
    for factor in factors:
        whole *= factor
    return whole

"""Short texts that say much the same, put together; each group's most central text is quoted.

Nothing is asked of anybody outside and nothing is composed: see docs/algorithms/grouping.md.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from heapq import heapify, heappop, heappush, nlargest
from math import log, sqrt
from typing import TYPE_CHECKING

from volteface.core.folding import folded
from volteface.core.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    type Vector = dict[str, float]

# Two groups become one while the mean likeness of their texts (a cosine) is at least this.
ALIKE = 0.31
# Far enough from nothing in common to quote one text beside another.
NEAR = 0.1
# A word counts by its beginning: "reviewing" and "reviewed", "réviser" and "révision".
_STEM = 5
_GRAM = 3
# Slips of the pen are forgiven by word pieces, which weigh less than whole words.
_PIECES_WEIGH = 0.35
# A text is known by its heaviest marks; so many texts are compared each with each at a time.
_MOST_MARKS = 24
_AT_A_TIME = 200
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Texts that say much the same, by their places in what was given, and the central one."""

    members: tuple[int, ...]
    central: int


def alike(texts: Sequence[str]) -> tuple[Alike, ...]:
    """The texts in groups, the largest first; in whatever order they come, the same groups."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        places[" ".join(text.split())].append(place)
    marks = {text: _marks(text) for text in places}
    vectors = _weighed(marks)
    groups = _gathered(vectors, {text: len(found) for text, found in places.items()})
    made = [_group(group, vectors, places) for group in groups]
    return tuple(sorted(made, key=lambda one: (-len(one.members), texts[one.central])))


def nearest(about: str, texts: Sequence[str]) -> int | None:
    """The place of the text most like ``about``; nothing where none is at all near."""
    vectors = _weighed({text: _marks(text) for text in (about, *texts)})
    found = [
        (_cosine(vectors[about], vectors[text]), -len(text), text, -place)
        for place, text in enumerate(texts)
    ]
    how, _length, _text, place = max(found, default=(0.0, 0, "", 0))
    return -place if how >= NEAR else None


def _cosine(one: Vector, other: Vector) -> float:
    return sum(weight * other.get(mark, 0.0) for mark, weight in one.items())


def _marks(text: str) -> Counter[str]:
    """What a text is compared by: its words but the commonest, by their beginnings and pieces."""
    words = _WORD.findall(folded(text))
    telling = [word for word in words if word not in STOP_WORDS] or words or [folded(text)]
    found = Counter(word[:_STEM] if word.isascii() else word for word in telling)
    for word in set(telling):
        for piece in _pieces(word):
            found[piece] += 1
    return found


@lru_cache(maxsize=4_000)
def _pieces(word: str) -> tuple[str, ...]:
    framed = f"^{word}"
    return tuple(f"~{framed[at : at + _GRAM]}" for at in range(len(framed) - _GRAM + 1))


def _weighed(marks: Mapping[str, Counter[str]]) -> dict[str, Vector]:
    """Each text as a direction: marks few texts share weigh more; all of length one."""
    shared = Counter(mark for found in marks.values() for mark in found)
    # What one text alone has is no rarer than what two share: a slip must not outweigh the rest.
    rarity = {mark: log(1 + len(marks) / max(2, count)) for mark, count in shared.items()}
    return {text: _direction(found, rarity) for text, found in marks.items()}


def _direction(found: Counter[str], rarity: Mapping[str, float]) -> Vector:
    weights = {
        mark: (1 + log(count)) * rarity[mark] * (_PIECES_WEIGH if mark.startswith("~") else 1)
        for mark, count in found.items()
    }
    if len(weights) > _MOST_MARKS:
        weights = dict(nlargest(_MOST_MARKS, weights.items(), key=lambda one: (one[1], one[0])))
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {mark: weights[mark] / length for mark in sorted(weights)}


def _gathered(vectors: Mapping[str, Vector], counts: Mapping[str, int]) -> list[list[str]]:
    """Groups of distinct texts.

    The most frequent texts, then some that only their own letters choose, are joined each with
    each; the others go to the group they are most like. What is like none of them comes next.
    """
    left = sorted(vectors, key=lambda text: (-counts[text], sha256(text.encode()).digest()))
    groups: list[list[str]] = []
    while left:
        some, others = left[:_AT_A_TIME], left[_AT_A_TIME:]
        made = _joined(sorted(some), vectors, counts)
        left = _assigned(others, made, vectors, counts) if others else []
        groups += made
    return groups


def _joined(
    texts: Sequence[str], vectors: Mapping[str, Vector], counts: Mapping[str, int]
) -> list[list[str]]:
    """Agglomerative, by the mean likeness between groups: the two most alike first."""
    near = _likeness([vectors[text] for text in texts])
    weight = [counts[text] for text in texts]
    groups = {place: [text] for place, text in enumerate(texts)}
    waiting = [(-how, a, b) for a in near for b, how in near[a].items() if a < b and how >= ALIKE]
    heapify(waiting)
    while waiting:
        how, a, b = heappop(waiting)
        if a not in groups or b not in groups or near[a].get(b) != -how:
            continue
        groups[a] += groups.pop(b)
        beside, former, whole = near[a], near.pop(b), weight[a] + weight[b]
        del beside[b], former[a]
        for other in beside.keys() | former.keys():
            near[other].pop(b, None)
            mean = beside.get(other, 0.0) * weight[a] + former.get(other, 0.0) * weight[b]
            beside[other] = near[other][a] = mean / whole
            if mean / whole >= ALIKE:
                heappush(waiting, (-mean / whole, min(a, other), max(a, other)))
        weight[a] = whole
    return list(groups.values())


def _likeness(vectors: Sequence[Vector]) -> dict[int, dict[int, float]]:
    """The cosine of every two that share a mark."""
    having: dict[str, list[tuple[int, float]]] = defaultdict(list)
    near: dict[int, dict[int, float]] = {place: {} for place in range(len(vectors))}
    for place, vector in enumerate(vectors):
        found: dict[int, float] = defaultdict(float)
        for mark, weight in vector.items():
            for other, own in having[mark]:
                found[other] += weight * own
            having[mark].append((place, weight))
        for other, how in found.items():
            near[place][other] = near[other][place] = how
    return near


def _assigned(
    texts: Iterable[str],
    groups: Sequence[list[str]],
    vectors: Mapping[str, Vector],
    counts: Mapping[str, int],
) -> list[str]:
    """Put each text to the group it is most like, if any; returns what is left."""
    having: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, group in enumerate(groups):
        for mark, weight in _middle(group, vectors, counts).items():
            having[mark].append((place, weight))
    left = []
    for text in texts:
        found: dict[int, float] = defaultdict(float)
        for mark, weight in vectors[text].items():
            for place, own in having.get(mark, ()):
                found[place] += weight * own
        how, place = max(((how, -place) for place, how in found.items()), default=(0.0, 0))
        if how >= ALIKE:
            groups[-place].append(text)
        else:
            left.append(text)
    return left


def _middle(
    group: Sequence[str], vectors: Mapping[str, Vector], counts: Mapping[str, int]
) -> Vector:
    """The mean of a group's directions."""
    middle: dict[str, float] = defaultdict(float)
    whole = sum(counts[text] for text in group)
    for text in sorted(group):
        for mark, weight in vectors[text].items():
            middle[mark] += weight * counts[text] / whole
    return middle


def _group(
    group: Sequence[str], vectors: Mapping[str, Vector], places: Mapping[str, list[int]]
) -> Alike:
    """With its most central text: nearest to the middle, the shorter of equals."""
    middle = _middle(group, vectors, {text: len(places[text]) for text in group})
    central = min(
        group,
        key=lambda text: (
            -round(sum(weight * middle[mark] for mark, weight in vectors[text].items()), 9),
            len(text),
            text,
        ),
    )
    members = sorted(place for text in group for place in places[text])
    return Alike(members=tuple(members), central=places[central][0])

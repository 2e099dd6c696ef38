"""Locks: digits for options, codes for answers, and where each code leads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Random

DIGITS = "123456789"
MISSING = "–"
# Where a code leads: the lock opens.
OPEN = (-1, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The digits of each question's options, and which of them is the right one."""

    digits: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]

    @property
    def code(self) -> str:
        """What opens the lock."""
        return "".join(row[at] for row, at in zip(self.digits, self.right, strict=True))


def make(options: Sequence[int], right: Sequence[int], *, rng: Random, taken: set[str]) -> Lock:
    """A lock for questions with so many options, whose code no other lock has."""
    for _try in range(50):
        rows = []
        for count in options:
            row = list(DIGITS)
            rng.shuffle(row)
            rows.append(tuple(row[:count]))
        lock = Lock(digits=tuple(rows), right=tuple(right))
        if lock.code not in taken:
            break
    taken.add(lock.code)
    return lock


def leads_to(lock: Lock, choices: Sequence[int]) -> tuple[int, int]:
    """Where chosen options lead: ``OPEN``, or (question, option) of the first wrong one."""
    for question, (choice, right) in enumerate(zip(choices, lock.right, strict=True)):
        if choice != right:
            return question, choice
    return OPEN


def register(lock: Lock) -> dict[str, tuple[int, int]]:
    """Every code that any answers can make, and where it leads; sorted by code."""
    found = {}
    for choices in product(*(range(len(row)) for row in lock.digits)):
        code = "".join(row[at] for row, at in zip(lock.digits, choices, strict=True))
        found[code] = leads_to(lock, choices)
    return dict(sorted(found.items()))


def last_code(pieces: int, *, rng: Random) -> str:
    """A digit for each piece of the last sentence, all different."""
    row = list(DIGITS)
    rng.shuffle(row)
    return "".join(row[:pieces])


def readable(code: str, digits: Sequence[str]) -> bool:
    """Whether somebody who has these digits, perhaps without one, can only mean this code."""
    held = set(digits)
    return len(held) >= len(code) - 1 and held <= set(code)


def cut(sentence: str, pieces: int) -> tuple[str, ...]:
    """A sentence in so many pieces of about the same length, cut between words."""
    words = sentence.split()
    found: list[str] = []
    for left in range(pieces, 0, -1):
        length = sum(len(word) + 1 for word in words) / left
        taken = [words.pop(0)] if words else []
        while words and len(words) >= left and len(" ".join([*taken, words[0]])) <= length + 2:
            taken.append(words.pop(0))
        if left == 1:
            taken += words
        found.append(" ".join(taken))
    return tuple(found)

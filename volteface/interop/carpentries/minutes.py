"""An episode's minutes shared out among its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def shared_out(
    teaching: int, exercises: int, *, words: Sequence[int], challenges: Sequence[int]
) -> list[int]:
    """Whole minutes for each step: teaching follows the words, exercises the challenges.

    No step takes less than a minute; otherwise they add up to what the episode says.
    """
    if not words:
        return []
    if not any(challenges):
        teaching, exercises = teaching + exercises, 0
    exact = [
        _share(teaching, words, at) + _share(exercises, challenges, at) for at in range(len(words))
    ]
    whole = [max(1, int(value)) for value in exact]
    # The minutes lost by rounding down go to those who lost most.
    missing = teaching + exercises - sum(whole)
    by_loss = sorted(range(len(exact)), key=lambda at: whole[at] - exact[at])
    for at in by_loss[: max(0, missing)]:
        whole[at] += 1
    # The minutes given to short steps come from the longest one.
    while sum(whole) > teaching + exercises and max(whole) > 1:
        whole[whole.index(max(whole))] -= 1
    return whole


def _share(minutes: int, weights: Sequence[int], at: int) -> float:
    total = sum(weights)
    return minutes * weights[at] / total if total else minutes / len(weights)

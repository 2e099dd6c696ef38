"""Which questions a meeting asks: those most missed in the preparation, spread over objectives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST, MOST = 3, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A question of the module with what is known of it."""

    version: int
    position: int
    objective: str = ""
    answered: int = 0
    wrong: int = 0
    asked_in_room: bool = False
    # Left open when the module was last taught: asked again before anything else.
    carried: bool = False


def most_missed(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Not yet asked first, then what is asked again, then by the share wrong.

    The share is drawn towards one half while few answered.
    """
    return sorted(
        candidates,
        key=lambda item: (
            item.asked_in_room,
            not item.carried,
            -_share_wrong(item),
            item.position,
        ),
    )


def check_questions(candidates: Sequence[Candidate], *, count: int = 4) -> list[Candidate]:
    """Three to five questions for a check: the most missed of each objective in turn."""
    wanted = max(FEWEST, min(count, MOST))
    queue = most_missed([item for item in candidates if not item.asked_in_room])
    if len(queue) < FEWEST:
        queue = most_missed(candidates)
    picked: list[Candidate] = []
    while queue and len(picked) < wanted:
        seen = {item.objective for item in picked}
        fresh = [item for item in queue if item.objective not in seen]
        item = (fresh or queue)[0]
        picked.append(item)
        queue.remove(item)
    return sorted(picked, key=lambda item: item.position)


def _share_wrong(item: Candidate) -> float:
    # Two imagined answers, one of them wrong: one of one wrong is less sure than 36 of 40.
    return (item.wrong + 1) / (item.answered + 2)

"""Which answers count: lateness, a device's own order, the current answer.

In prose: docs/algorithms/answers.md.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# What a poor network may cost: an answer sent in time still counts when it arrives this much later.
LIVE_GRACE = dt.timedelta(seconds=5)
QUIZ_GRACE = dt.timedelta(seconds=30)
LIVE_PURPOSES = frozenset(("vote",))
LONGEST_NEXT = 300
# What was typed and cannot be taken comes back in the page's address, up to this.
LONGEST_TYPED = 200

_PATH = re.compile(r"^/[a-z]+/([A-Za-z0-9_-]+)/[A-Za-z0-9_/-]*(\?[A-Za-z0-9_=&-]*)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """As much of a stored answer as the rules need."""

    seq: int
    subject_id: int
    version_id: int
    device: str
    counter: int
    late: bool
    countable: bool


def grace_of(purpose: str) -> dt.timedelta:
    """How much later than its deadline an answer may arrive."""
    return LIVE_GRACE if purpose in LIVE_PURPOSES else QUIZ_GRACE


def is_late(accepted_at: dt.datetime, *, closes_at: dt.datetime | None, purpose: str) -> bool:
    """Whether an answer the server got at ``accepted_at`` came after the deadline and its grace."""
    return closes_at is not None and accepted_at > closes_at + grace_of(purpose)


def is_open(at: dt.datetime, *, opens_at: dt.datetime | None) -> bool:
    """Whether answers are taken yet; after the close they are still kept, marked late."""
    return opens_at is None or at >= opens_at


def stretched(
    closes_at: dt.datetime | None, *, opens_at: dt.datetime | None, factor: float
) -> dt.datetime | None:
    """The deadline of somebody with a time factor; 0 stands for no limit at all."""
    if closes_at is None or opens_at is None or factor == 1:
        return closes_at
    return None if factor == 0 else opens_at + (closes_at - opens_at) * factor


def is_countable(counter: int, *, newest_stored: int | None) -> bool:
    """Whether an answer may become current: nothing newer of its own device is stored already."""
    return newest_stored is None or counter >= newest_stored


def current(answers: Iterable[Stored]) -> dict[tuple[int, int], Stored]:
    """The current answer for each subject and question version: the last that counts."""
    newest: dict[tuple[int, int], Stored] = {}
    for answer in answers:
        if answer.late or not answer.countable:
            continue
        key = (answer.subject_id, answer.version_id)
        if key not in newest or newest[key].seq < answer.seq:
            newest[key] = answer
    return newest


def safe_next(path: str, *, scope: str) -> str:
    """``path`` when it is a page of ours about ``scope`` (its second part), else nothing."""
    found = _PATH.match(path) if len(path) <= LONGEST_NEXT else None
    return path if found and found.group(1) == scope else ""


def minutes_left(steps: Iterable[tuple[int, bool]]) -> int:
    """Minutes of the steps, given as minutes and finished, that are still to do."""
    return sum(minutes for minutes, finished in steps if not finished)

"""The suggested hour: the module's session plan with times, and what the answers ask for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.readiness.rules.believed import COUNTS_ONLY_BELOW, MINI_FIX_MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from volteface.readiness.rules.believed import Belief

OPENING_CHECK = "opening_check"
MINI_FIX = "mini_fix"
CHECK_IN = "check_in"
# Arriving takes this long, where the session plan leaves room for it.
CHECK_IN_MINUTES = 5
# Longer than any meeting: an entry beyond it is a slip of the pen.
_LONGEST_BLOCK = 600

# Technique, title, minutes, and the misconception that asked for the block.
type _Laid = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One timed block of the suggested hour."""

    starts_at: dt.datetime
    minutes: int
    technique: str
    title: str
    # Set for a block the answers asked for: the misconception's key.
    misconception: str = ""


def blocks_of(session_plan: Sequence[object]) -> tuple[tuple[str, str, int], ...]:
    """(technique, title, minutes) of each readable entry of a module's session plan."""
    found = []
    for entry in session_plan:
        if not isinstance(entry, dict):
            continue
        technique = str(entry.get("technique", "talk"))
        minutes = entry.get("minutes", 0)
        if (
            isinstance(minutes, int)
            and not isinstance(minutes, bool)
            and 0 < minutes <= _LONGEST_BLOCK
        ):
            found.append((technique, str(entry.get("title") or ""), minutes))
    return tuple(found)


def suggest(
    session_plan: Sequence[object],
    *,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    beliefs: Iterable[Belief],
) -> tuple[Block, ...]:
    """The session plan laid out from the meeting's start, one mini-fix after the first block.

    Only the strongest belief gets a mini-fix: five minutes are five minutes. Its time comes from
    the longest block that can spare it, so that the hour still ends when it was announced to end.
    """
    laid = [
        (technique, title, minutes, "") for technique, title, minutes in blocks_of(session_plan)
    ]
    length = int((ends_at - starts_at).total_seconds() // 60)
    if laid and length - sum(block[2] for block in laid) >= CHECK_IN_MINUTES:
        laid.insert(0, (CHECK_IN, "", CHECK_IN_MINUTES, ""))
    fix = next((belief for belief in beliefs if belief.wants_fix), None)
    if fix is not None:
        laid = _with_room(laid, length)
        openers = [block[0] in (CHECK_IN, OPENING_CHECK) for block in laid]
        laid.insert(
            openers.index(False) if False in openers else len(laid),
            (MINI_FIX, "", MINI_FIX_MINUTES, fix.misconception),
        )
    return tuple(_timed(laid, starts_at))


def wants_catch_up(counts: Mapping[str, int]) -> bool:
    """Some have not begun, and enough of the others can go on without them."""
    audience = sum(counts.values())
    return audience >= COUNTS_ONLY_BELOW and counts.get("not_started", 0) > 0


def _with_room(laid: list[_Laid], minutes: int) -> list[_Laid]:
    """The same blocks, the longest shortened by what the mini-fix lacks."""
    spare = max(0, minutes - sum(block[2] for block in laid))
    lacking = MINI_FIX_MINUTES - spare
    if not laid or lacking <= 0:
        return laid
    at = max(range(len(laid)), key=lambda place: laid[place][2])
    technique, title, long, key = laid[at]
    return [
        *laid[:at],
        (technique, title, max(MINI_FIX_MINUTES, long - lacking), key),
        *laid[at + 1 :],
    ]


def _timed(laid: Iterable[_Laid], starts_at: dt.datetime) -> Iterable[Block]:
    at = starts_at
    for technique, title, minutes, misconception in laid:
        yield Block(
            starts_at=at,
            minutes=minutes,
            technique=technique,
            title=title,
            misconception=misconception,
        )
        at += dt.timedelta(minutes=minutes)

"""After the meeting: how long blocks took, what several people's taps come to, the next plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

WORKED, SO_SO, NOT = "worked", "so_so", "not"
# From the best to the worst: of equally many, the worse one is told.
VERDICTS = (WORKED, SO_SO, NOT)
SHORTEST, LONGEST = 1, 240
# Beyond twice its minutes and these, a block did not last: a room was left open.
FORGOTTEN = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What a room knows of one technique: when it began to ask, when it showed the last result."""

    technique: str
    began_at: dt.datetime
    ended_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A block as far as its time goes."""

    technique: str
    minutes: int


def minutes_needed(
    blocks: Sequence[Planned], stretches: Iterable[Stretch]
) -> tuple[int | None, ...]:
    """How long each block really took, where the room knows; see docs/algorithms/agenda.md.

    A block with a stretch lasts from its first question to the first question of the next block,
    or else to its own last result. One without, between two that have one, had the time between.
    """
    found = _placed(blocks, stretches)
    return tuple(
        _trusted(_length(found, place), block.minutes) for place, block in enumerate(blocks)
    )


def corrected(planned: int, needed: int | None) -> int:
    """The minutes of a block the next time."""
    return max(SHORTEST, min(LONGEST, planned if needed is None else needed))


def told(verdicts: Iterable[str]) -> str:
    """What several taps on one block come to: the most frequent, of equals the worse; or empty."""
    counts = Counter(verdicts)
    return max(counts, key=lambda one: (counts[one], VERDICTS.index(one)), default="")


def _placed(blocks: Sequence[Planned], stretches: Iterable[Stretch]) -> list[Stretch | None]:
    """Each block's stretch; none for a technique that ran more or less often than planned."""
    by_name: dict[str, list[Stretch]] = {}
    for stretch in _joined(stretches):
        by_name.setdefault(stretch.technique, []).append(stretch)
    planned = Counter(block.technique for block in blocks)
    queues = {
        name: iter(of_name) for name, of_name in by_name.items() if len(of_name) == planned[name]
    }
    return [next(queues.get(block.technique, iter(())), None) for block in blocks]


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In order, with neighbours of one technique made one: three votes in a row are a block."""
    joined: list[Stretch] = []
    for one in sorted(stretches, key=lambda stretch: stretch.began_at):
        if joined and joined[-1].technique == one.technique:
            last = joined.pop()
            one = Stretch(  # noqa: PLW2901 - the two as one
                technique=one.technique,
                began_at=last.began_at,
                ended_at=max(last.ended_at, one.ended_at),
            )
        joined.append(one)
    return joined


def _length(found: Sequence[Stretch | None], place: int) -> float | None:
    own = found[place]
    after = found[place + 1] if place + 1 < len(found) else None
    before = found[place - 1] if place else None
    if own is not None:
        end = after.began_at if after is not None else own.ended_at
        return (end - own.began_at).total_seconds() / 60
    if before is None or after is None:
        return None
    return (after.began_at - before.ended_at).total_seconds() / 60


def _trusted(minutes: float | None, planned: int) -> int | None:
    if minutes is None or minutes <= 0 or minutes > 2 * planned + FORGOTTEN:
        return None
    return max(SHORTEST, round(minutes))

"""Seconds played of a film: counted in runs of five, added up, and where it is worth a look.

A device counts how many seconds of each bucket of five it has played, and always sends all it has
counted. The greater number of each bucket holds: a resend, a copy, a swap of two changes nothing.
"""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

BUCKET = 5
# Nothing is said of fewer people.
FEWEST = 5
MOST_BUCKETS = 17_280
MOST_SECONDS = 36_000
LONGEST = 16_000
# Played again: a bucket heard one and a half times.
AGAIN = 1.5
_RUN = re.compile(r"(\d{1,5}):(\d{1,5}(?:,\d{1,5})*)")
# A peak: replayed by this share of its viewers, and by clearly more than elsewhere.
_PEAK_SHARE = 0.25
_PEAK_ABOVE = 1.5
# A drop: this share of all viewers is gone within half a minute.
_DROP_SHARE = 0.15
_DROP_BUCKETS = 6
_MOST_SPOTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A bucket of a film: who saw it, and how many of them again; hidden when they are few."""

    at: int
    viewers: int
    again: int

    @property
    def is_hidden(self) -> bool:
        """Whether fewer than five saw it."""
        return self.viewers < FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A part of a film worth a look: from where to where, why, and the share of its viewers."""

    start: int
    end: int
    # "again" or "left".
    why: str
    share: float


def read_counts(text: str) -> dict[int, int]:
    """Seconds by bucket; raises ``ValueError`` for what no device of ours sends."""
    counts: dict[int, int] = {}
    if len(text) > LONGEST:
        raise ValueError("too long")
    for run in filter(None, text.split(";")):
        found = _RUN.fullmatch(run)
        if found is None:
            raise ValueError("no run of seconds")
        for place, seconds in enumerate(found[2].split(","), int(found[1])):
            if place >= MOST_BUCKETS or int(seconds) > MOST_SECONDS:
                raise ValueError("out of bounds")
            counts[place] = max(counts.get(place, 0), int(seconds))
    return counts


def write_counts(counts: Mapping[int, int]) -> str:
    """The text ``read_counts`` reads as ``counts``; zeros are left out."""
    runs: list[tuple[int, list[str]]] = []
    before = -2
    for place in sorted(place for place, seconds in counts.items() if seconds):
        if place != before + 1:
            runs.append((place, []))
        runs[-1][1].append(str(counts[place]))
        before = place
    return ";".join(f"{first}:{','.join(seconds)}" for first, seconds in runs)


def merged(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    """The greater count of each bucket: what one device has played, whatever came first."""
    return {place: max(one.get(place, 0), other.get(place, 0)) for place in one.keys() | other}


def added(devices: Iterable[Mapping[int, int]]) -> dict[int, int]:
    """What one person has played on all their devices."""
    total: dict[int, int] = {}
    for counts in devices:
        for place, seconds in counts.items():
            total[place] = total.get(place, 0) + seconds
    return total


def stretches(viewers: Sequence[Mapping[int, int]], *, seconds: float) -> tuple[Stretch, ...]:
    """The film from its beginning in buckets: how many saw each, and how many more than once.

    Two seconds of five count as seen: a person who begins or stops within a bucket saw it.
    """
    last = max((place for counts in viewers for place in counts), default=-1) + 1
    count = -(-int(seconds + 0.999) // BUCKET) if seconds else last
    return tuple(
        Stretch(
            at=place * BUCKET,
            viewers=sum(counts.get(place, 0) >= 2 for counts in viewers),  # noqa: PLR2004 - see above
            again=sum(counts.get(place, 0) >= AGAIN * BUCKET for counts in viewers),
        )
        for place in range(min(count, MOST_BUCKETS))
    )


def look_here(film: Sequence[Stretch]) -> tuple[Spot, ...]:
    """Where a film is replayed most and where most leave it, in its order; nothing under five."""
    known = [one for one in film if not one.is_hidden]
    if not known:
        return ()
    shares = [one.again / one.viewers for one in known]
    line = max(_PEAK_SHARE, _PEAK_ABOVE * statistics.median(shares))
    peaks = _runs((one, share) for one, share in zip(known, shares, strict=True) if share >= line)
    found = [*peaks, *_drops(film)]
    strongest = sorted(found, key=lambda spot: -spot.share)[:_MOST_SPOTS]
    return tuple(sorted(strongest, key=lambda spot: spot.start))


def _runs(marked: Iterable[tuple[Stretch, float]]) -> list[Spot]:
    spots: list[Spot] = []
    for one, share in marked:
        if spots and spots[-1].end == one.at:
            before = spots.pop()
            spots.append(
                Spot(
                    start=before.start,
                    end=one.at + BUCKET,
                    why="again",
                    share=max(before.share, share),
                )
            )
        else:
            spots.append(Spot(start=one.at, end=one.at + BUCKET, why="again", share=share))
    return spots


def _drops(film: Sequence[Stretch]) -> list[Spot]:
    """Where viewers leave, the last half minute left out: there everybody does."""
    most = max((one.viewers for one in film), default=0)
    spots: list[Spot] = []
    place = 0
    while place + _DROP_BUCKETS < len(film):
        first, last = place, place + _DROP_BUCKETS
        lost = (film[first].viewers - film[last].viewers) / most if most else 0
        if film[first].is_hidden or lost < _DROP_SHARE:
            place += 1
            continue
        # From the first bucket that somebody misses to the one nobody more does.
        while film[first + 1].viewers >= film[place].viewers:
            first += 1
        while film[last - 1].viewers <= film[place + _DROP_BUCKETS].viewers and last > first + 1:
            last -= 1
        end = film[last].at + BUCKET
        spots.append(Spot(start=film[first + 1].at, end=end, why="left", share=lost))
        place += _DROP_BUCKETS
    return spots

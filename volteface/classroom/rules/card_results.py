"""Which cards the tables missed most, how sure that is, and what may be said of it in public."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Below, a share says more than is known.
SHARES_FROM = 10
# Some games are for two: three tables are never fewer than five people.
TABLES_IN_PUBLIC = 3
# So many reports make a middle and a spread.
LENGTHS_FROM = 5
MOST_DISCUSSED = 3
# Missed by so many tables, and by more than one, a question is still open after the game.
STILL_OPEN, SEVERAL = 0.25, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A card at so many tables that played it, of which so many missed it at first."""

    number: int
    played: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """How long tables really played; the middle half only where there are enough of them."""

    tables: int
    middle: int
    low: int | None
    high: int | None


def most_missed(cards: Sequence[Counted]) -> list[Counted]:
    """Those that were missed at all, the largest share first, drawn towards a half for few."""
    missed = [card for card in cards if card.missed]
    return sorted(missed, key=lambda card: (-_share(card), -card.missed, card.number))


def is_still_open(card: Counted) -> bool:
    """Whether enough tables missed it to come back to it."""
    return card.missed >= max(SEVERAL, STILL_OPEN * card.played)


def may_be_said_of_tables(count: int, *, of: int) -> bool:
    """Whether "count of so many tables" speaks of no fewer than five people on either side."""
    few = range(1, TABLES_IN_PUBLIC)
    return of >= TABLES_IN_PUBLIC and count not in few and of - count not in few


def whom_to_ask(right: Sequence[Sequence[int]], *, most: int = 3) -> list[tuple[int, ...]]:
    """For each card in turn, tables that had it right: those not yet asked before the others."""
    asked: dict[int, int] = {}
    chosen = []
    for tables in right:
        order = sorted(tables, key=lambda table: (asked.get(table, 0), table))[:most]
        for table in order:
            asked[table] = asked.get(table, 0) + 1
        chosen.append(tuple(sorted(order)))
    return chosen


def lengths(minutes: Sequence[int]) -> Lengths | None:
    """The middle of what the tables reported, and between which half of them lie."""
    if not minutes:
        return None
    low = high = None
    if len(minutes) >= LENGTHS_FROM:
        # Minutes that somebody reported, none in between.
        quarter = (len(minutes) - 1) // 4
        low, high = sorted(minutes)[quarter], sorted(minutes)[-quarter - 1]
    return Lengths(tables=len(minutes), middle=round(median(minutes)), low=low, high=high)


def minutes_offered(planned: int) -> tuple[int, ...]:
    """What a table taps: five-minute steps around the plan."""
    least = max(5, planned // 5 * 5 - 15)
    return tuple(range(least, least + 35, 5))


def _share(card: Counted) -> float:
    # Two imagined tables, one of which missed it: one of one is less sure than twenty of 24.
    return (card.missed + 1) / (card.played + 2)

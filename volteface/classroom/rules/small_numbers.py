"""Which counts of an anonymous vote may be seen: nothing that speaks of fewer than five people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAST = 5


def hidden_cells(counts: Mapping[str, int], *, total: int) -> frozenset[str]:
    """The cells nobody may see, those that would give another away included.

    A cell is hidden when one to four people are in it, or when all but one to four are. Where
    the cells share out the total, those hidden must be at least two and hold five people: the
    smallest of the others are hidden with them. With fewer than five votes everything is. An
    empty cell is nobody's and stays.
    """
    if total < LEAST:
        return frozenset(counts)
    hidden = {key for key, count in counts.items() if _tells(count) or _tells(total - count)}
    if not hidden or sum(counts.values()) != total:
        return frozenset(hidden)
    others = sorted((count, key) for key, count in counts.items() if count and key not in hidden)
    for _count, key in others:
        if len(hidden) > 1 and sum(counts[one] for one in hidden) >= LEAST:
            break
        hidden.add(key)
    return frozenset(hidden)


def may_be_said(count: int, *, total: int) -> bool:
    """Whether "``count`` of ``total``" speaks of at least five on either side, or of nobody."""
    return total >= LEAST and not _tells(count) and not _tells(total - count)


def _tells(count: int) -> bool:
    return 0 < count < LEAST

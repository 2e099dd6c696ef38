"""Which counts may be seen by everybody: nothing that speaks of fewer than five people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

LEAST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayable:
    """Counts of one question's answers that speak of nobody under five."""

    # Nothing where it may not be said.
    right: int | None
    options: dict[str, int]
    beliefs: dict[str, int]


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


def sayable(
    counts: Mapping[str, int],
    *,
    keys: Collection[str],
    behind: Mapping[str, str],
    right: int,
    beliefs: Mapping[str, int],
    total: int,
) -> Sayable:
    """What everybody may be told of one question's answers.

    ``counts`` are those of its options, ``keys`` the right ones, ``behind`` the belief each option
    gives away; ``right`` and ``beliefs`` count people. A count that speaks of an option twice is
    only said where no hidden option could be worked out from it.
    """
    hidden = hidden_cells(counts, total=total)
    unsaid = {behind[option] for option in hidden if option in behind}
    may_say_right = may_be_said(right, total=total) and not hidden & set(keys)
    return Sayable(
        right=right if may_say_right else None,
        options={option: count for option, count in counts.items() if option not in hidden},
        beliefs={
            key: count
            for key, count in beliefs.items()
            if key not in unsaid and may_be_said(count, total=total)
        },
    )


def _tells(count: int) -> bool:
    return 0 < count < LEAST

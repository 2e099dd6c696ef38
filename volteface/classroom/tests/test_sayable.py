"""Nobody who reads what is said of a question finds out about fewer than five people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.classroom.rules.small_numbers import LEAST, Sayable, sayable

if TYPE_CHECKING:
    from collections.abc import Iterator

OPTIONS = ("a", "b", "c", "d")
# The right one gives no belief away; two wrong ones share one.
KEYS = ("a",)
BEHIND = {"b": "cram", "c": "cram", "d": "never"}


def _said(counts: tuple[int, ...]) -> Sayable:
    by_option = dict(zip(OPTIONS, counts, strict=True))
    return sayable(
        by_option,
        keys=KEYS,
        behind=BEHIND,
        right=by_option["a"],
        beliefs={"cram": by_option["b"] + by_option["c"], "never": by_option["d"]},
        total=sum(counts),
    )


def _possible(said: Sayable, total: int) -> Iterator[dict[str, int]]:
    """Every way the votes may have fallen, for somebody who knows all that is said."""
    hidden = [option for option in OPTIONS if option not in said.options]
    for counts in _shares(total - sum(said.options.values()), len(hidden)):
        one = said.options | dict(zip(hidden, counts, strict=True))
        if (
            said.right in (None, one["a"])
            and said.beliefs.get("cram", one["b"] + one["c"]) == one["b"] + one["c"]
            and said.beliefs.get("never", one["d"]) == one["d"]
        ):
            yield one


def _shares(rest: int, places: int) -> Iterator[tuple[int, ...]]:
    if places == 0:
        yield ()
    elif places == 1:
        yield (rest,)
    else:
        for first in range(rest + 1):
            for others in _shares(rest - first, places - 1):
                yield (first, *others)


@settings(max_examples=100)
@given(st.tuples(*(st.integers(0, 9) for _option in OPTIONS)))
def test_no_small_count_can_be_worked_out(counts: tuple[int, ...]) -> None:
    total = sum(counts)
    said = _said(counts)
    possible = list(_possible(said, total))
    true = dict(zip(OPTIONS, counts, strict=True))
    assert true in possible
    for option, count in true.items():
        if 0 < count < LEAST or 0 < total - count < LEAST:
            assert option not in said.options
            assert len({one[option] for one in possible}) > 1, (option, said)


def test_where_many_voted_everything_is_said() -> None:
    said = _said((40, 12, 8, 6))
    assert said == Sayable(
        right=40, options={"a": 40, "b": 12, "c": 8, "d": 6}, beliefs={"cram": 20, "never": 6}
    )

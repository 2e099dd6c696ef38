"""What an anonymous vote may show, case by case and for any distribution."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.classroom.rules.small_numbers import LEAST, hidden_cells, may_be_said


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 4, "b": 0}, "ab"),
        ({"a": 5, "b": 0}, ""),
        ({"a": 6, "b": 5}, ""),
        ({"a": 12, "b": 2}, "ab"),
        ({"a": 20, "b": 10, "c": 3}, "bc"),
        ({"a": 20, "b": 4, "c": 3}, "bc"),
        ({"a": 20, "b": 1, "c": 1, "d": 6}, "bcd"),
        ({"a": 0, "b": 0}, "ab"),
    ],
)
def test_t23_few_and_what_gives_them_away_are_hidden(counts: dict[str, int], hidden: str) -> None:
    assert hidden_cells(counts, total=sum(counts.values())) == frozenset(hidden)


def test_t23_where_several_may_be_chosen_each_option_stands_alone() -> None:
    assert hidden_cells({"a": 9, "b": 8, "c": 2}, total=13) == {"c", "a"}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=2))
def test_t23_what_is_shown_never_leaves_fewer_than_five_over(counts: dict[str, int]) -> None:
    total = sum(counts.values())
    hidden = hidden_cells(counts, total=total)
    shown = {key: count for key, count in counts.items() if key not in hidden}
    assert all(count == 0 or count >= LEAST for count in shown.values())
    rest = total - sum(shown.values())
    assert rest == 0 or rest >= LEAST or not any(shown.values())
    assert sum(counts[key] > 0 for key in hidden) != 1 or total < LEAST


def test_t23_a_share_is_said_only_of_five_on_either_side() -> None:
    said = [n for n in range(13) if may_be_said(n, total=12)]
    assert said == [0, 5, 6, 7, 12]
    assert not may_be_said(4, total=4)

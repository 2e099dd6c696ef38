"""Forms, letters, points and the fold: what a test on paper is made by."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.classroom.games.paper import PAPERS
from volteface.classroom.rules.fold import MOST_LETTERS, fold_sheets
from volteface.classroom.rules.paper_forms import (
    FORMS,
    at_first_try,
    columns_of,
    form_of_team,
    forms_of,
    most_points,
    order_in,
    points,
    read_boxes,
    turned,
    write_boxes,
)

CODES = [f"code{number}" for number in range(10)]


def test_the_first_form_keeps_the_teachers_order_and_the_others_have_their_own() -> None:
    orders = [order_in(form, CODES, seed="meeting") for form in FORMS]
    assert orders[0] == CODES
    assert len({tuple(order) for order in orders}) == len(FORMS)
    assert all(sorted(order) == sorted(CODES) for order in orders)
    # Printed again, the same paper; for another meeting, another.
    assert orders == [order_in(form, CODES, seed="meeting") for form in FORMS]
    assert order_in("B", CODES, seed="other") != orders[1]


@pytest.mark.parametrize("options", [2, 3, 4, 5, 6])
def test_no_letter_is_right_twice_while_there_are_as_many_options_as_forms(options: int) -> None:
    ids = [f"o{number}" for number in range(options)]
    places = [turned(ids, form).index("o1") for form in FORMS]
    assert len(set(places)) == min(options, len(FORMS))
    assert turned([], "D") == []


@pytest.mark.parametrize(("count", "letters"), [(0, "A"), (1, "A"), (3, "ABC"), (9, "ABCD")])
def test_forms_have_letters(count: int, letters: str) -> None:
    assert "".join(forms_of(count)) == letters


def test_neighbouring_teams_have_different_forms() -> None:
    taken = [form_of_team(number, "ABC") for number in range(1, 8)]
    assert "".join(taken) == "ABCABCA"


@given(
    count=st.integers(min_value=1, max_value=MOST_LETTERS),
    seed=st.text(max_size=8),
    team=st.integers(min_value=1, max_value=60),
)
def test_no_letter_stands_under_the_same_spot_for_two_neighbours(
    count: int, seed: str, team: int
) -> None:
    here, there = (columns_of(count, team=each, seed=seed) for each in (team, team + 1))
    assert sorted(here) == list(range(count))
    assert here == columns_of(count, team=team, seed=seed)
    assert count == 1 or all(one != other for one, other in zip(here, there, strict=True))


@pytest.mark.parametrize(
    ("uncovered", "earned"),
    [("b", 4), ("ab", 2), ("acb", 1), ("acdb", 0), ("ac", 0), ("", 0), ("abcde", 0)],
)
def test_the_first_try_brings_four_points_then_two_one_and_none(
    uncovered: str, earned: int
) -> None:
    assert points(list(uncovered), {"b"}) == earned
    assert at_first_try(list(uncovered), {"b"}) == (earned == 4)
    assert most_points(10) == 40


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("bad", ["B", "A", "D"]), ("b-d", ["B", "", "D"]), ("b, a, d", ["B", "A", "D"]),
        ("10 2 3", ["10", "2", "3"]), ("ba", None), ("badc", None), ("", None),
    ],
)  # fmt: skip
def test_boxes_are_typed_as_one_word(text: str, signs: list[str] | None) -> None:
    assert read_boxes(text, 3) == signs
    assert signs is None or read_boxes(write_boxes(signs), 3) == signs


@given(
    count=st.integers(min_value=1, max_value=60),
    paper=st.sampled_from(sorted(PAPERS)),
    letters=st.integers(min_value=2, max_value=MOST_LETTERS),
)
@pytest.mark.parametrize("large", [False, True])
def test_cells_stay_apart_on_their_half_of_the_sheet(
    large: bool,
    count: int,
    paper: str,
    letters: int,
) -> None:
    sheets = fold_sheets(count, PAPERS[paper], large=large, letters=letters)
    assert sum(sheet.questions for sheet in sheets) == count
    for sheet in sheets:
        spots = [
            [sheet.cell(place, column) for column in range(letters)]
            for place in range(sheet.questions)
        ]
        apart = 2 * sheet.radius_mm + 1
        for row in spots:
            assert all(b.x_mm - a.x_mm >= apart for a, b in pairwise(row))
            assert row[0].x_mm - sheet.radius_mm > sheet.radius_mm
            assert row[-1].x_mm + sheet.radius_mm + 4 <= sheet.paper.width_mm
            assert row[0].y_mm + sheet.radius_mm + 4 <= sheet.fold_mm
        firsts = [row[0].y_mm for row in spots[: sheet.rows]]
        assert all(b - a >= apart for a, b in pairwise(firsts))


def test_folding_is_undone_by_unfolding() -> None:
    (sheet,) = fold_sheets(10, PAPERS["a4"], large=False)
    spot = sheet.cell(3, 2)
    assert sheet.behind(sheet.behind(spot)) == spot
    assert sheet.mark(3, 2).y_mm > sheet.fold_mm > spot.y_mm

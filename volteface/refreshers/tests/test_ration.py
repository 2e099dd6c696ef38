"""Ten minutes a day, own errors first."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from volteface.refreshers.rules.ration import (
    DAY_SECONDS,
    DueQuestion,
    allowance,
    minutes_for,
    queue,
)

AT = dt.datetime(2026, 11, 2, 18, tzinfo=dt.UTC)


def due(number: int, *, rating: str = "good", certain_wrong: bool = False) -> DueQuestion:
    return DueQuestion(
        question_id=number,
        due_at=AT + dt.timedelta(hours=number),
        last_rating=rating,
        certain_wrong=certain_wrong,
    )


def test_questions_take_whole_minutes_and_at_least_one() -> None:
    assert [minutes_for(count) for count in (1, 2, 3, 13)] == [1, 2, 2, 10]


def test_a_fresh_day_holds_thirteen_questions() -> None:
    assert allowance([]) == 13


def test_ten_minutes_spent_leave_nothing() -> None:
    assert allowance([100] * 6) == 0


def test_a_page_left_open_costs_two_minutes_at_most() -> None:
    assert allowance([4_000]) == (DAY_SECONDS - 120) // 45


@given(st.lists(st.one_of(st.none(), st.integers(0, 10_000))))
def test_answering_never_adds_to_the_ration(seconds: list[int | None]) -> None:
    assert 0 <= allowance([*seconds, None]) <= allowance(seconds) <= 13


def test_sure_errors_come_first_then_errors_then_what_waited_longest() -> None:
    rows = [due(1), due(2, rating="again"), due(3, certain_wrong=True), due(0)]
    assert [row.question_id for row in queue(rows, most=4)] == [3, 2, 0, 1]


def test_no_more_than_asked_for_is_given() -> None:
    assert len(queue([due(n) for n in range(9)], most=3)) == 3
    assert queue([due(1)], most=0) == ()

"""The spacing rules: the library's own vector, the meeting, the exam, and sure errors."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.refreshers.rules import memory as rules
from volteface.refreshers.rules.memory import Memory, next_due, rating_of, reviewed

START = dt.datetime(2026, 11, 2, 18, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def met(*answers: tuple[float, bool, int | None], start: dt.datetime = START) -> Memory:
    """The memory after answers given as (days from the start, right, certainty)."""
    memory = None
    for days, correct, certainty in answers:
        memory = reviewed(memory, correct=correct, certainty=certainty, at=start + days * DAY)
    if memory is None:
        message = "at least one answer"
        raise ValueError(message)
    return memory


def test_the_library_gives_the_intervals_its_authors_publish() -> None:
    ratings = [True] * 6 + [False] * 2 + [True] * 5
    memory, at, intervals = None, dt.datetime(2022, 11, 29, 12, 30, tzinfo=dt.UTC), []
    for correct in ratings:
        memory = reviewed(memory, correct=correct, certainty=None, at=at)
        intervals.append((memory.fsrs_due - memory.last_review).days)
        at = memory.fsrs_due
    assert intervals == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


@pytest.mark.parametrize(
    ("correct", "certainty", "rating"),
    [
        (False, None, "again"),
        (False, 1, "again"),
        (False, 3, "again"),
        (True, 1, "hard"),
        (True, 2, "good"),
        (True, 3, "easy"),
        (True, None, "good"),
    ],
)
def test_correctness_and_certainty_make_the_rating(
    correct: bool, certainty: int | None, rating: str
) -> None:
    assert rating_of(correct=correct, certainty=certainty) == rating


@pytest.mark.parametrize(
    ("correct", "certainty", "share"),
    [(False, 2, 0.20), (True, 1, 0.27), (True, 2, 0.33), (True, 3, 0.40)],
)
def test_the_first_return_is_a_fifth_to_two_fifths_of_the_gap(
    correct: bool, certainty: int, share: float
) -> None:
    due = next_due(met((0, correct, certainty)), meeting_at=START + 10 * DAY, horizon=None)
    assert due == START + share * 10 * DAY


def test_one_return_always_falls_on_the_day_before_the_meeting() -> None:
    meeting = START + 5 * DAY
    memory = met((0, True, 3), (2, True, 3))
    assert memory.fsrs_due > meeting
    assert next_due(memory, meeting_at=meeting, horizon=None) == meeting - DAY


def test_after_the_day_before_the_meeting_memory_alone_decides() -> None:
    meeting = START + 5 * DAY
    memory = met((0, True, 2), (2, True, 2), (4.5, True, 2))
    assert next_due(memory, meeting_at=meeting, horizon=None) == memory.fsrs_due


def test_nothing_comes_back_the_same_day_outside_the_first_gap() -> None:
    memory = met((0, False, 1))
    assert memory.fsrs_due - memory.last_review < dt.timedelta(minutes=2)
    assert next_due(memory, meeting_at=None, horizon=None) == START + DAY


def test_no_date_is_later_than_the_day_before_the_exam() -> None:
    exam = START + 20 * DAY
    memory = met((0, True, 3), (8, True, 3))
    assert memory.fsrs_due > exam
    assert next_due(memory, meeting_at=None, horizon=exam) == exam - DAY


def test_a_question_answered_on_the_last_day_stops_by_itself() -> None:
    exam = START + 20 * DAY
    assert next_due(met((19, True, 3)), meeting_at=None, horizon=exam) is None


def test_certain_and_wrong_returns_once_a_week_later_even_if_since_right() -> None:
    memory = met((0, False, 3), (1, True, 3), (2, True, 3), (3, True, 3))
    assert memory.fsrs_due > START + 7 * DAY
    assert next_due(memory, meeting_at=None, horizon=None) == START + 7 * DAY
    settled = reviewed(memory, correct=True, certainty=3, at=START + 7 * DAY)
    assert settled.certain_wrong_at is None
    assert next_due(settled, meeting_at=None, horizon=None) == settled.fsrs_due


def test_wrong_without_certainty_promises_no_return() -> None:
    assert met((0, False, 2)).certain_wrong_at is None


def test_an_answer_right_after_the_feedback_is_no_retrieval() -> None:
    memory = met((0, False, 1))
    assert not rules.is_retrieval(memory, START + dt.timedelta(minutes=5))
    assert rules.is_retrieval(memory, START + dt.timedelta(hours=4))
    assert rules.is_retrieval(None, START)


answers = st.lists(
    st.tuples(
        st.integers(min_value=4, max_value=24 * 40),
        st.booleans(),
        st.sampled_from([None, 1, 2, 3]),
    ),
    min_size=1,
    max_size=12,
)


def _replayed(steps: list[tuple[int, bool, int | None]]) -> Memory:
    hours, given_answers = 0, []
    for step, correct, certainty in steps:
        hours += step
        given_answers.append((hours / 24, correct, certainty))
    return met(*given_answers)


@given(answers, st.integers(1, 90), st.integers(1, 200))
def test_a_date_never_precedes_its_answer_nor_passes_the_exam(
    steps: list[tuple[int, bool, int | None]], meeting_days: int, exam_days: int
) -> None:
    memory = _replayed(steps)
    exam = START + exam_days * DAY
    due = next_due(memory, meeting_at=START + meeting_days * DAY, horizon=exam)
    if due is None:
        assert memory.last_review >= exam - DAY
    else:
        assert memory.last_review < due <= exam - DAY


@given(answers)
def test_the_same_answers_always_give_the_same_memory_and_it_survives_storage(
    steps: list[tuple[int, bool, int | None]],
) -> None:
    memory = _replayed(steps)
    assert memory == _replayed(steps)
    assert rules.from_json(rules.to_json(memory)) == memory


def test_an_unknown_stored_version_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown version"):
        rules.from_json({"version": 2})

"""Pure rules beside the steps: rapid answers, minutes, certainty, and what practice asks next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.learning.rules import calibration, pace, practice, signals
from volteface.learning.rules.calibration import Sure
from volteface.learning.rules.practice import Practised
from volteface.learning.rules.signals import Timed


@pytest.mark.parametrize(("words", "below"), [(0, 2), (20, 2), (60, 3), (120, 6), (400, 10)])
def test_the_threshold_follows_the_text_between_two_and_ten_seconds(
    words: int, below: float
) -> None:
    assert signals.rapid_below(words) == below


@pytest.mark.parametrize(
    ("seconds", "rapid"), [(None, False), (0, True), (2, True), (3, False), (600, False)]
)
def test_an_unknown_time_is_never_rapid(seconds: int | None, *, rapid: bool) -> None:
    assert signals.is_rapid(seconds, words=60) is rapid


@given(first=st.integers(0, 2_000), more=st.integers(0, 2_000))
def test_more_text_never_lowers_the_threshold(first: int, more: int) -> None:
    assert signals.rapid_below(first) <= signals.rapid_below(first + more)


def test_rapid_answers_of_four_people_are_told_to_nobody() -> None:
    answers = [Timed(seq=n, subject=n, version=1, seconds=1) for n in range(8)]
    assert signals.counted(answers, [0, 1, 2, 3]) == ()
    [told] = signals.counted(answers, [0, 1, 2, 3, 4])
    assert (told.rapid, told.people) == (5, 5)
    same = [Timed(seq=n, subject=1, version=1, seconds=1) for n in range(8)]
    assert signals.counted(same, list(range(8))) == ()


def test_minutes_are_told_from_five_people_on() -> None:
    four, five = [100, 200, 300, 400], [100, 200, 300, 400, 5_000]
    assert pace.measured_steps({"a": four}) == {}
    assert pace.measured_steps({"a": five})["a"] == pace.Measured(minutes=5, n=5)
    assert pace.measured_whole(four) is None
    # Who is said to have needed no time at all left no time behind: not counted.
    assert pace.measured_whole([0, *four]) is None


@pytest.mark.parametrize(
    ("factor", "minutes"), [(1, 10), (1.25, 13), (1.33, 14), (1.5, 15), (2, 20), (0, 10)]
)
def test_a_time_factor_stretches_the_minutes_that_are_said(factor: float, minutes: int) -> None:
    assert pace.stretched_minutes(10, factor) == minutes


@pytest.mark.parametrize(
    ("seconds", "answers", "engaged"),
    [(0, 0, False), (179, 0, False), (180, 0, True), (0, 1, True)],
)
def test_three_minutes_or_one_answer_is_engagement(
    seconds: int, answers: int, *, engaged: bool
) -> None:
    assert pace.is_engaged(seconds=seconds, answers=answers) is engaged


def test_the_first_answer_to_each_question_makes_the_calibration() -> None:
    given_ = [
        Sure(order=2, question=1, correct=True, certainty=3),
        Sure(order=1, question=1, correct=False, certainty=3),
        Sure(order=3, question=2, correct=True, certainty=None),
    ]
    _guess, _fair, certain = calibration.levels(given_)
    assert (certain.n, certain.right, certain.share, certain.verdict) == (1, 0, None, "")


@pytest.mark.parametrize(
    ("certainty", "right", "n", "verdict"),
    [(3, 3, 12, "surer"), (3, 12, 12, "fits"), (1, 20, 20, "better"), (2, 14, 20, "fits")],
)
def test_the_reading_compares_the_interval_with_where_the_certainty_pays(
    certainty: int, right: int, n: int, verdict: str
) -> None:
    answers = [
        Sure(order=place, question=place, correct=place < right, certainty=certainty)
        for place in range(n)
    ]
    found = calibration.levels(answers)[certainty - 1]
    assert found.verdict == verdict


def test_practice_goes_round_and_asks_what_is_wrong_first() -> None:
    fresh = [Practised(version=1), Practised(version=2, wrong=True), Practised(version=3)]
    assert practice.order(fresh) == (2, 1, 3)
    later = [Practised(version=1, times=1, last_seq=9), Practised(version=2, times=1, last_seq=4)]
    assert practice.next_question(later) == 2
    assert practice.next_question(later, but=2) == 1
    assert practice.next_question([Practised(version=7)], but=7) == 7
    assert practice.next_question([]) == 0


@given(count=st.integers(1, 12), rounds=st.integers(1, 4))
def test_practice_never_ends_and_asks_everything_before_repeating(count: int, rounds: int) -> None:
    times = dict.fromkeys(range(1, count + 1), 0)
    last = dict.fromkeys(times, 0)
    seen = 0
    for turn in range(1, count * rounds + 1):
        state = [
            Practised(version=key, times=times[key], last_seq=last[key]) for key in sorted(times)
        ]
        seen = practice.next_question(state, but=seen)
        times[seen] += 1
        last[seen] = turn
        assert max(times.values()) - min(times.values()) <= 1

"""The effect's formulas: against tables, by hand, and by simulation with a fixed seed."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.insights.rules.gain import HIDDEN_BELOW, mean_of, paired_gain
from volteface.insights.rules.student_t import two_sided

shares = st.floats(0, 1, allow_nan=False).map(lambda x: round(x, 3))


@pytest.mark.parametrize(
    ("df", "t"),
    [(1, 12.706), (2, 4.303), (4, 2.776), (9, 2.262), (10, 2.228), (30, 2.042), (1_999, 1.961)],
)
def test_the_t_table_of_any_textbook_is_reproduced(df: int, t: float) -> None:
    assert two_sided(0.95, df) == pytest.approx(t, abs=6e-4)


def test_other_levels_agree_with_the_table_too() -> None:
    assert two_sided(0.99, 10) == pytest.approx(3.169, abs=1e-3)
    with pytest.raises(ValueError, match="level"):
        two_sided(1.0, 3)


def test_a_gain_worked_by_hand() -> None:
    before = dict(enumerate([0.2, 0.4, 0.4, 0.6, 0.4]))
    after = dict(enumerate([0.6, 0.6, 0.8, 0.8, 0.7]))
    gain = paired_gain(before, after)
    assert gain is not None
    assert (gain.n, gain.before, gain.after) == (5, pytest.approx(0.4), pytest.approx(0.7))
    # Hake: (0.7 − 0.4) / (1 − 0.4).
    assert gain.normalised is not None
    assert gain.normalised.value == pytest.approx(0.5)
    # Differences .4 .2 .4 .2 .3: sd 0.1, t(4) = 2.776.
    assert gain.difference.low == pytest.approx(0.3 - 2.7764 * 0.1 / math.sqrt(5), abs=1e-4)
    # Variances 0.02 and 0.01, so d = 0.3 / sqrt(0.015).
    assert gain.d is not None
    assert gain.d.value == pytest.approx(0.3 / math.sqrt(0.015))


def test_only_people_in_both_checks_count() -> None:
    before = dict.fromkeys(range(8), 0.5)
    after = dict.fromkeys(range(3, 12), 0.7)
    gain = paired_gain(before, after)
    assert gain is not None
    assert gain.n == 5


def test_fewer_than_five_people_give_no_gain() -> None:
    few = dict.fromkeys(range(HIDDEN_BELOW - 1), 0.5)
    assert paired_gain(few, few) is None
    assert paired_gain({}, {}) is None


def test_full_marks_before_leave_nothing_to_gain() -> None:
    full = dict.fromkeys(range(6), 1.0)
    gain = paired_gain(full, full)
    assert gain is not None
    assert gain.normalised is None
    assert gain.d is None


def test_a_ratio_without_ends_is_given_without_ends() -> None:
    gain = paired_gain(dict(enumerate([1, 1, 1, 1, 0.2])), dict(enumerate([1, 0.9, 1, 1, 0.9])))
    assert gain is not None
    assert gain.normalised is not None
    assert gain.normalised.low is None


@given(st.lists(st.tuples(shares, shares), min_size=5, max_size=40))
def test_every_interval_holds_its_estimate(pairs: list[tuple[float, float]]) -> None:
    gain = paired_gain(
        {n: pair[0] for n, pair in enumerate(pairs)}, {n: pair[1] for n, pair in enumerate(pairs)}
    )
    assert gain is not None
    for estimate in (gain.difference, gain.normalised, gain.d):
        if estimate is not None and estimate.low is not None and estimate.high is not None:
            assert estimate.low - 1e-6 <= estimate.value <= estimate.high + 1e-6


@given(st.lists(st.tuples(shares, shares), min_size=5, max_size=30), st.randoms())
def test_the_order_of_people_changes_nothing(
    pairs: list[tuple[float, float]], chance: random.Random
) -> None:
    keys = list(range(len(pairs)))
    chance.shuffle(keys)
    before, after = dict(enumerate(p[0] for p in pairs)), dict(enumerate(p[1] for p in pairs))
    assert paired_gain(before, after) == paired_gain(
        {key: before[key] for key in keys}, {key: after[key] for key in keys}
    )


@given(st.lists(shares, min_size=1, max_size=50))
def test_a_class_mean_stays_on_the_scale_with_its_interval(marks: list[float]) -> None:
    mean = mean_of(marks)
    assert mean is not None
    assert mean.n == len(marks)
    if mean.low is not None and mean.high is not None:
        assert 0 <= mean.low <= mean.mean + 1e-9
        assert mean.mean - 1e-9 <= mean.high <= 1


def test_nobody_has_no_mean_and_one_person_no_interval() -> None:
    assert mean_of([]) is None
    alone = mean_of([0.5])
    assert alone is not None
    assert alone.low is None


def test_the_intervals_cover_the_truth_about_as_often_as_they_say() -> None:
    chance, worlds, people = random.Random(8), 400, 30
    covered_gain = covered_d = 0
    spread, shared = 0.12, 0.06
    true_d = 0.2 / math.hypot(spread, shared)
    for _world in range(worlds):
        before, after = {}, {}
        for person in range(people):
            talent = chance.gauss(0, shared)
            before[person] = 0.4 + talent + chance.gauss(0, spread)
            after[person] = 0.6 + talent + chance.gauss(0, spread)
        gain = paired_gain(before, after)
        if gain is None or gain.normalised is None or gain.d is None:
            raise AssertionError
        covered_gain += (gain.normalised.low or 0) <= 1 / 3 <= (gain.normalised.high or 0)
        covered_d += (gain.d.low or 0) <= true_d <= (gain.d.high or 0)
    assert 0.92 <= covered_gain / worlds <= 0.98
    assert 0.92 <= covered_d / worlds <= 0.98

"""Mastery predicts answers held back better than the raw share does, and is never bare."""

from __future__ import annotations

import random
import time
from collections import Counter
from math import exp

import pytest

from volteface.readiness.rules.mastery import (
    FEWEST,
    Mastery,
    Scale,
    class_mastery,
    difficulties,
    masteries,
    shares,
    spread_of,
)


def chance(ability: float, difficulty: float) -> float:
    return 1 / (1 + exp(difficulty - ability))


def brier_scores(*, seed: int, learners: int, items: int, spread: float) -> dict[str, float]:
    """Of every learner one answer is held back; the mean squared error of each prediction."""
    rng = random.Random(seed)
    hard = [rng.gauss(0, 1) for _item in range(items)]
    rows, held = [], []
    for _learner in range(learners):
        ability = rng.gauss(0.5, spread)
        rows.append([rng.random() < chance(ability, each) for each in hard])
        held.append(rng.randrange(items))
    seen = {
        item: [row[item] for row, out in zip(rows, held, strict=True) if out != item]
        for item in range(items)
    }
    counts = {item: (sum(marks), len(marks)) for item, marks in seen.items()}
    easy = list(shares(counts).values())
    patterns = Counter(
        ((1 << items) - 1 - (1 << out), sum(row) - row[out])
        for row, out in zip(rows, held, strict=True)
    )
    found = spread_of([(easy, patterns)])
    scale = Scale(difficulties(easy, found), found)
    errors: dict[str, list[float]] = {"model": [], "own share": [], "question's share": []}
    for row, out in zip(rows, held, strict=True):
        right = sum(row) - row[out]
        mask = (1 << items) - 1 - (1 << out)
        guesses = {
            "model": scale.predicted(mask, right, out),
            "own share": right / (items - 1),
            "question's share": counts[out][0] / counts[out][1],
        }
        for name, guess in guesses.items():
            errors[name].append((guess - row[out]) ** 2)
    return {name: sum(each) / len(each) for name, each in errors.items()}


@pytest.mark.parametrize(
    ("learners", "items", "spread"),
    [(30, 3, 1.0), (120, 4, 1.0), (300, 8, 1.2), (120, 6, 0.5), (120, 6, 2.0)],
)
def test_answers_held_back_are_predicted_better_than_by_the_raw_share(
    learners: int, items: int, spread: float
) -> None:
    runs = [
        brier_scores(seed=seed, learners=learners, items=items, spread=spread) for seed in range(8)
    ]
    means = {name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}
    assert means["model"] < means["own share"]
    assert means["model"] < means["question's share"]


def tokens(marks: str) -> str:
    return ";".join(f"{number}|o1||{mark}|0" for number, mark in enumerate(marks, 1))


def test_a_class_is_put_in_a_band_with_its_interval_and_its_number() -> None:
    asks = {1: ("easy",), 2: ("easy",), 3: ("easy",), 4: ("hard", "both"), 5: ("hard",), 6: ()}
    answers = [tokens("111000")] * 90 + [tokens("011011")] * 4 + [tokens("1")] * 2 + [""]
    found = masteries(answers, asks)
    assert {key: one.band for key, one in found.items()} == {
        "easy": "most",
        "hard": "few",
        "both": "few",
    }
    easy = found["easy"]
    assert (easy.learners, easy.questions) == (96, 3)
    assert 0.7 < easy.low < easy.share <= easy.high <= 1
    assert found["hard"].learners == 94


def test_too_few_or_too_little_is_early() -> None:
    scale = Scale([0.0, 0.0])
    few = class_mastery(scale, {(3, 2): FEWEST - 1}, 2)
    assert few.band == "early"
    wide = Mastery(learners=12, questions=1, share=0.5, low=0.2, high=0.8)
    assert wide.band == "early"
    assert class_mastery(scale, {}, 2).band == "early"


def test_a_harder_question_right_says_more_and_order_says_nothing() -> None:
    scale = Scale(difficulties([0.9, 0.2]))
    assert scale.predicted(1, 1, 1) < scale.predicted(2, 1, 1)
    assert scale.masters(3, 0) < scale.masters(3, 1) < scale.masters(3, 2)
    assert sum(scale.weights(3, 1)) == pytest.approx(1)


def test_shares_from_few_answers_stay_near_the_average() -> None:
    found = shares({1: (80, 100), 2: (0, 1), 3: (0, 100)})
    assert found[1] > found[2] > found[3] > 0


def test_2000_learners_and_60_questions_are_quick() -> None:
    rng = random.Random(1)
    answers = [tokens("".join(rng.choice("0111") for _n in range(60))) for _each in range(2_000)]
    asks = {number: (f"objective{number % 6}",) for number in range(1, 61)}
    began = time.process_time()
    found = masteries(answers, asks)
    assert time.process_time() - began < 0.4
    assert {one.learners for one in found.values()} == {2_000}

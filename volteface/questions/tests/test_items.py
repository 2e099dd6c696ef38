"""Item statistics against published figures, and the guards that keep small numbers silent."""

from __future__ import annotations

import csv
import math
import random
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.questions.rules.items import bands
from volteface.questions.rules.items.hermite import normal_nodes
from volteface.questions.rules.items.matrix import item_statistics, rest_scores, upper_lower
from volteface.questions.rules.items.moments import covariance, proportion
from volteface.questions.rules.items.options import Choice, option_uses
from volteface.questions.rules.items.quiz import quiz_items
from volteface.questions.rules.items.rasch import rasch_difficulties
from volteface.questions.rules.items.reliability import reliability, shown_reliability
from volteface.questions.rules.items.report import models
from volteface.questions.rules.items.two_parameter import fit_two_parameter

if TYPE_CHECKING:
    from collections.abc import Sequence

RESPONSES = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "responses"
QUIZ = RESPONSES / "moodle-quiz-stats" / "fixtures"
# Published for the quiz of twenty questions, 22 attempts; the first seven earn nobody anything.
FACILITY = (
    (41.19318182, 81.36363636, 71.36363636, 65.45454545, 65.90909091, 36.36363636, 59.09090909,
     50, 59.09090909, 63.63636364, 45.45454545, 27.27272727, 50)
)  # fmt: skip
SPREAD = (
    (1912.733589, 251.2738111, 322.6312277, 333.4199022, 337.5811591, 492.3659639, 503.2362797,
     511.7663157, 503.2362797, 492.3659639, 509.6471914, 455.8423058, 511.7663157)
)  # fmt: skip
WEIGHT = (
    (26.58464457, 3.368456046, 3.253955259, 7.584083694, 3.79658376, 3.183278505, 4.532356904,
     7.78856243, 10.08351572, 8.381139345, 8.727645713, 7.946277111, 4.769500946)
)  # fmt: skip
INDEX = (
    (25.88327077, 1.170256965, -4.207816809, 28.16930644, -2.513606859, -12.99017581,
     -8.900638238, 8.670004606, 29.63337745, 15.18945843, 16.21079629, 15.52451404, -8.396734802)
)  # fmt: skip
EFFICIENCY = (
    (27.23492723, 1.382386552, -4.691171307, 31.12404354, -2.877487579, -17.5074184, -10.27568922,
     10.86956522, 34.58997279, 17.4790556, 20.14359793, 22.06477733, -10)
)  # fmt: skip
# Published for the quiz of seven: facility, sd, weight, index, efficiency.
SMALL_QUIZ = (
    (0.704, 0.4513682901, 21.2922742344, -7.0650767526, -9.4550536967),
    (0.48, 0.5099019514, 18.8979800309, -28.8982125772, -36.7834118938),
    (0.973333332, 0.13333334, 4.443012573, -9.1230674268, -21.6545012165),
    (0.68, 0.4760952286, 18.9347251357, -22.6306444113, -31.4411395613),
    (0.52, 0.3055050463, 11.1450138688, -17.6997047674, -21.1794802584),
    (0.64, 0.4898979486, 9.8081339177, -45.3785178421, -56.9365974439),
    (0.62, 0.331662479, 15.4788602394, -5.6543166602, -6.5043742058),
)


def lines(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        pytest.skip(f"no {path.name}: the corpora are expected in ../shared/corpora")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def matrix(name: str) -> list[tuple[float, ...]]:
    return [tuple(map(float, row.values())) for row in lines(RESPONSES / name)]


def near(found: Sequence[float], expected: Sequence[float], within: float) -> None:
    assert found == pytest.approx(expected, abs=within)


def test_lsat6_difficulty_agreement_and_reliability_are_the_published_ones() -> None:
    rows = matrix("lsat6.csv")
    items = item_statistics(rows)
    near([i.difficulty.value for i in items if i.difficulty], (0.924, 0.709, 0.553, 0.763, 0.870),
         1e-9)  # fmt: skip
    near([i.item_rest.value for i in items if i.item_rest],
         (0.1128, 0.1532, 0.1728, 0.1444, 0.1216), 5e-5)  # fmt: skip
    sums = [sum(row) for row in rows]
    assert [sums.count(score) for score in range(6)] == [3, 20, 85, 237, 357, 298]
    assert covariance(sums, sums) == pytest.approx(1.0713, abs=5e-5)
    found = reliability(rows)
    assert found is not None
    assert found.is_kr20
    near((found.mean, found.alpha), (3.819, 0.295), 5e-4)


def test_lsat6_two_parameter_model_is_the_published_one() -> None:
    found = fit_two_parameter(matrix("lsat6.csv"))
    assert found is not None
    # The likelihood is flat: programs that stop a little earlier differ in the third place.
    near([c.difficulty for c in found.curves], (-3.3597, -1.3696, -0.2799, -1.8659, -3.1236), 3e-3)
    near([c.slope for c in found.curves], (0.8254, 0.7229, 0.8905, 0.6886, 0.6575), 1e-3)
    assert found.log_likelihood == pytest.approx(-2466.653, abs=5e-4)
    assert found.converged


def test_lsat6_rasch_difficulties_are_the_published_ones() -> None:
    found = rasch_difficulties(matrix("lsat6.csv"))
    assert found is not None
    near(found, (-1.2561, 0.4749, 1.2360, 0.1684, -0.6232), 5e-5)
    assert math.fsum(found) == pytest.approx(0, abs=1e-9)


def test_lsat7_is_the_published_one() -> None:
    rows = matrix("lsat7.csv")
    items = item_statistics(rows)
    near([i.difficulty.value for i in items if i.difficulty], (0.828, 0.658, 0.772, 0.606, 0.843),
         1e-9)  # fmt: skip
    steady = reliability(rows)
    found = fit_two_parameter(rows)
    assert steady is not None
    assert found is not None
    assert steady.alpha == pytest.approx(0.4534, abs=5e-5)
    near([c.slope for c in found.curves], (0.988, 1.081, 1.706, 0.765, 0.736), 2e-3)
    near([c.intercept for c in found.curves], (1.856, 0.808, 1.804, 0.486, 1.855), 2e-3)
    assert found.log_likelihood == pytest.approx(-2658.805, abs=5e-4)


def test_moodles_statistics_of_twenty_questions_come_out() -> None:
    marks: dict[int, list[float]] = defaultdict(list)
    totals, worth = [], {}
    for row in lines(QUIZ / "mdl_question_states.csv"):
        slot = int(row["slot"])
        marks[slot].append(float(row["mark"]))
        worth[slot] = float(row["maxmark"])
        if slot == 1:
            totals.append(float(row["sumgrades"]))
    slots = sorted(marks)
    found = quiz_items([marks[s] for s in slots], totals, [worth[s] for s in slots])
    assert [item.facility for item in found[:7]] == [0, 0, 0, 0, None, None, None]
    judged = found[7:]
    near([100 * (item.facility or 0) for item in judged], FACILITY, 1e-6)
    near([1000 * item.sd for item in judged], SPREAD, 1e-6)
    near([item.effective_weight for item in judged], WEIGHT, 1e-6)
    near([item.discrimination_index or 0 for item in judged], INDEX, 1e-6)
    near([item.discriminative_efficiency or 0 for item in judged], EFFICIENCY, 1e-6)


def test_moodles_statistics_of_seven_questions_come_out() -> None:
    rows = lines(QUIZ / "results00.csv")
    columns = [[float(row[f"slots.{slot}.mark"]) for row in rows] for slot in range(1, 8)]
    # The file prints thirds cut short; the published figures were made of the platform's own.
    totals = [sum(marks) for marks in zip(*columns, strict=True)]
    found = quiz_items(columns, totals, [1.0] * 7)
    for item, published in zip(found, SMALL_QUIZ, strict=True):
        figures = (item.facility, item.sd, item.effective_weight, item.discrimination_index,
                   item.discriminative_efficiency)  # fmt: skip
        assert figures == pytest.approx(published, rel=1e-6, abs=1e-6)


def test_nothing_is_said_of_an_item_from_29_answers_and_everything_from_30() -> None:
    chance = random.Random(4)
    rows = [tuple(float(chance.random() < 0.6) for _ in range(4)) for _ in range(30)]
    few, enough = item_statistics(rows[:29])[0], item_statistics(rows)[0]
    assert (few.n, few.difficulty, few.item_rest) == (29, None, None)
    assert enough.difficulty is not None
    assert enough.item_rest is not None
    # About ±0.36 for thirty learners (E24).
    assert enough.item_rest.high - enough.item_rest.low == pytest.approx(0.71, abs=0.06)


def test_a_key_is_called_wrong_only_when_the_whole_interval_is_below_zero() -> None:
    chance = random.Random(2)
    good = [chance.random() for _ in range(120)]
    rows = [
        (float(chance.random() > skill), *(float(chance.random() < skill) for _ in range(8)))
        for skill in good
    ]
    found = item_statistics(rows)
    assert found[0].key_is_probably_wrong
    assert not any(item.key_is_probably_wrong for item in found[1:])


def test_a_distractor_is_not_judged_on_few_answers_or_on_an_easy_question() -> None:
    options = {"o1": True, "o2": False, "o3": False}
    right = Choice(chosen=("o1",), correct=True, rest=0.9)
    wrong = Choice(chosen=("o2",), correct=False, rest=0.4)
    hard = option_uses(options, [right] * 20 + [wrong] * 20)
    assert [use.functions for use in hard] == [None, True, False]
    assert hard[1].rest == pytest.approx(0.4)
    assert [use.functions for use in option_uses(options, [right] * 19 + [wrong] * 20)] == [
        None
    ] * 3
    assert [use.functions for use in option_uses(options, [right] * 90 + [wrong] * 10)] == [
        None
    ] * 3


def test_reliability_is_silent_on_short_checks_and_small_groups() -> None:
    chance = random.Random(9)

    def rows(learners: int, items: int) -> list[tuple[float, ...]]:
        skills = [chance.random() for _ in range(learners)]
        return [tuple(float(chance.random() < s) for _ in range(items)) for s in skills]

    assert shown_reliability(rows(200, 9)) is None
    assert shown_reliability(rows(29, 12)) is None
    shown = shown_reliability(rows(200, 12))
    assert shown is not None
    assert shown.sem == pytest.approx(shown.sd * math.sqrt(1 - shown.alpha))
    # A row with a gap is no row of a learner who answered all.
    assert shown_reliability([(*row[:-1], None) for row in rows(200, 12)]) is None


@pytest.mark.parametrize(
    ("r", "word"),
    [(0.4, "excellent"), (0.39, "good"), (0.2, "fair"), (0.1, "revise"), (-0.01, "check the key")],
)
def test_agreement_has_the_textbooks_words(r: float, word: str) -> None:
    assert bands.agreement_word(r) == word


def test_difficulty_and_reliability_have_the_textbooks_words() -> None:
    words = [bands.difficulty_word(share) for share in (0.9, 0.7, 0.5, 0.3, 0.1)]
    assert words == ["very easy", "easy, usable", "best range", "hard, usable", "very hard"]
    assert bands.reliability_word(0.65).startswith("somewhat low")
    assert bands.reliability_word(0.91).startswith("enough to decide")
    assert bands.reliability_word(-0.4).startswith("too low")


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0]), st.integers(0, 5)), min_size=8))
def test_the_order_of_learners_never_changes_the_discrimination(
    pairs: list[tuple[float, int]],
) -> None:
    scored = [(mark, float(rest)) for mark, rest in pairs]
    turned = upper_lower(scored[::-1])
    assert upper_lower(scored) == pytest.approx(turned)


@given(st.integers(1, 500), st.floats(0, 1))
def test_an_interval_of_a_share_holds_it_and_stays_a_share(n: int, share: float) -> None:
    found = proportion(round(share * n), n)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_quadrature_knows_the_normal_moments() -> None:
    for count in (5, 21, 41):
        nodes, weights = normal_nodes(count)
        moments = [math.sumprod([x**k for x in nodes], weights) for k in (0, 1, 2, 4)]
        assert moments == pytest.approx([1, 0, 1, 3], abs=1e-9)


def test_who_answered_less_than_half_of_the_others_has_no_rest_score() -> None:
    rows = [(1.0, 1.0, 0.0, None), (1.0, 1.0, None, None), (0.0, None, None, None)]
    assert rest_scores(rows, 0) == [0.5, None, None]


def test_models_take_gaps_as_missing() -> None:
    chance = random.Random(5)
    rows = []
    for _learner in range(800):
        skill = chance.gauss(0, 1)
        chances = [1 / (1 + math.exp(d - skill)) for d in (-1, -0.5, 0, 0.5, 1)]
        marks = [float(chance.random() < right) for right in chances]
        rows.append(tuple(None if chance.random() < 0.2 else mark for mark in marks))
    found = fit_two_parameter(rows)
    assert found is not None
    near([curve.difficulty for curve in found.curves], (-1, -0.5, 0, 0.5, 1), 0.3)


def test_a_question_that_everybody_gets_right_is_left_out_of_the_models() -> None:
    chance = random.Random(8)
    rows = [(1.0, *(float(chance.random() < 0.6) for _ in range(4)), 0.5) for _ in range(120)]
    found = models(rows)
    assert found.places == (1, 2, 3, 4)
    assert found.two_parameter is not None
    assert found.rasch is not None
    assert len(found.rasch) == 4

"""Places in pictures, marked words, calculated numbers, rubrics: what an answer earns."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.questions import kinds
from volteface.questions.kinds.calculated.draws import SEEDS
from volteface.questions.kinds.hotspot.shapes import read_shape
from volteface.questions.kinds.mark_words.words import marked, unmarked
from volteface.questions.kinds.rubric.criteria import points_of
from volteface.questions.rules.content import Content, Option, from_json, to_json
from volteface.questions.tests.drawn import CALCULATED, DRAWN, HOTSPOT, MARK_WORDS, RUBRIC


def _fraction(content: Content, form: dict[str, list[str]]) -> float:
    answer = kinds.get(content.kind).parse(form, content)
    return 0.0 if answer is None else kinds.get(content.kind).grade(content, answer).fraction


@pytest.mark.parametrize("content", DRAWN.values(), ids=DRAWN)
def test_they_are_complete_and_come_back_from_what_is_stored(content: Content) -> None:
    assert kinds.get(content.kind).check(content) == []
    assert from_json(json.loads(json.dumps(to_json(content)))) == content
    stem, rows = kinds.get(content.kind).fill_form(content)
    assert kinds.get(content.kind).read_form(stem, rows)[0] == content.stem


@pytest.mark.parametrize("content", DRAWN.values(), ids=DRAWN)
@given(
    answer=st.one_of(
        st.text(max_size=40),
        st.builds(
            json.dumps,
            st.dictionaries(
                st.sampled_from(["points", "words", "value", "seed", "text"]),
                st.recursive(
                    st.none() | st.integers() | st.text(max_size=5), st.lists, max_leaves=6
                ),
            ),
        ),
    )
)
@settings(max_examples=60, deadline=None)
def test_no_stored_answer_is_an_error(content: Content, answer: str) -> None:
    kind = kinds.get(content.kind)
    assert 0 <= kind.grade(content, answer).fraction <= 1
    assert isinstance(kind.shown(content, answer), str)
    kind.right(content, answer)
    kind.parts(content, answer)


def test_a_place_is_hit_by_a_point_or_by_its_name() -> None:
    assert _fraction(HOTSPOT, {"point": ["800,500"]}) == 1
    assert _fraction(HOTSPOT, {"point": ["o2"]}) == 1
    assert _fraction(HOTSPOT, {"point": ["o1"]}) == 0
    assert _fraction(HOTSPOT, {"point": ["651,500"]}) == 1
    assert _fraction(HOTSPOT, {"point": ["649,500", "800,500"]}) == 0
    for nonsense in ("1001,0", "-1,2", "1", "o9", "٣,٣", "1e9,2"):
        assert kinds.get("hotspot").parse({"point": [nonsense]}, HOTSPOT) is None
    both = dataclasses.replace(HOTSPOT.options[0], fraction=1.0)
    two = dataclasses.replace(HOTSPOT, options=(both, HOTSPOT.options[1]))
    assert _fraction(two, {"point": ["o1"]}) == 0.5
    assert _fraction(two, {"point": ["o1", "o2"]}) == 1
    assert _fraction(two, {"point": ["o1", "500,10"]}) == 0


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=3, max_size=8))
def test_a_polygons_middle_is_inside_it(corners: list[tuple[int, int]]) -> None:
    shape = read_shape("polygon " + " ".join(f"{x},{y}" for x, y in corners))
    assert shape is not None
    assert shape.holds(shape.middle())
    assert read_shape(str(shape)) == shape


def test_a_picture_with_one_name_or_areas_on_each_other_is_not_complete() -> None:
    check = kinds.get("hotspot").check
    assert check(dataclasses.replace(HOTSPOT, options=HOTSPOT.options[1:]))
    covering = Option(id="o3", text="All", fraction=0, area="rect 0 0 1000 1000")
    assert check(dataclasses.replace(HOTSPOT, options=(*HOTSPOT.options, covering)))


def test_marking_everything_earns_nothing() -> None:
    assert _fraction(MARK_WORDS, {"word": ["1", "7"]}) == 1
    assert _fraction(MARK_WORDS, {"word": ["1"]}) == 0.5
    assert _fraction(MARK_WORDS, {"word": ["1", "7", "0"]}) == 0.5
    assert _fraction(MARK_WORDS, {"word": [str(at) for at in range(9)]}) == 0
    kind = kinds.get("mark_words")
    answer = kind.parse({"word": ["4", "1", "99", "x"]}, MARK_WORDS)
    assert answer == '{"words":[1,4]}'
    assert kind.grade(MARK_WORDS, answer).misconceptions == ("cram",)
    assert [part.correct for part in kind.parts(MARK_WORDS, answer)] == [True, False, False]
    assert kind.shown(MARK_WORDS, answer) == "recited · reread"


def test_the_text_is_stored_without_its_marks() -> None:
    stem, options = kinds.get("mark_words").read_form("Mark.\n\nA [[cat]] [[~dog]].", ())
    assert stem == "Mark.\n\nA cat dog."
    assert [(each.text, each.area, each.fraction) for each in options] == [
        ("cat", "1", 1.0),
        ("dog", "2", 0.0),
    ]


@given(st.text(alphabet="ab []~,-\n", max_size=40))
@settings(max_examples=300, deadline=None)
def test_marks_are_taken_off_and_put_back(text: str) -> None:
    bare, spans = unmarked(text)
    again = marked(bare, tuple((span.area, span.right) for span in spans))
    assert unmarked(again) == (bare, spans)


def test_each_learner_has_values_of_their_own_and_always_the_same() -> None:
    kind = kinds.get("calculated")
    asked = [kind.ask(CALCULATED, seed=f"learner {number}") for number in range(40)]
    assert asked == [kind.ask(CALCULATED, seed=f"learner {number}") for number in range(40)]
    assert len({each.stem for each in asked}) > 15
    assert all("{" not in each.stem for each in asked)


@given(st.integers(0, SEEDS - 1))
@settings(max_examples=60, deadline=None)
def test_the_right_number_is_worked_out_from_the_values_that_were_asked(seed: int) -> None:
    kind = kinds.get("calculated")
    (right,) = kind.right(CALCULATED, json.dumps({"value": "", "seed": seed}))
    number = right.split(" ")[0]
    for typed, fraction in ((number, 1), (number.replace(".", ","), 1), ("-1", 0)):
        assert _fraction(CALCULATED, {"value": [f"{typed} days"], "seed": [str(seed)]}) == fraction


def test_a_formula_that_fails_somewhere_or_needs_a_tolerance_is_not_saved() -> None:
    check = kinds.get("calculated").check

    def told(formula: str, variables: tuple[tuple[str, str], ...] = (("a", "0..9"),)) -> bool:
        option = Option(id="o1", text=formula, fraction=1)
        settings = dataclasses.replace(CALCULATED.settings, variables=variables)
        return bool(check(dataclasses.replace(CALCULATED, options=(option,), settings=settings)))

    assert not told("a + 1")
    assert all(told(formula) for formula in ("1/a", "a/3", "a +", "b", "import os"))
    assert told("a", (("a", "9..0"),))
    assert told("a", (("a", "0..9 step 0"),))
    assert told("a", (("a", "0..1 step 0.000001"),))
    assert told("pi", (("pi", "0..9"),))


def test_a_rubric_is_done_when_written_and_brings_points_when_marked() -> None:
    kind = kinds.get("rubric")
    answer = kind.parse({"text": ["Because."]}, RUBRIC)
    assert answer is not None
    assert kind.grade(RUBRIC, answer).correct
    assert not kind.judged
    assert points_of(RUBRIC, {"o1": 2, "o2": 0}) == (2, 3)
    assert points_of(RUBRIC, {"o1": 2}) is None
    assert points_of(RUBRIC, {"o1": 1.5, "o2": 0}) is None

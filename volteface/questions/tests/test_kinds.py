"""Every kind reads what learners post, marks it kindly, and says what authors forgot."""

from __future__ import annotations

import pytest

from volteface.questions import kinds
from volteface.questions.errors import UnknownKind
from volteface.questions.kinds.numeric import NO_NUMBER
from volteface.questions.rules.content import Content, Option, Settings, from_json, to_json
from volteface.questions.rules.marks import TOO_LONG

SINGLE = Content(
    kind="single",
    stem="When?",
    options=(
        Option(id="o1", text="Now", fraction=0, misconception="cram", feedback="Too early."),
        Option(id="o2", text="In six days", fraction=1, feedback="Yes."),
        Option(id="o3", text="Never", fraction=-0.5),
    ),
)
MULTIPLE = Content(
    kind="multiple",
    stem="Which two?",
    options=(
        Option(id="o1", text="A", fraction=0.5),
        Option(id="o2", text="B", fraction=0.5),
        Option(id="o3", text="C", fraction=0, misconception="more"),
    ),
)
TRUE_FALSE = Content(
    kind="true_false",
    stem="Gaps help.",
    options=(
        Option(id="true", text="True", fraction=1),
        Option(id="false", text="False", fraction=0, misconception="cram", feedback="They do."),
    ),
)
NUMERIC = Content(
    kind="numeric",
    stem="How many days?",
    options=(
        Option(id="o1", text="6", fraction=1, tolerance=1),
        Option(id="o2", text="6", fraction=0.5, tolerance=3),
        Option(id="o3", text="25", fraction=0, tolerance=2, misconception="cram"),
    ),
    settings=Settings(unit="days"),
)
SHORT = Content(
    kind="short_text",
    stem="Who?",
    options=(
        Option(id="o1", text="Ébbinghaus", fraction=1),
        Option(id="o2", text="Pavlov", fraction=0, misconception="dog"),
    ),
)
OPEN = Content(kind="open", stem="Why?", explanation="Because it makes you recall.")


@pytest.mark.parametrize(
    ("content", "form", "fraction", "correct", "chosen"),
    [
        (SINGLE, {"choice": ["o2"]}, 1.0, True, ("o2",)),
        (SINGLE, {"choice": ["o1"]}, 0.0, False, ("o1",)),
        (SINGLE, {"choice": ["o3"]}, -0.5, False, ("o3",)),
        (MULTIPLE, {"choice": ["o2", "o1"]}, 1.0, True, ("o1", "o2")),
        (MULTIPLE, {"choice": ["o1"]}, 0.5, False, ("o1",)),
        (MULTIPLE, {"choice": ["o1", "o2", "o3"]}, 0.5, False, ("o1", "o2", "o3")),
        (MULTIPLE, {"choice": ["o3"]}, 0.0, False, ("o3",)),
        (TRUE_FALSE, {"choice": ["true"]}, 1.0, True, ("true",)),
        (TRUE_FALSE, {"choice": ["false"]}, 0.0, False, ("false",)),
        (NUMERIC, {"value": ["6"]}, 1.0, True, ("o1",)),
        (NUMERIC, {"value": ["7,0 days"]}, 1.0, True, ("o1",)),
        (NUMERIC, {"value": ["8.5"]}, 0.5, False, ("o2",)),
        (NUMERIC, {"value": ["25"]}, 0.0, False, ("o3",)),
        (NUMERIC, {"value": ["100"]}, 0.0, False, ()),
        (NUMERIC, {"value": ["six"]}, 0.0, False, ()),
        (SHORT, {"text": ["  ebbinghaus. "]}, 1.0, True, ("o1",)),
        (SHORT, {"text": ["PAVLOV"]}, 0.0, False, ("o2",)),
        (SHORT, {"text": ["Skinner"]}, 0.0, False, ()),
        (OPEN, {"text": ["It helps me."]}, 1.0, True, ()),
    ],
)
def test_an_answer_earns_what_it_deserves(
    content: Content, form: dict[str, list[str]], fraction: float, correct: bool, chosen: object
) -> None:
    kind = kinds.get(content.kind)
    answer = kind.parse(form, content)
    assert answer is not None
    mark = kind.grade(content, answer)
    assert (mark.fraction, mark.correct, mark.chosen) == (pytest.approx(fraction), correct, chosen)
    assert kind.shown(content, answer)


@pytest.mark.parametrize("content", [SINGLE, MULTIPLE, TRUE_FALSE, NUMERIC, SHORT, OPEN])
@pytest.mark.parametrize("form", [{}, {"choice": ["o9"]}, {"value": [" "]}, {"text": ["\x00"]}])
def test_an_empty_or_unknown_answer_is_no_answer(
    content: Content, form: dict[str, list[str]]
) -> None:
    assert kinds.get(content.kind).parse(form, content) is None


@pytest.mark.parametrize(
    ("content", "form", "sentence"),
    [
        (NUMERIC, {"value": ["3.5"]}, ""),
        (NUMERIC, {"value": ["3,5"]}, ""),
        (NUMERIC, {"value": ["-2 °C"]}, ""),
        (NUMERIC, {"value": ["about 6 days"]}, ""),
        (NUMERIC, {"value": ["1.5 × 10^3"]}, ""),
        (NUMERIC, {"value": ["abc"]}, NO_NUMBER),
        (NUMERIC, {"value": ["six"]}, NO_NUMBER),
        (NUMERIC, {"value": ["-"]}, NO_NUMBER),
        (NUMERIC, {"value": ["1.2.3"]}, NO_NUMBER),
        (NUMERIC, {"value": ["1" * 101]}, NO_NUMBER),
        (SHORT, {"text": ["x" * 300]}, ""),
        (SHORT, {"text": ["x" * 301]}, TOO_LONG),
        (OPEN, {"text": ["x" * 5_000]}, ""),
        (OPEN, {"text": ["x" * 5_001]}, TOO_LONG),
        (OPEN, {"text": ["x\r\ny" * 1_250]}, ""),
        (OPEN, {"text": ['"' * 4_000]}, TOO_LONG),
        (SINGLE, {"choice": ["o1"]}, ""),
        (MULTIPLE, {"choice": ["o1", "o2"]}, ""),
        (TRUE_FALSE, {"choice": ["true"]}, ""),
    ],
)
def test_what_cannot_be_read_is_said_and_never_marked(
    content: Content, form: dict[str, list[str]], sentence: str
) -> None:
    kind = kinds.get(content.kind)
    answer = kind.parse(form, content)
    assert answer is not None
    assert kind.unreadable(answer, content) == sentence


@pytest.mark.parametrize("content", [SINGLE, MULTIPLE, TRUE_FALSE, NUMERIC, SHORT, OPEN])
@pytest.mark.parametrize(
    "answer", ["", "{", "[]", '{"choice":{}}', '{"choice":[["o1"]]}', "[" * 9999]
)
def test_an_unreadable_answer_is_wrong_and_reveals_nothing(content: Content, answer: str) -> None:
    mark = kinds.get(content.kind).grade(content, answer)
    assert not mark.correct
    assert mark.chosen == ()
    assert mark.feedback == ()


def test_a_chosen_misconception_and_its_feedback_are_named() -> None:
    mark = kinds.get("single").grade(SINGLE, '{"choice":["o1"]}')
    assert mark.misconceptions == ("cram",)
    assert mark.feedback == ("Too early.",)


@pytest.mark.parametrize("content", [SINGLE, MULTIPLE, TRUE_FALSE, NUMERIC, SHORT, OPEN])
def test_a_sound_question_has_nothing_to_mend_and_survives_storing(content: Content) -> None:
    assert kinds.get(content.kind).check(content) == []
    assert from_json(to_json(content)) == content


@pytest.mark.parametrize("name", kinds.names())
def test_a_question_without_an_answer_is_sent_back_to_its_author(name: str) -> None:
    problems = kinds.get(name).check(Content(kind=name, stem="?"))
    assert problems or name == "open"


def test_only_the_known_kinds_are_found() -> None:
    assert kinds.names()[:3] == ("single", "multiple", "true_false")
    with pytest.raises(UnknownKind):
        kinds.get("__init__")


def test_content_of_a_later_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version 2"):
        from_json({"version": 2, "kind": "single", "stem": "?", "options": []})

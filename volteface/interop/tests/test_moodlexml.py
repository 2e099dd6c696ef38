"""Moodle XML: every kind, and what no kind of ours can say."""

from __future__ import annotations

import pytest

from volteface.interop.parsed import Parsed, Unreadable
from volteface.interop.parsing import parse


def quiz(*questions: str) -> Parsed:
    return parse([("quiz.xml", f'<?xml version="1.0"?><quiz>{"".join(questions)}</quiz>'.encode())])


def question(kind: str, inner: str, text: str = "What?") -> str:
    return (
        f'<question type="{kind}"><name><text>One</text></name>'
        f'<questiontext format="html"><text>{text}</text></questiontext>{inner}</question>'
    )


def answer(text: str, fraction: float = 100, more: str = "", feedback: str = "") -> str:
    return (
        f'<answer fraction="{fraction}"><text>{text}</text>{more}'
        f"<feedback><text>{feedback}</text></feedback></answer>"
    )


def test_several_right_options_keep_their_shares() -> None:
    inner = "<single>false</single>" + answer("a", 50) + answer("b", 50) + answer("c", -100)
    (found,) = quiz(question("multichoice", inner)).questions
    assert found.content.kind == "multiple"
    assert [option.fraction for option in found.content.options] == [0.5, 0.5, -1]


def test_a_number_has_its_tolerance_and_its_unit() -> None:
    inner = (
        answer("3.14", more="<tolerance>0.01</tolerance>", feedback="Pi")
        + answer("*", 0, feedback="No")
        + "<units><unit><multiplier>1</multiplier><unit_name>rad</unit_name></unit></units>"
    )
    parsed = quiz(question("numerical", inner))
    (found,) = parsed.questions
    (option,) = found.content.options
    assert (option.text, option.tolerance, option.feedback) == ("3.14", 0.01, "Pi")
    assert found.content.settings.unit == "rad"
    assert "every other answer" in parsed.skipped[0].why


def test_partners_come_in_with_those_of_nobody() -> None:
    pairs = [("<p>Seine</p>", "Paris"), ("Rhône", "Lyon"), ("", "Nice")]
    inner = "".join(
        f"<subquestion format='html'><text><![CDATA[{left}]]></text>"
        f"<answer><text>{right}</text></answer></subquestion>"
        for left, right in pairs
    )
    (found,) = quiz(question("matching", inner)).questions
    assert found.content.kind == "matching"
    assert [(option.text, option.match) for option in found.content.options] == [
        ("Seine", "Paris"),
        ("Rhône", "Lyon"),
        ("", "Nice"),
    ]


def test_an_essay_keeps_what_a_grader_looks_for() -> None:
    inner = (
        "<graderinfo><text>Names recall</text></graderinfo>"
        "<responsetemplate><text>I think that</text></responsetemplate>"
    )
    parsed = quiz(question("essay", inner))
    (found,) = parsed.questions
    assert found.content.kind == "rubric"
    assert [(one.text, one.match) for one in found.content.options] == [
        ("Names recall", "1: +\n0: –")
    ]
    # Learners must not read it as the model answer.
    assert found.content.explanation == ""
    assert found.content.stem == "What?\n\nI think that"
    assert any("became criteria" in item.why for item in parsed.skipped)


def test_a_graders_list_becomes_a_criterion_for_each_item_with_its_points() -> None:
    listed = (
        "<graderinfo format='html'><text><![CDATA[<p>Look for:</p><ul><li>Names recall (2 points)"
        "</li><li>An example, 0.5 pt</li><li>Cites Karpicke 2008</li></ul>]]></text></graderinfo>"
        "<generalfeedback><text>One good answer.</text></generalfeedback>"
    )
    (found,) = quiz(question("essay", listed)).questions
    options = found.content.options
    assert [one.text for one in options] == ["Names recall", "An example", "Cites Karpicke 2008"]
    assert [one.match.split(":")[0] for one in options] == ["2", "0.5", "1"]
    assert sum(one.fraction for one in options) == pytest.approx(1)
    assert found.content.explanation == "One good answer."


def test_what_is_too_long_for_criteria_stays_beside_the_model_answer() -> None:
    inner = f"<graderinfo><text>{'word ' * 900}</text></graderinfo>"
    (found,) = quiz(question("essay", inner)).questions
    assert found.content.kind == "open"
    assert "word word" in found.content.explanation


def test_a_calculation_keeps_its_formula_and_its_ranges() -> None:
    dataset = (
        "<dataset_definitions><dataset_definition><name><text>{name}</text></name>"
        "<minimum><text>1</text></minimum><maximum><text>9.5</text></maximum>"
        "<decimals><text>1</text></decimals><dataset_items><dataset_item><number>1</number>"
        "<value>3.5</value></dataset_item></dataset_items></dataset_definition>"
        "</dataset_definitions>"
    )
    inner = answer(
        "pow({a},2)*pi()",
        more="<tolerance>0.01</tolerance><tolerancetype>1</tolerancetype>",
    ) + dataset.format(name="a")
    parsed = quiz(question("calculated", inner, text="A circle of radius {a}, width {={a}*2}?"))
    (found,) = parsed.questions
    assert found.content.kind == "calculated"
    assert found.content.stem == "A circle of radius {a}, width {= a*2}?"
    assert found.content.settings.variables == (("a", "1..9.5 step 0.1"),)
    (option,) = found.content.options
    assert (option.text, option.tolerance, option.match) == ("((a)^(2))*pi", 1.0, "%")
    assert "same range" in parsed.skipped[0].why


def test_what_is_no_kind_of_ours_is_named_with_its_place() -> None:
    parsed = quiz(
        question("truefalse", answer("true") + answer("false", 0)),
        question("ddmarker", ""),
        question("randomsamatch", ""),
        question("calculatedmulti", answer("{a}")),
    )
    assert len(parsed.questions) == 1
    assert [item.where for item in parsed.skipped] == [
        "question 2, “One”, ddmarker",
        "question 3, “One”, randomsamatch",
        "question 4, “One”, calculatedmulti",
    ]


def test_text_between_questions_goes_before_the_next_one() -> None:
    parsed = quiz(
        question("description", "", text="Read this."),
        question("shortanswer", answer("yes")),
        question("description", "", text="The end."),
    )
    assert parsed.questions[0].content.stem == "Read this.\n\nWhat?"
    assert [item.where for item in parsed.skipped] == ["question 3, “One”"]


def test_tags_and_categories_are_said_to_have_no_place() -> None:
    tagged = question("essay", "<tags><tag><text>rain</text></tag></tags>")
    parsed = quiz(
        '<question type="category"><category><text>$course$/Water</text></category></question>',
        tagged,
        question("essay", "", text="Another?"),
    )
    assert [found.group for found in parsed.questions] == ["Water rain", "Water"]
    assert "Categories and tags" in parsed.notes[0]


def test_an_id_makes_the_same_question_the_same_again() -> None:
    inner = "<idnumber>q1</idnumber>"
    (found,) = quiz(question("essay", inner)).questions
    assert found.id == "q1"


def test_a_data_address_becomes_a_file() -> None:
    png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    text = f'<![CDATA[<img alt="dot" src="data:image/png;base64,{png}">]]>'
    parsed = quiz(question("essay", "", text=text))
    (file,) = parsed.files
    assert parsed.questions[0].content.stem == f"![dot](<{file.name}>)"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<quiz><question", "damaged"),
        (b'<?xml version="1.0"?><quiz></quiz>', "no question"),
        (b'<!DOCTYPE quiz [<!ENTITY x "y">]><quiz>&x;</quiz>', "entities"),
        (b"<quiz>" + b"<a>" * 300 + b"</a>" * 300 + b"</quiz>", "nested too deeply"),
        (b'<?xml version="1.0" encoding="utf-7"?><quiz></quiz>', "encoding"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        parse([("quiz.xml", data)])

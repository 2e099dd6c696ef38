"""GIFT as other platforms write it, against what their own importers made of it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from volteface.interop.gift.items import DESCRIPTION, MATCHING, TRUE_FALSE, GiftQuestion
from volteface.interop.gift.reading import read_gift
from volteface.interop.rules.source import decoded

from .corpora import corpus, expected, names

KINDS = {
    "multichoice": "choice",
    "truefalse": "true_false",
    "shortanswer": "short_answer",
    "numerical": "numerical",
    "match": "matching",
    "essay": "essay",
    "description": "description",
    "ordering": "ordering",
}
FORMATS = {"0": "moodle", "1": "html", "2": "plain", "4": "markdown"}
GIFT = [name.removesuffix(".json") for name in names("expected/moodle", "pegjs_*.json")]
GIFT += ["gift_examples", "gift_in_category", "gift_ordering", "missingword1"]


@pytest.mark.parametrize("name", GIFT)
def test_a_file_reads_as_its_own_platform_reads_it(name: str) -> None:
    wanted = expected(name)
    text, _ = decoded(corpus(wanted["file"]).read_bytes())
    found = read_gift(text)
    rows = [row for row in wanted["questions"] if row["qtype"] != "category"]
    assert [KINDS[row["qtype"]] for row in rows] == [item.kind for item in found.questions]
    assert not found.troubles
    for row, item in zip(rows, found.questions, strict=True):
        compare(row, item)


def compare(row: dict[str, Any], item: GiftQuestion) -> None:
    assert folded(row["text"]) == folded(item.text.words)
    assert FORMATS[row["format"]] == item.text.format
    assert folded(row["generalfeedback"]) == folded(item.general_feedback.words)
    assert row.get("idnumber", "") == item.id
    assert tuple(row.get("tags", [])) == item.tags
    if "…" not in item.title and item.text.format != "html" and item.kind != DESCRIPTION:
        assert folded(row["name"]) == folded(item.title)
    if item.kind == MATCHING:
        assert [folded(pair.left.words) for pair in item.pairs] == row["subquestions"]
        assert [folded(pair.right) for pair in item.pairs] == row["subanswers"]
    elif item.kind == TRUE_FALSE:
        assert item.answers[0].fraction == row["correctanswer"]
    elif "answer" in row:
        compare_answers(row, item)


def compare_answers(row: dict[str, Any], item: GiftQuestion) -> None:
    assert row["fraction"] == pytest.approx([answer.fraction for answer in item.answers], abs=1e-6)
    if "tolerance" in row:
        pairs = zip(row["answer"], item.answers, strict=True)
        assert all(
            str(one) == other.text.words or float(one) == pytest.approx(float(other.text.words))
            for one, other in pairs
        )
        assert [float(given or 0) for given in row["tolerance"]] == pytest.approx(
            [answer.tolerance for answer in item.answers], abs=1e-12
        )
    else:
        assert [folded(text) for text in row["answer"]] == [
            folded(answer.text.words) for answer in item.answers
        ]
    if "single" in row:
        assert bool(int(row["single"])) == item.single


def test_the_long_example_has_every_number_right() -> None:
    items = read_gift(corpus("gift/moodle/examples.txt").read_text("utf-8")).questions
    assert len(items) == 43
    counts = {kind: sum(item.kind == kind for item in items) for kind in set(KINDS.values())}
    assert counts == {
        "choice": 18,
        "short_answer": 9,
        "numerical": 8,
        "true_false": 5,
        "matching": 3,
        "essay": 0,
        "description": 0,
        "ordering": 0,
    }
    shares = [[answer.fraction for answer in item.answers] for item in items]
    assert shares[26] == [0, 0.5, 1]
    assert shares[30] == [-0.5, 0.5, 0.5, -0.5]
    keys = [answer.text.words for answer in items[32].answers if answer.fraction == 1]
    assert keys == ["\\"]
    pi = items[17].answers[0]
    assert (pi.text.words, pi.tolerance) == ("3.1415", 0.0005)


@pytest.mark.parametrize("name", ["TFTwoFeedback", "multiLineFeedback1", "totara_moodle_truefalse"])
def test_feedback_is_where_its_writer_put_it(name: str) -> None:
    text = corpus(f"gift/pegjs/{name}.gift").read_text("utf-8")
    items = read_gift(text).questions
    if name == "TFTwoFeedback":
        # The first comment is for whoever is wrong, here: who says true.
        said = [[answer.feedback.words for answer in item.answers] for item in items]
        assert said == [
            ["feedback for true", "feedback for false"],
            ["", "feedback for true"],
            ["feedback for false", ""],
        ]
    if name == "multiLineFeedback1":
        assert folded(items[0].answers[1].feedback.words) == (
            "feedback comment on this wrong answer on multiple lines"
        )
        assert folded(items[0].general_feedback.words) == "Global feedback split on multiple lines"
    if name == "totara_moodle_truefalse":
        assert [answer.feedback.words for answer in items[0].answers] == [
            "42 is the Ultimate Answer.",
            "You gave the right answer.",
        ]


def test_a_file_of_another_code_page_is_read_with_a_note() -> None:
    data = corpus("gift/moodle/questions_encoding_windows-1252.gift.txt").read_bytes()
    text, note = decoded(data)
    assert "1252" in note
    found = read_gift(text)
    assert [item.kind for item in found.questions] == ["essay", "essay", "matching"]
    assert "aödf" in found.questions[2].pairs[0].left.words
    assert found.categories == ("$course$/top/Default for LTTEST",)


def test_embedded_answers_are_refused_with_a_reason() -> None:
    text = corpus("gift/moodle/broken_multianswer_2.txt").read_text("utf-8")
    found = read_gift(text)
    assert found.questions == ()
    assert re.search("Embedded answers", found.troubles[0].why)


def folded(text: str) -> str:
    return " ".join(str(text).split())

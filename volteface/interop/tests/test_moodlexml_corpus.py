"""Moodle XML as Moodle writes it, against what its own importers made of it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from volteface.interop.moodlexml.items import CLOZE, MATCHING, ORDERING, TRUE_FALSE, XmlQuestion
from volteface.interop.moodlexml.reading import read_xml
from volteface.interop.parsing import parse

from .corpora import corpus, expected, names

EXPECTED = [name.removesuffix(".json") for name in names("expected/moodle", "xml*_*.json")]
KINDS = {"multianswer": CLOZE, "match": MATCHING}
OURS = {
    "multichoice": ("single", "multiple"),
    "truefalse": ("true_false",),
    "shortanswer": ("short_text",),
    "numerical": ("numeric",),
    "essay": ("open",),
    "multianswer": ("cloze",),
    "ordering": ("ordering",),
    "match": ("matching",),
}
# Moodle asks for a quiz around a question; one alone is read here all the same.
ALONE = "xmltype_ordering_testimport.moodle"


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_reads_as_its_own_platform_reads_it(name: str) -> None:
    wanted = expected(name)
    found = read_xml(corpus(wanted["file"]).read_bytes())
    rows = [row for row in wanted["questions"] if row["qtype"] != "category"]
    if name == ALONE:
        assert not rows
        assert [item.kind for item in found.questions] == [ORDERING]
        return
    assert found.categories == [
        row["category"] for row in wanted["questions"] if row["qtype"] == "category"
    ]
    assert not found.troubles
    assert [KINDS.get(row["qtype"], row["qtype"]) for row in rows] == [
        item.kind for item in found.questions
    ]
    for row, item in zip(rows, found.questions, strict=True):
        compare(row, item)


def compare(row: dict[str, Any], item: XmlQuestion) -> None:
    assert folded(row["name"]) == folded(item.title)
    assert folded(_without_gaps(row["text"])) == folded(_without_marks(item.text.words))
    assert folded(row["generalfeedback"]) == folded(item.general_feedback.words)
    assert row.get("idnumber", "") == item.id
    assert tuple(row.get("tags", [])) == item.tags
    if item.kind == TRUE_FALSE:
        assert item.answers[0].fraction == row["correctanswer"]
    elif item.kind == CLOZE:
        assert len(row["cloze"]) == len(item.gaps)
        for part, gap in zip(row["cloze"], item.gaps, strict=True):
            assert part["qtype"] == gap.kind
            assert part["answer"] == [answer.text.words for answer in gap.answers]
            assert [float(share) for share in part["fraction"]] == [
                answer.fraction for answer in gap.answers
            ]
    elif "answer" in row:
        assert [folded(text) for text in row["answer"]] == [
            folded(answer.text.words) for answer in item.answers
        ]
        assert row["fraction"] == pytest.approx([answer.fraction for answer in item.answers])
    if "single" in row:
        assert bool(int(row["single"])) == item.single


@pytest.mark.parametrize("name", EXPECTED)
def test_every_question_becomes_one_of_ours(name: str) -> None:
    wanted = expected(name)
    parsed = parse([(wanted["file"], corpus(wanted["file"]))])
    rows = [row for row in wanted["questions"] if row["qtype"] != "category"]
    if name == ALONE:
        rows = [{"qtype": "ordering"}]
    assert len(parsed.questions) == len(rows)
    for row, question in zip(rows, parsed.questions, strict=True):
        assert question.content.kind in OURS[row["qtype"]]
        if "fraction" in row and row["qtype"] in {"multichoice", "shortanswer"}:
            assert sorted(row["fraction"]) == pytest.approx(
                sorted(option.fraction for option in question.content.options)
            )


@pytest.mark.parametrize("name", names("moodlexml", "*"))
def test_no_file_ends_in_a_crash(name: str) -> None:
    data = corpus(f"moodlexml/{name}").read_bytes()
    if name == "sample_blackboard_qti.dat":
        return
    assert parse([(name, data)]).questions


def test_embedded_pictures_and_sounds_survive() -> None:
    parsed = parse([("multichoice.xml", corpus("moodlexml/multichoice.xml"))])
    (question,) = parsed.questions
    files = {file.name: file.data for file in parsed.files}
    assert len(files) == 5
    assert sum(data.startswith(b"\xff\xd8\xff") for data in files.values()) == 4
    for option in question.content.options:
        (name,) = re.findall(r"!\[[A-Z]\w+ \w+\]\(<([^>]+)>\)", option.text)
        assert name in files
    (sound,) = re.findall(r"\]\(<([^>]+\.mp3)>\)", question.content.stem)
    assert files[sound].startswith(b"ID3")
    assert [option.feedback for option in question.content.options][:2] == [
        "Sorry, listen again.",
        "Yes, well done!",
    ]


def test_a_picture_beside_the_question_is_put_into_it() -> None:
    name = "sample_questions_with_old_image_tag.xml"
    parsed = parse([(name, corpus(f"moodlexml/{name}"))])
    (file,) = parsed.files
    assert file.data.startswith(b"\x89PNG")
    assert all(f"![](<{file.name}>)" in question.content.stem for question in parsed.questions)
    assert any("no alternative text" in item.why for item in parsed.skipped)


def test_the_gaps_of_a_text_keep_their_answers_and_feedback() -> None:
    parsed = parse([("multianswer.xml", corpus("moodlexml/multianswer.xml"))])
    (question,) = parsed.questions
    stem = question.content.stem
    assert [stem.count(f"[[{gap}:list]]") for gap in range(1, 5)] == [1, 1, 1, 1]
    assert "The capital of France is [[5]]." in stem
    last = [option for option in question.content.options if option.match == "5"]
    assert [(option.text, option.fraction) for option in last] == [("Paris", 1), ("Marseille", 0.5)]
    assert last[0].feedback == "Congratulations!"
    assert len(parsed.files) == 3


def folded(text: str) -> str:
    return " ".join(unescape(str(text)).split())


def _without_gaps(text: str) -> str:
    return re.sub(r"\{#\d+\}", "", text)


def _without_marks(text: str) -> str:
    return re.sub("\ue010\\d+\ue011", "", text)

"""Aiken: good questions come in, bad ones are named with their line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from volteface.interop.aiken import format as aiken
from volteface.interop.rules.source import opened

from .corpora import corpus, expected


def test_the_good_questions_come_in_and_each_bad_one_is_named() -> None:
    data = corpus("gift/moodle/aiken_errors.txt").read_bytes()
    sent = opened("aiken_errors.txt", data)
    assert aiken.recognises(sent)
    parsed = aiken.read(sent)
    rows = expected("aiken_errors")["questions"]
    assert [question.content.stem for question in parsed.questions] == [row["name"] for row in rows]
    for question, row in zip(parsed.questions, rows, strict=True):
        assert [option.fraction for option in question.content.options] == row["fraction"]
    assert [item.where.partition(",")[0] for item in parsed.skipped] == [
        "line 1",
        "line 5",
        "line 7",
        "line 14",
    ]


def test_slips_are_told_apart() -> None:
    text = (
        "Q1\nA) a\nA) b\nANSWER: A\n\n"
        "Q2\nA) a\nB) b\nANSWER: C\n\n"
        "Q3\nstill Q3\nA. a\nB. b\nANSWER: B."
    )
    parsed = aiken.read(opened("x.txt", text.encode()))
    assert [question.content.stem for question in parsed.questions] == ["Q3\nstill Q3"]
    assert [item.why for item in parsed.skipped] == [
        "Two of its options have the same letter.",
        "The answer names none of its options.",
    ]


@given(st.text(alphabet="AB)._ \nANSWER:x", max_size=120))
def test_any_text_is_read(text: str) -> None:
    aiken.read(opened("x.txt", text.encode()))

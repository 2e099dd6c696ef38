"""GIFT, sign by sign; and that no text whatever makes its reader fall over."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.core.markup import plain
from volteface.interop.gift import format as gift
from volteface.interop.gift.mapping import mapped
from volteface.interop.gift.reading import read_gift
from volteface.interop.parsed import Parsed, Unreadable, keyed
from volteface.interop.rules.source import Source, opened

SIGNS = st.text(alphabet="{}=~#%:/\\>-. \n$[]01aT*é\r\t_", max_size=200)


def source(text: str, name: str = "questions.gift") -> Source:
    return opened(name, text.encode("utf-8", "replace"))


def read(text: str) -> Parsed:
    return gift.read(source(text))


@given(st.one_of(SIGNS, st.text(max_size=300)))
def test_any_text_is_read_or_named(text: str) -> None:
    found = read_gift(text)
    for item in found.questions:
        if item.kind != "description":
            mapped(item)
    with contextlib.suppress(Unreadable):
        keyed(read(text).questions)


@given(st.binary(max_size=400))
def test_any_bytes_are_recognised_or_not(data: bytes) -> None:
    sent = Source(name="x.gift", files={"x.gift": data})
    assert gift.recognises(sent) in {True, False}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Open { ~a =b", "do not match"),
        ("One {~a =b} two {~c =d}", "more than one pair"),
        ("Q {~only}", "at least two options"),
        ("Q {#abc}", "A number is expected"),
        ("Q {#3:-1}", "A number is expected"),
        ("Q {#5..2}", "A range"),
        ("Q {#}", "No number"),
        ("Q {= ->}", "at least two pairs"),
        ("Q {stray ~a =b}", "Every option begins"),
        ("Q {=}", "No answer"),
    ],
)
def test_what_makes_no_sense_is_named_with_its_line(text: str, why: str) -> None:
    found = read_gift(f"// a comment\n\n{text}\n\nFine?{{T}}")
    assert [(trouble.line, why in trouble.why) for trouble in found.troubles] == [(3, True)]
    assert len(found.questions) == 1


def test_a_blank_line_within_braces_does_not_part_a_question() -> None:
    found = read_gift("Two plus two {\n\n=four\n\n~five\n}\n\nNext?{F}")
    assert [item.kind for item in found.questions] == ["choice", "true_false"]


def test_text_goes_before_the_question_that_follows_it() -> None:
    parsed = read("Look at *this* first.\n\nTrue?{T}\n\nThe end.")
    assert parsed.questions[0].content.stem == "Look at \\*this\\* first.\n\nTrue?"
    assert [item.where for item in parsed.skipped] == ["line 5, “The end.”"]


def test_our_kinds_follow_from_the_signs() -> None:
    parsed = read(
        "One?{~a =b}\n\nSome?{~%50%a ~%50%b ~%-50%c}\n\nTrue?{T}\n\nHow much?{#3,5:0.5 ~#no}\n\n"
        "Who?{=Ann =%50%ann e =*b*}\n\nWhy?{}\n\nPairs{=a->b =c->d =->e}\n\nOrder{>\nx\ny\n}\n\n"
        "Paris_____ is in {=France=la France} [[today]]."
    )
    kinds = [question.content.kind for question in parsed.questions]
    assert kinds == [
        *("single", "multiple", "true_false", "numeric", "short_text", "open"),
        *("matching", "ordering", "cloze"),
    ]
    assert [item.where.partition(",")[0] for item in parsed.skipped] == [
        "line 7",
        "line 9",
    ]
    number = parsed.questions[3].content.options[0]
    assert (number.text, number.tolerance) == ("3,5", 0.5)
    pairs = [(option.text, option.match) for option in parsed.questions[6].content.options]
    assert pairs == [("a", "b"), ("c", "d"), ("", "e")]
    assert [option.text for option in parsed.questions[7].content.options] == ["x", "y"]
    gap = parsed.questions[8].content
    assert gap.stem.startswith("Paris_____ is in [[1]] ")
    assert [option.text for option in gap.options] == ["France", "la France"]


def test_a_missing_word_with_choices_is_one_choice_that_shows_its_gap() -> None:
    parsed = read("We become {=students ~teachers ~parents} of anatomy.\n\n{=Ann ~Bob} wrote it.")
    stems = [question.content.stem for question in parsed.questions]
    assert [question.content.kind for question in parsed.questions] == ["single", "single"]
    assert [plain(stem) for stem in stems] == ["We become _____ of anatomy.", "_____ wrote it."]


def test_html_becomes_markdown_and_its_pictures_are_named() -> None:
    parsed = read(
        '[html]<p>What is <b>this</b>\\: <img src\\="@@PLUGINFILE@@/a.png" alt\\="a sign"> '
        "H<sub>2</sub>O, 2*3 &lt; 7?</p><ul><li>one</li><li>two</li></ul>{T}"
    )
    stem = parsed.questions[0].content.stem
    assert "**this**: ![a sign](<a.png>) H<sub>2</sub>O, 2\\*3 < 7?" in stem
    assert "- one\n- two" in stem
    assert parsed.skipped[0].where.endswith(", a.png")


def test_formulas_are_kept() -> None:
    parsed = read("Is \\\\(x^2\\\\) below $$y$$ for $5?{F}")
    assert parsed.questions[0].content.stem == "Is $x^2$ below $$y$$ for \\$5?"


def test_keys_are_the_same_when_a_file_comes_again() -> None:
    text = "// [id:7]\nA?{T}\n\nB?{=x}\n\nB?{=y}\n\nB?{=y}"
    first, second = (keyed(read(text).questions) for _ in range(2))
    assert list(first) == list(second)
    assert next(iter(first)) == "x-7"
    assert len(first) == 4


@pytest.mark.parametrize("text", ["<p>{T}</p>", '{"a": {}}', "---\ntitle: x {T}\n---\n", "plain"])
def test_other_texts_are_not_taken_for_gift(text: str) -> None:
    assert not gift.recognises(source(text, "file.txt"))


def test_a_file_of_categories_alone_names_them() -> None:
    parsed = read("$CATEGORY: $course$/top/Weeks\n\n$CATEGORY: tests")
    assert not parsed.questions
    assert [(item.where, item.why) for item in parsed.skipped] == [
        ("“$course$/top/Weeks”", "This category holds no question."),
        ("“tests”", "This category holds no question."),
    ]

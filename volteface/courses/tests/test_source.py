"""The blocks of a step's Markdown come back byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.courses.rules.body import pieces_of
from volteface.courses.rules.source import join, split

LINES = st.sampled_from(
    [
        *("", " ", "Words.", "## Heading", "- item", "  - deeper", "1. one", "> quote", "---"),
        *("```", "```py", "~~~", "$$", "x^2", "| a | b |", "|---|---|", "| 1 | 2 |", "    code"),
        *("{{ question q1 }}", "{{ question q2 }} ", "::: video a.webm", ":::", "0:10 chapter A"),
        *("::: embed https://a.org/x", "![A](a.png)", "![](b.png)", "[r]: https://a.org", "[r]"),
        *("<div>", "</div>", "<!-- a", "-->", "===", "\t", "a\\", "# One", "\u2028x\u0085y"),
    ]
)
ENDS = st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\r", "\n\n\n"])


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(LINES, ENDS), max_size=14), LINES)
def test_a_body_taken_apart_and_joined_is_the_same(lines: list[tuple[str, str]], last: str) -> None:
    body = "".join(line + end for line, end in lines) + last
    taken = split(body)
    assert join(taken) == body
    assert all(block.source.strip() and not block.gap.strip() for block in taken.blocks)
    assert not taken.lead.strip()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_whatever_comes_back(body: str) -> None:
    assert join(split(body)) == body


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=14).map("\n".join))
def test_the_blocks_are_what_learners_get(body: str) -> None:
    places = [type(piece).__name__ for piece in pieces_of(body)]
    kinds = [block.kind for block in split(body).blocks]
    assert kinds.count("question") == places.count("QuestionPlace")
    assert kinds.count("film") == places.count("VideoBlock") + places.count("EmbedBlock")


def test_each_thing_is_a_block_of_its_own() -> None:
    body = (
        "Words.\n\nMore.\n\n## Heading\nand words\n\n```py\nx = 1\n\n```\n$$\ny\n$$\n\n"
        "| a |\n|---|\n| 1 |\n\n![A](a.png)\n\n"
        "{{ question q1 }}\n::: video a.webm\nHello.\n:::\n\nEnd\n"
    )
    assert [(block.kind, block.source.split("\n")[0]) for block in split(body).blocks] == [
        ("text", "Words."),
        ("text", "## Heading"),
        ("code", "```py"),
        ("formula", "$$"),
        ("table", "| a |"),
        ("picture", "![A](a.png)"),
        ("question", "{{ question q1 }}"),
        ("film", "::: video a.webm"),
        ("text", "End"),
    ]


@pytest.mark.parametrize("body", ["See [r].\n\n[r]: https://a.org", "[r]: https://a.org\n\n[r]"])
def test_texts_that_need_each_other_say_so(body: str) -> None:
    assert not any(block.stands_alone for block in split(body).blocks)

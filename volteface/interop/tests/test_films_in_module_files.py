"""Films in a module file: chapters, questions in full at their times, embeds, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.courses.queries.document import (
    EmbedBlock,
    FilmMark,
    ModuleDocument,
    QuestionBlock,
    StepDocument,
    TextBlock,
    VideoBlock,
    in_order,
)
from volteface.interop.markdown import parse, write
from volteface.interop.parsed import Parsed
from volteface.interop.stored import modules_in, stored
from volteface.questions.queries.content import Content, Option

if TYPE_CHECKING:
    from volteface.courses.queries.document import Block

FILE = """---
title: T
key: t
---

# Step {#step level=core minutes=3}

:::: video talk.webm {title="A talk" captions=talk.vtt minutes=6}
0:00 chapter The beginning
1:10 {{ question q9 }}

::: question single {#q7 certainty at=0:45}
What comes next?

- [x] This
  > Right.
- [ ] That
:::

Words of the film.
::::

::: embed https://tube.example.org/w/4fGhJk12 {title=Elsewhere minutes=3}
:::
"""


def blocks_of(text: str) -> tuple[Block, ...]:
    document, problems = parse(text)
    assert problems == []
    return document.steps[0].blocks


def test_a_film_holds_its_questions_at_their_times() -> None:
    film, embed = blocks_of(FILE)
    assert isinstance(film, VideoBlock)
    assert [(mark.at, mark.chapter, mark.key) for mark in film.marks] == [
        (0, "The beginning", ""),
        (45, "", "q7"),
        (70, "", "q9"),
    ]
    assert film.marks[1].block is not None
    assert film.marks[1].block.content.certainty
    assert film.transcript == "Words of the film."
    assert embed == EmbedBlock(
        url="https://tube.example.org/w/4fGhJk12", title="Elsewhere", minutes=3
    )
    assert write(parse(FILE)[0]) == FILE.replace(
        "title: T\nkey: t\n", "title: T\nkey: t\nlanguage: en\n"
    )


def test_a_question_without_a_time_is_named() -> None:
    document, problems = parse(FILE.replace(" at=0:45", ""))
    (film, _embed) = document.steps[0].blocks
    assert isinstance(film, VideoBlock)
    assert [mark.at for mark in film.marks if mark.block] == [0]
    assert [problem.why for problem in problems] == [
        "Say when this question opens, such as at=0:45."
    ]


def test_a_film_that_never_ends_loses_nothing() -> None:
    document, problems = parse(FILE.replace("\n::::\n", "\n"))
    assert problems
    text = write(document)
    for words in ("What comes next?", "Words of the film.", "tube.example.org"):
        assert words in text


QUESTION = Content(
    kind="single",
    stem="What?",
    options=(Option(id="o1", text="A", fraction=1), Option(id="o2", text="B", fraction=0)),
)
words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
titles = words.map(lambda text: f"a {text}")


@st.composite
def films(draw: st.DrawFn) -> VideoBlock:
    chapters = st.builds(FilmMark, at=st.integers(0, 9_000), chapter=titles)
    asked = st.integers(0, 9_000).map(
        lambda at: FilmMark(at=at, block=QuestionBlock(content=QUESTION))
    )
    marks = draw(st.lists(chapters | asked, max_size=5))
    return VideoBlock(
        source="a.webm",
        title=draw(titles | st.just("")),
        minutes=draw(st.integers(0, 9)),
        transcript=draw(st.just("") | titles),
        marks=in_order(marks),
    )


embeds = st.builds(EmbedBlock, url=st.just("https://vimeo.com/12345678"), title=titles)


@settings(max_examples=100)
@given(st.lists(films() | embeds, max_size=3))
def test_films_written_and_read_mean_the_same(blocks: list[VideoBlock | EmbedBlock]) -> None:
    step = StepDocument(title="S", key="s", blocks=(TextBlock(markdown="Text."), *blocks))
    document = ModuleDocument(title="T", key="t", steps=(step,))
    assert parse(write(document))[0] == document
    assert modules_in(stored(Parsed(format="markdown", modules=(document,)))) == [document]


LINES = [
    *(
        "::: video a.webm",
        ":::: video a.webm {minutes=2}",
        "::::",
        ":::",
        ":::::",
        "::: embed https://x.org",
    ),
    *(
        "0:45 chapter One",
        "0:45 {{ question q1 }}",
        "::: question single {#q1 at=0:10}",
        "{at=1:00}",
    ),
    *(
        "Stem?",
        "- [x] A",
        "- [ ] B",
        "> said",
        "",
        "# Title",
        "```",
        "::: note",
        "\\:::",
        "0&#58;1",
    ),
]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(LINES), max_size=25).map("\n".join))
def test_whatever_is_written_of_films_is_the_same_the_second_time(text: str) -> None:
    once = write(parse(text)[0])
    assert write(parse(once)[0]) == once

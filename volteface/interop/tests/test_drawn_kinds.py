"""Pictures, words, values and criteria as lines of a module file: written as they are read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.courses.queries.document import (
    ModuleDocument,
    PoolBlock,
    QuestionBlock,
    StepDocument,
    TextBlock,
)
from volteface.interop.markdown import parse, write
from volteface.questions.queries.content import AnswerRow, Content, Option, options_of, problems_of
from volteface.questions.queries.content import Settings as Asked

WORDS = st.text(alphabet="abc xyz,.é'(){}=~>-*\"", min_size=1, max_size=30)
NAMES = WORDS.map(lambda text: f"n{' '.join(text.split())}")
FEEDBACK = st.sampled_from(["", "No.", "Two\n\nparagraphs", "> quoted", "- [ ] a list", "= 1"])
SHARES = st.sampled_from([1.0, 0.5, 1 / 3])


def again(content: Content) -> Content:
    step = StepDocument(title="T", key="t", blocks=(QuestionBlock(key="q", content=content),))
    text = write(ModuleDocument(title="T", key="t", steps=(step,)))
    document, problems = parse(text)
    assert problems == []
    (block,) = document.steps[0].blocks
    assert isinstance(block, QuestionBlock)
    assert write(document) == text
    return block.content


@given(st.lists(st.tuples(NAMES, FEEDBACK, SHARES), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_places_in_a_picture_come_back(areas: list[tuple[str, str, float]]) -> None:
    right = tuple(
        Option(id=f"o{at}", text=name, fraction=share, feedback=told, area=f"rect {at * 90} 0 9 9")
        for at, (name, told, share) in enumerate(areas, 1)
    )
    wrong = Option(
        id=f"o{len(right) + 1}", text="None of them", fraction=0, area="polygon 0,0 9,0 0,9"
    )
    content = Content(
        kind="hotspot",
        stem="Where?",
        options=(*right, wrong),
        settings=Asked(picture="a map.png"),
    )
    assert problems_of(content) == []
    assert again(content) == content


@given(
    st.lists(
        st.sampled_from(["[[a]]", "[[~b]]", "c", "[[a b]]", "d,", "e[1]", "\n", "(f)", "[[a]]."]),
        max_size=14,
    ),
    FEEDBACK,
)
@settings(max_examples=80, deadline=None)
def test_marked_words_come_back(words: list[str], told: str) -> None:
    text = " ".join(["[[x]]", *words, "y"]).replace(" \n ", "\n")
    rows = (
        AnswerRow(number=1, text="x", feedback=told),
        AnswerRow(number=2, text="a", feedback=told),
    )
    stem, options = options_of("mark_words", f"Mark.\n\n{text}", rows)
    kept = [option for option in options if option.area]
    numbered = tuple(replace(each, id=f"o{at}") for at, each in enumerate(kept, 1))
    content = Content(kind="mark_words", stem=stem, options=numbered)
    assert problems_of(content) == []
    assert again(content) == content


@given(
    st.lists(st.sampled_from(["a + 1", "2*a", "a^2", "-a", "min(a; 3)"]), min_size=1, max_size=4),
    st.sampled_from([(None, ""), (2.0, ""), (0.25, "%"), (1 / 3, "")]),
    FEEDBACK,
)
@settings(max_examples=60, deadline=None)
def test_formulas_and_their_ranges_come_back(
    formulas: list[str], tolerance: tuple[float | None, str], told: str
) -> None:
    options = tuple(
        Option(
            id=f"o{at}",
            text=formula,
            fraction=1.0 if at == 1 else 0.0,
            feedback=told,
            tolerance=tolerance[0],
            match=tolerance[1],
        )
        for at, formula in enumerate(formulas, 1)
    )
    asked = Asked(unit="m", variables=(("a", "1..9"), ("b", "0,5..2,5 step 0,25")))
    content = Content(kind="calculated", stem="{a}?", options=options, settings=asked)
    assert problems_of(content) == []
    assert again(content) == content


@given(st.lists(NAMES, min_size=1, max_size=4), st.lists(NAMES, min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
def test_criteria_and_their_levels_come_back(names: list[str], levels: list[str]) -> None:
    lines = "\n".join(f"{len(levels) - at}: {words}" for at, words in enumerate(levels))
    rows = [AnswerRow(number=1, text=name, match=lines) for name in names]
    stem, options = options_of("rubric", "Why?", rows)
    numbered = tuple(replace(each, id=f"o{at}") for at, each in enumerate(options, 1))
    content = Content(kind="rubric", stem=stem, options=numbered, explanation="So.")
    assert problems_of(content) == []
    assert again(content) == content


@pytest.mark.parametrize("draw", [1, 3])
def test_a_pool_keeps_its_questions_below_its_line(draw: int) -> None:
    def block(key: str, pool: str = "gaps") -> QuestionBlock:
        content = Content(kind="open", stem="Why?", explanation="So.", settings=Asked(pool=pool))
        return QuestionBlock(key=key, content=content)

    blocks = (
        TextBlock(markdown="Before."),
        PoolBlock(name="gaps", draw=draw, questions=(block("a"), block("b"))),
        block("c", pool="others"),
        PoolBlock(name="empty", draw=draw),
        block("d"),
    )
    step = StepDocument(title="T", key="t", blocks=blocks)
    text = write(ModuleDocument(title="T", key="t", steps=(step,)))
    document, problems = parse(text)
    assert problems == []
    assert document.steps[0].blocks == blocks

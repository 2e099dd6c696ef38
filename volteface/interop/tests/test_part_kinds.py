"""Questions with parts as lines of a module file: typed by hand, and written as they read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.courses.queries.document import ModuleDocument, QuestionBlock, StepDocument
from volteface.interop.markdown import parse, write
from volteface.questions.queries.content import Content, Option, problems_of, read_gaps

MATCHING = """Who found what?

= Ebbinghaus -> the forgetting curve
  > Of 1885.
= Dunlosky → ten techniques {misconception=mix}
~ working memory

> Names stick to findings."""
CATEGORISE = """Retrieval or rereading?

= Free recall -> retrieval
= A summary from memory, -> retrieval
  in your own words
= Underlining \\-> green -> rereading"""
ORDERING = """Two lists:

1. one
2. two

In which order?

1. Read
   - with a pencil
1. Recall
   > After a night.
1. Check"""
CLOZE = """Bash: `[[x|y]]`, the capital [[Paris|~Lyon|~Nice]] and pi [[3.14 ± 0.01]].

~ 1: Lyon {misconception=second}
  > The second city.
~ 3: 4
= 3: 22/7 {fraction=0.5}"""
BLOCKS = {"matching": MATCHING, "categorise": CATEGORISE, "ordering": ORDERING, "cloze": CLOZE}


def read(kind: str, words: str) -> Content:
    text = f"---\ntitle: T\nkey: t\n---\n\n# One {{#one}}\n\n::: question {kind}\n{words}\n:::\n"
    document, _ = parse(text)
    (block,) = document.steps[0].blocks
    assert isinstance(block, QuestionBlock)
    return block.content


def again(content: Content) -> Content:
    step = StepDocument(title="T", key="t", blocks=(QuestionBlock(content=content),))
    document = ModuleDocument(title="T", key="t", steps=(step,))
    (block,) = parse(write(document))[0].steps[0].blocks
    assert isinstance(block, QuestionBlock)
    return block.content


@pytest.mark.parametrize("kind", BLOCKS)
def test_what_is_typed_is_written_and_read_the_same(kind: str) -> None:
    content = read(kind, BLOCKS[kind])
    assert content.kind == kind
    assert again(content) == content


def test_partners_stand_behind_arrows() -> None:
    content = read("matching", MATCHING)
    pairs = [(option.text, option.match, option.fraction) for option in content.options]
    assert pairs == [
        ("Ebbinghaus", "the forgetting curve", 1),
        ("Dunlosky", "ten techniques", 1),
        ("", "working memory", 0),
    ]
    assert content.options[0].feedback == "Of 1885."
    assert content.options[1].misconception == "mix"
    assert content.explanation == "Names stick to findings."


def test_an_arrow_of_an_item_is_escaped() -> None:
    content = read("categorise", CATEGORISE)
    assert [option.match for option in content.options][2] == "rereading"
    assert content.options[2].text == "Underlining -> green"


def test_the_last_numbered_list_is_the_order() -> None:
    content = read("ordering", ORDERING)
    assert [option.text for option in content.options] == [
        "Read\n - with a pencil",
        "Recall",
        "Check",
    ]
    assert content.stem == "Two lists:\n\n1. one\n2. two\n\nIn which order?"
    assert content.options[1].feedback == "After a night."


def test_gaps_carry_their_answers_and_lines_say_more_of_them() -> None:
    content = read("cloze", CLOZE)
    assert content.stem == "Bash: `[[1]]`, the capital [[2:list]] and pi [[3]]."
    told = {(option.match, option.text): option for option in content.options}
    assert told["1", "Lyon"].misconception == "second"
    assert told["3", "22/7"].fraction == 0.5
    assert told["3", "3.14"].tolerance == 0.01
    assert told["3", "4"].fraction == 0


line = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40).map(
    lambda text: " ".join(text.split())
)
words = line.filter(bool).map(lambda text: f"a {text} z")
texts = st.lists(words, min_size=2, max_size=5, unique=True)
notes = st.fixed_dictionaries(
    {"feedback": words | st.just(""), "misconception": st.sampled_from(["", "cram"])}
)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    kind = draw(st.sampled_from(["matching", "categorise", "ordering"]))
    options = []
    for number, text in enumerate(draw(texts), 1):
        match = draw(words) if kind != "ordering" else ""
        alone = kind != "ordering" and number > 2 and draw(st.booleans())
        options.append(
            Option(
                id=f"new{number}",
                text="" if alone else text,
                match=match,
                fraction=float(not alone),
                **draw(notes),
            )
        )
    return Content(kind=kind, stem=draw(words), options=tuple(options), explanation=draw(words))


@settings(max_examples=150)
@given(contents())
def test_whatever_the_words_are_they_come_back(content: Content) -> None:
    if not problems_of(content):
        assert again(content) == content


@settings(max_examples=150)
@given(st.lists(st.tuples(line, texts, st.booleans(), notes), min_size=1, max_size=3))
def test_whatever_is_right_in_a_gap_comes_back(
    gaps: list[tuple[str, list[str], bool, dict[str, str]]],
) -> None:
    options = []
    stem = "S"
    for number, (text, answers, is_list, note) in enumerate(gaps, 1):
        gap = f"{number}:list" if is_list else str(number)
        stem += f" {text.replace('[', '').replace(chr(92), '')} [[{gap}]]"
        for place, answer in enumerate(answers):
            wrong = is_list and place > 0
            more = note if place == 0 else {}
            options.append(
                Option(
                    id=f"new{len(options) + 1}",
                    text=answer,
                    match=str(number),
                    fraction=float(not wrong),
                    **more,
                )
            )
    content = Content(kind="cloze", stem=stem, options=tuple(options))
    if not problems_of(content):
        assert again(content) == content


@given(st.text(max_size=80))
def test_no_text_makes_the_reader_of_gaps_fall_over(text: str) -> None:
    stem, options = read_gaps(text)
    problems_of(Content(kind="cloze", stem=stem, options=options))

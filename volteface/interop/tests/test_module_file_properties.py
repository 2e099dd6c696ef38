"""Whatever is in a module file, reading never fails and writing it again changes nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.courses.queries.document import (
    ModuleDocument,
    PlanItem,
    QuestionBlock,
    Sheet,
    StepDocument,
    Term,
    TextBlock,
    VideoBlock,
)
from volteface.interop.markdown import parse, write
from volteface.questions.queries.content import Content, Option, Settings, problems_of

LINES = [
    *("---", "title: Hello", "key: a b", "objectives:", "  gap: Choose", "sheet: {audience: all}"),
    *(
        "# One {#one level=core minutes=3}",
        "# Two {#one}",
        "#",
        "## Under",
        "# {}",
        "# x {a}",
        " # y",
    ),
    *("::: question single {#q1 objective=gap certainty}", "::: question multiple", ":::"),
    *("::: question numeric {unit=m}", "::: question true_false", "::: question short_text {#q1}"),
    *("::: question open", "::: video a.webm {minutes=2}", "::: note", "::::", ":::x", "\\:::"),
    *("- [ ] A", "- [x] B {misconception=cram}", "* [X] B {fraction=0.5}", "- [ ] ```", "- [x]"),
    *("::: question matching", "::: question categorise", "= a -> b", "= \\-> -> c", "~ d"),
    *("::: question ordering", "1. one", "2. two", "1) three", "  1. deep"),
    *(
        "::: question cloze",
        "[[a|~b]] c",
        "x [[2 ± 1]]",
        "\\[[d]]",
        "~ 1: e",
        "= 2: 3 {fraction=0.5}",
    ),
    *("= 6 ± 1", "= true", "~ false", "= 3 {fraction=0.2}", "~ 4", "=", "~", "= x {}"),
    *("> Quoted", ">", "  > Feedback", "    > Deep", "  more", "\ttab", "  ", "", "", "text", "{}"),
    *("```", "  ```", "````", "~~~", "```python", "> ```", "$x$", "{{ question q7f3 }}", "a  "),
    *("Setext", "===", "- list", "\\# no", "\u2028", "\x0b", "&amp; <b>", "![p](p.png)", "}", "{"),
]
plain = st.text(max_size=200)
file_text = st.lists(st.sampled_from(LINES) | st.text(max_size=12), max_size=40).map("\n".join)


@settings(max_examples=200)
@given(file_text | plain)
def test_reading_and_writing_again_changes_nothing(text: str) -> None:
    document, _ = parse(text)
    once = write(document)
    again, _ = parse(once)
    assert write(again) == once


keys = st.from_regex(r"[a-z][a-z0-9-]{0,8}[a-z0-9]", fullmatch=True)
line = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60).map(
    lambda text: " ".join(text.split())
)
some_line = line.filter(bool)
terms = st.lists(
    st.builds(
        Term, term=keys, meaning=some_line, when=st.sampled_from(["", "1885"]), objective=keys
    ),
    max_size=3,
    unique_by=lambda term: term.term,
).map(tuple)
# What stands at a line's beginning is what could be mistaken for something else.
markdown = (
    st.lists(
        st.sampled_from(
            [
                entry
                for entry in LINES
                if not entry.startswith(("#", ":::", "\x0b", "  ", "\t", "{{"))
            ]
        )
        | line,
        max_size=6,
    )
    .map("\n".join)
    .map(str.strip)
    .filter(lambda text: "```" not in text and "~~~" not in text and text[-1:] != "\\")
)
safe = st.lists(some_line.map(lambda text: f"a {text} z"), max_size=3).map("\n\n".join)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    kind = draw(st.sampled_from(["single", "multiple", "numeric", "short_text", "open"]))
    texts = draw(st.lists(some_line.map(lambda text: f"{text}."), min_size=2, max_size=4))
    fractions: list[float] = [1.0, *([0.0] * (len(texts) - 1))]
    if kind == "numeric":
        texts = [str(number) for number in range(len(texts))]
    options = [
        Option(
            id=f"o{number}",
            text=text,
            fraction=fraction,
            feedback=draw(safe),
            misconception=draw(keys | st.just("")),
            tolerance=draw(st.sampled_from([None, 0.0, 0.5, 1.0])) if kind == "numeric" else None,
        )
        for number, (text, fraction) in enumerate(zip(texts, fractions, strict=True), 1)
    ]
    return Content(
        kind=kind,
        stem=draw(safe.filter(bool)),
        options=() if kind == "open" else tuple(options),
        explanation=draw(safe),
        certainty=draw(st.booleans()),
        settings=Settings(shuffle=draw(st.booleans()), unit=draw(line)[:40].strip()),
    )


@st.composite
def documents(draw: st.DrawFn) -> ModuleDocument:
    question = st.builds(
        QuestionBlock,
        content=contents().filter(lambda content: not problems_of(content)),
        objectives=st.lists(keys, max_size=2, unique=True).map(tuple),
    )
    video = st.builds(
        VideoBlock, source=keys, title=line, minutes=st.integers(0, 9), transcript=safe
    )
    # Two texts in a row would be one.
    blocks = st.lists(question | video, max_size=3).map(tuple)
    steps = [
        StepDocument(
            title=draw(some_line)[:40].strip(),
            key=f"s{number}",
            level=draw(st.sampled_from(["core", "support", "stretch"])),
            minutes=draw(st.integers(1, 90)),
            blocks=(TextBlock(markdown="Text."), *draw(blocks)),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    return ModuleDocument(
        title=draw(some_line),
        key=draw(keys),
        summary=draw(safe),
        why=draw(safe),
        objectives=tuple(draw(st.dictionaries(keys, some_line, max_size=3)).items()),
        key_points=tuple(draw(st.lists(some_line, max_size=3))),
        terms=draw(terms),
        misconceptions=tuple(draw(st.dictionaries(keys, some_line, max_size=3)).items()),
        sheet=Sheet(audience=draw(line), process=draw(safe)),
        session_plan=tuple(
            draw(
                st.lists(
                    st.builds(
                        PlanItem,
                        technique=keys,
                        minutes=st.integers(1, 60),
                        title=line,
                        reason=line,
                    ),
                    max_size=2,
                )
            )
        ),
        steps=tuple(steps),
    )


@settings(max_examples=200)
@given(documents())
def test_a_module_written_and_read_means_the_same(document: ModuleDocument) -> None:
    assert parse(write(document))[0] == document


@settings(max_examples=200)
@given(st.sampled_from(["single", "short_text", "open"]), markdown, markdown, markdown)
def test_words_that_look_like_something_else_stay_in_their_place(
    kind: str, stem: str, words: str, explanation: str
) -> None:
    options = tuple(
        Option(id=f"o{number}", text=text or "?", fraction=2 - number, feedback=words)
        for number, text in ((1, words if kind == "single" else "right"), (2, "wrong"))
    )
    content = Content(
        kind=kind,
        stem=stem or "?",
        options=() if kind == "open" else options,
        explanation=explanation,
    )
    if problems_of(content):
        return
    step = StepDocument(title="T", key="t", blocks=(QuestionBlock(content=content),))
    once = write(ModuleDocument(title="T", key="t", steps=(step,)))
    (block,) = parse(once)[0].steps[0].blocks
    assert isinstance(block, QuestionBlock)
    assert len(block.content.options) == len(content.options)
    assert write(parse(once)[0]) == once

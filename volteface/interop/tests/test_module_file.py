"""The module file: what each line means, and what is said about lines nobody can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from volteface.courses.queries.document import (
    ModuleDocument,
    QuestionBlock,
    StepDocument,
    TextBlock,
    VideoBlock,
)
from volteface.interop.markdown import parse, write
from volteface.questions.queries.content import Content, Option

DEMO = sorted((Path(__file__).resolve().parents[2] / "web" / "demo" / "course").glob("*.md"))
HEAD = """---
title: Spacing
key: spacing
objectives:
  gap: Choose a gap
misconceptions:
  cram: The eve is best
---
"""


def _block(text: str) -> QuestionBlock:
    document, problems = parse(f"{HEAD}\n# A step\n\n{text}\n")
    assert problems == []
    (block,) = document.steps[0].blocks
    assert isinstance(block, QuestionBlock)
    return block


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_the_demo_course_comes_in_whole_and_goes_out_the_same(path: Path) -> None:
    document, problems = parse(path.read_text("utf-8"))
    written = write(document)
    assert problems == []
    assert parse(written) == (document, [])
    assert write(parse(written)[0]) == written


def test_a_head_is_read_with_lists_and_pairs() -> None:
    text = (
        "---\ntitle: 2024\nkey points: [One, Two]\nobjectives: [Choose well]\nlanguage: fr\n"
        "sheet: {Group size: 8 to 300, keywords: [a, b]}\n"
        "session plan:\n- {technique: opening check, minutes: 5}\n---\n"
    )
    document, problems = parse(text)
    assert problems == []
    assert (document.title, document.key, document.language) == ("2024", "2024", "fr")
    assert document.key_points == ("One", "Two")
    assert document.objectives == (("choose-well", "Choose well"),)
    assert document.sheet.group_size == "8 to 300"
    assert document.sheet.keywords == "- a\n- b"
    assert document.session_plan[0].technique == "opening_check"


def test_terms_have_a_meaning_and_may_have_a_year() -> None:
    text = (
        "---\ntitle: T\nterms:\n  gap: The time between.\n"
        "  curve: {meaning: How it fades., when: 1885, objective: o}\n"
        "  Gap: Again.\n  'a: b': No.\n---\n"
    )
    document, problems = parse(text)
    assert [(term.term, term.when, term.objective) for term in document.terms] == [
        ("gap", "", ""),
        ("curve", "1885", "o"),
    ]
    assert [problem.where for problem in problems] == [
        "head, “terms”, “Gap”",
        "head, “terms”, “a: b”",
    ]
    assert parse(write(document))[0] == document


def test_steps_begin_at_first_level_headings_outside_code() -> None:
    text = "Before.\n\n# One {#a level=stretch minutes=4}\n\n```\n# code\n:::\n```\n\n# Two\n\nText"
    document, problems = parse(HEAD + text)
    assert problems == []
    assert [(step.title, step.key, step.level) for step in document.steps] == [
        ("Spacing", "spacing", "core"),
        ("One", "a", "stretch"),
        ("Two", "two", "core"),
    ]
    assert document.steps[1].minutes == 4
    assert document.steps[1].blocks == (TextBlock(markdown="```\n# code\n:::\n```"),)


def test_a_single_choice_has_options_feedback_and_misconceptions() -> None:
    block = _block(
        "::: question single {#q1 objective=gap certainty}\nWhen?\n\n"
        "> a quotation\n\n"
        "- [ ] Tomorrow,\n  or later {misconception=x}\n  > Not yet.\n"
        "- [x] In about 6 days {misconception=cram}\n> Yes.\n>\n> Really.\n\n"
        "- [ ] Never {fraction=-0.5}\n\n> Because.\n:::"
    )
    content = block.content
    assert (block.key, block.objectives, content.certainty) == ("q1", ("gap",), True)
    assert content.stem == "When?\n\n> a quotation"
    assert [option.text for option in content.options] == [
        "Tomorrow,\nor later {misconception=x}",
        "In about 6 days",
        "Never",
    ]
    assert [option.fraction for option in content.options] == [0, 1, -0.5]
    assert content.options[0].feedback == "Not yet."
    assert content.options[1].feedback == "Yes.\n\nReally."
    assert content.explanation == "Because."


@pytest.mark.parametrize(
    ("line", "text", "tolerance", "fraction"),
    [
        ("= 6 ± 1", "6", 1.0, 1.0),
        ("= 3,14 +- 0,01", "3,14", 0.01, 1.0),
        ("= 6 +/- 0", "6", 0.0, 1.0),
        ("= 6", "6", None, 1.0),
        ("= 6 {fraction=0.5}\n= 7", "6", None, 0.5),
    ],
)
def test_a_number_is_read_with_its_tolerance(
    line: str, text: str, tolerance: float | None, fraction: float
) -> None:
    option = _block(f"::: question numeric {{#q unit=days}}\n?\n\n{line}\n:::").content.options[0]
    assert (option.text, option.tolerance, option.fraction) == (text, tolerance, fraction)


def test_several_right_options_share_the_mark() -> None:
    content = _block(
        "::: question multiple {#q fixed}\n?\n\n* [x] A\n+ [X] B\n- [x] C\n- [ ] D\n:::"
    ).content
    assert [option.fraction for option in content.options] == [1 / 3, 1 / 3, 1 / 3, 0]
    assert not content.settings.shuffle


def test_a_statement_a_text_and_an_open_question_are_read() -> None:
    statement = _block("::: question true_false {#q}\n?\n\n= vrai\n  > Right.\n:::").content
    assert [(option.id, option.fraction) for option in statement.options] == [
        ("true", 1.0),
        ("false", 0.0),
    ]
    text = _block("::: question short-text {#q}\n?\n= the gap\n= a gap\n~ cramming\n:::").content
    assert [option.fraction for option in text.options] == [1, 1, 0]
    open_ = _block("::: question open {#q}\n> Quoted.\n\nWhy?\n\n> A model\n> answer.\n:::").content
    assert (open_.stem, open_.explanation) == ("> Quoted.\n\nWhy?", "A model\nanswer.")


def test_a_video_has_a_transcript() -> None:
    text = '::: video film.webm {title="Two \\"weeks\\"" captions=film.vtt minutes=2}\nHello.\n:::'
    document, problems = parse(f"{HEAD}# S\n{text}")
    assert problems == []
    assert document.steps[0].blocks == (
        VideoBlock(
            source="film.webm",
            title='Two "weeks"',
            captions="film.vtt",
            minutes=2,
            transcript="Hello.",
        ),
    )


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("# S\n::: questoin\n:::", "line 10, “questoin”", "not known"),
        ("# S\n::: question riddle\n?\n:::", "line 10, “riddle”", "left out"),
        (
            "# S\n::: question single {#q}\n?\n- [ ] A\n- [ ] B\n:::",
            "line 10, “#q”",
            "Mark the right",
        ),
        ("# S\n::: question open\nWhy?", "line 10", "never ends"),
        ("# S\n:::", "line 10", "never began"),
        ("# S\n```\ncode", "line 10", "never ends"),
        ("# S {level=hard}", "line 9, “hard”", "core is taken"),
        ("# S {minutes=many}", "line 9, “many”", "estimated"),
        ("# S {colour=red}", "line 9, “colour”", "not known in a heading"),
        ("# S\n\n# T {#s}\n\n# U {#s}", "line 13, “s”", "new one"),
        (
            "# S\n::: question numeric\n?\n= 6 ± one\n:::",
            "line 12, “6 ± one”",
            "tolerance",
        ),
        (
            "# S\n::: question single\n?\n- [x] A {misconcepton=cram}\n- [ ] B\n:::",
            "line 12, “misconcepton”",
            "not known for an option",
        ),
        (
            "# S\n::: question open {objective=gpa}\n?\n:::",
            "objective “gpa”",
            "no such objective",
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, where: str, why: str) -> None:
    _, problems = parse(HEAD + text)
    assert [problem.where for problem in problems] == [where]
    assert why in problems[0].why


@pytest.mark.parametrize(
    "head",
    [
        "title: [",
        "- a",
        "a: &x [1]\nb: *x",
        "? [a]\n: b",
        "a: " + "[" * 5000,
        "title: {a: b}",
        "session plan: [1, {technique: x, minutes: soon}]",
        "sheet: 5",
        "sheet: {colour: red}",
        "unknown: 1",
        "x" * 70_000,
    ],
)
def test_a_head_nobody_can_read_is_named_and_the_rest_still_comes_in(head: str) -> None:
    document, problems = parse(f"---\n{head}\n---\n\n# A step\n\nText.\n")
    assert problems
    assert document.steps[0].blocks == (TextBlock(markdown="Text."),)


@pytest.mark.parametrize(
    "text", [">.", "> quoted", "# not a step", "::: no block", "{}", "a {b=c}"]
)
def test_an_options_first_line_stays_as_it_is(text: str) -> None:
    options = (Option(id="o1", text=text, fraction=1), Option(id="o2", text="b", fraction=0))
    content = Content(kind="single", stem="?", options=options)
    step = StepDocument(title="T", key="t", blocks=(QuestionBlock(content=content),))
    document = ModuleDocument(title="T", key="t", steps=(step,))
    assert parse(write(document)) == (document, [])

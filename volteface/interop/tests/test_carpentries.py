"""Carpentries lessons: a real one, the older style, and texts that were never one."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.courses.queries.document import ModuleDocument, QuestionBlock, TextBlock
from volteface.interop.carpentries import format as carpentries
from volteface.interop.carpentries.minutes import shared_out
from volteface.interop.markdown import parse, write
from volteface.interop.parsed import Parsed, Unreadable
from volteface.interop.rules.source import Source, opened

from .corpora import corpus

EPISODE = """---
title: "Loops"
teaching: 10
exercises: 5
---
::: objectives
- Write a loop.
:::
:::: questions
- How do I *repeat* things?
::::

Before all sections.

## First {#first .class}

See [the docs][docs] and [other](02-other.md), ![A *plot*](fig/plot.png){alt='unused'}.

```python
# Not a heading
::: challenge
print("![not](a picture)")
```

::::::: callout
## Mind
Words.
:::::::

::::: challenge
## Try it

What happens?

::: hint
Think.
:::

:::: solution
## Solution
It `works`.
::::
:::::

::: instructor
Go slowly.
:::

## Second

![](fig/absent.png){alt='Not there'} and [data](files/data.csv).

::: keypoints
- Loops repeat.
- They
  end.
:::

[docs]: https://example.org/docs
"""

OLD = """---
title: "Old style"
teaching: 5
exercises: 5
questions:
- "How was it?"
objectives:
- "Know it."
keypoints:
- "It was."
---

Words.

> ## Try
>
> Do it.
>
> > ## Solution
> > Done.
> {: .solution}
{: .challenge}

> A quotation.
"""


def lesson(files: dict[str, str | bytes]) -> Parsed:
    sent = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}
    source = Source(name="lesson", files=sent, is_folder=True)
    assert carpentries.recognises(source)
    return carpentries.read(source)


def blocks(module: ModuleDocument, kind: type) -> list[object]:
    return [block for step in module.steps for block in step.blocks if isinstance(block, kind)]


def test_every_part_of_an_episode_has_its_place() -> None:
    parsed = lesson({"lesson/episodes/01-loops.md": EPISODE, "lesson/episodes/fig/plot.png": b"x"})
    (module,) = parsed.modules
    assert (module.title, module.key) == ("Loops", "loops")
    assert module.objectives == (("loops-1", "Write a loop."),)
    assert module.key_points == ("Loops repeat.", "They end.")
    assert module.summary == "- How do I *repeat* things?"
    assert module.sheet.points_of_vigilance == "Go slowly."
    assert [step.title for step in module.steps] == ["Loops", "First", "Second"]
    assert sum(step.minutes for step in module.steps) == 15
    (question,) = blocks(module, QuestionBlock)
    assert isinstance(question, QuestionBlock)
    assert question.key == "loops-c1"
    assert question.content.kind == "open"
    assert question.content.stem.startswith("**Try it**\n\nWhat happens?")
    assert "<summary>Hint</summary>" in question.content.stem
    assert question.content.explanation == "It `works`."


def test_links_and_pictures_lead_somewhere_or_are_named() -> None:
    parsed = lesson({"episodes/01-loops.md": EPISODE, "episodes/fig/plot.png": b"x"})
    texts = "\n".join(
        block.markdown
        for block in blocks(parsed.modules[0], TextBlock)
        if isinstance(block, TextBlock)
    )
    (picture,) = parsed.files
    assert picture.name.startswith("plot-")
    assert f"![A *plot*](<{picture.name}>)" in texts
    assert "[the docs](https://example.org/docs) and other," in texts
    assert 'print("![not](a picture)")' in texts
    assert "> **Mind**" in texts
    assert "![Not there](<absent.png>)" in texts
    line = EPISODE.split("\n").index("## Second") + 3
    assert [item.where for item in parsed.skipped] == [
        f"episodes/01-loops.md, line {line}, fig/absent.png",
        f"episodes/01-loops.md, line {line}, files/data.csv",
    ]


def test_the_older_style_means_the_same() -> None:
    parsed = lesson(
        {"_episodes/02-old.md": OLD, "_episodes/10-break.md": "---\nbreak: 15\n---\nCoffee"}
    )
    (module,) = parsed.modules
    assert module.objectives == (("old-1", "Know it."),)
    assert module.key_points == ("It was.",)
    (question,) = blocks(module, QuestionBlock)
    assert isinstance(question, QuestionBlock)
    assert question.content.stem == "**Try**\n\nDo it."
    assert question.content.explanation == "Done."
    assert [item.where for item in parsed.skipped] == ["_episodes/10-break.md"]


def test_the_lesson_says_the_order() -> None:
    parsed = lesson(
        {
            "config.yaml": "lang: fr\nepisodes:\n- b.md\n- a.md\n",
            "episodes/a.md": "Text.",
            "episodes/b.md": "Text.",
            "episodes/c.Rmd": "Text.",
            "learners/setup.md": "Text.",
        }
    )
    assert [(module.key, module.language) for module in parsed.modules] == [
        ("b", "fr"),
        ("a", "fr"),
    ]
    assert [item.where for item in parsed.skipped] == ["episodes/c.Rmd", "learners/setup.md"]


def test_a_real_lesson_comes_in_whole() -> None:
    folder = corpus("markdown/gapminder")
    parsed = lesson(
        {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
    )
    assert len(parsed.modules) == 11
    challenges = sum(
        path.read_text("utf-8").count(":  challenge\n") for path in folder.glob("episodes/*.md")
    )
    assert sum(len(blocks(module, QuestionBlock)) for module in parsed.modules) == challenges == 58
    assert all(module.objectives and module.key_points for module in parsed.modules)
    loops = next(module for module in parsed.modules if module.key == "for-loops")
    assert sum(step.minutes for step in loops.steps) == 25
    reasons = {item.where.rpartition(", ")[2]: item.why for item in parsed.skipped}
    assert "episodes/05-coffee.md" in reasons
    assert sum(".svg" in where or ".png" in where for where in reasons) == 12
    for module in parsed.modules:
        again, problems = parse(write(module))
        assert not problems
        assert [step.title for step in again.steps] == [step.title for step in module.steps]


@pytest.mark.parametrize(
    ("teaching", "exercises", "words", "challenges", "wanted"),
    [
        (10, 0, [100, 100], [0, 0], [5, 5]),
        (10, 5, [100, 300], [1, 0], [8, 7]),
        (0, 10, [0, 0], [1, 4], [2, 8]),
        (2, 0, [1, 1, 1], [0, 0, 0], [1, 1, 1]),
        (3, 0, [1, 1000], [0, 0], [1, 2]),
        (5, 5, [], [], []),
    ],
)
def test_minutes_are_shared_out(
    teaching: int, exercises: int, words: list[int], challenges: list[int], wanted: list[int]
) -> None:
    assert shared_out(teaching, exercises, words=words, challenges=challenges) == wanted


@given(
    st.lists(
        st.sampled_from(
            [
                "::: challenge",
                ":::",
                "## Head",
                "text",
                "",
                "```",
                "> q",
                "{: .solution}",
                "---",
                "::: solution",
                "![](a.png)",
                "[a]: b",
                "[a]",
                "# One",
                "    code",
                "a: b",
                "é {#x}",
            ]
        ),
        max_size=30,
    )
)
def test_any_lines_are_read(lines: list[str]) -> None:
    source = opened("x.md", "\n".join(lines).encode())
    with contextlib.suppress(Unreadable):
        carpentries.read(source)

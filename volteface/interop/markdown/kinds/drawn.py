"""Kinds whose options are rows of a form: see ``drawn_kinds`` for how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.courses.queries.document import trimmed
from volteface.interop.markdown import drawn_kinds
from volteface.interop.markdown.kinds.lines import from_the_first
from volteface.interop.markdown.question_parts import TYPED, Answer, Read

if TYPE_CHECKING:
    from volteface.questions.queries.content import Content, Option

PATTERN = TYPED
start = from_the_first


def read(kind: str, stem: str, answers: list[Answer], read: Read) -> tuple[str, tuple[Option, ...]]:
    """The rows, and what was wrong in them."""
    rows = [
        drawn_kinds.Answer(one.marked, one.first, one.text, feedback=trimmed(one.feedback))
        for one in answers
    ]
    words, options, problems = drawn_kinds.read_drawn(kind, stem, rows)
    read.problems += [(answers[index].at, why, word) for index, why, word in problems]
    return words, options


def write(content: Content) -> tuple[str, list[str]]:
    """The stem as it is typed, and a line for each row there is something to say of."""
    return drawn_kinds.stem_of(content), drawn_kinds.write_drawn(content)

"""Gaps: ``[[answer|other]]`` in the stem; ``~ 1: wrong`` says more of an answer of the first."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.interop.markdown.kinds.lines import from_the_first, option_lines
from volteface.interop.markdown.question_parts import (
    Answer,
    Read,
    read_option,
)
from volteface.questions.queries.content import read_answer, read_gaps, write_answer, write_gaps

if TYPE_CHECKING:
    from volteface.questions.queries.content import Content, Option

PATTERN = re.compile(r"(?P<mark>[=~])[ \t]+(?P<rest>\d{1,2}[ \t]*:.*)$")
start = from_the_first


def read(
    _kind: str, stem: str, answers: list[Answer], read: Read
) -> tuple[str, tuple[Option, ...]]:
    """The gaps of the stem, and what is said of their answers below."""
    return read_gaps(stem, [_note(answer, read) for answer in answers])


def write(content: Content) -> tuple[str, list[str]]:
    """The gaps go back into the stem; below it stands what does not fit into them."""
    stem, noted = write_gaps(content)
    return stem, [
        option_lines(
            option,
            "=" if option.fraction > 0 else "~",
            [f"{option.match}: {write_answer(option)}"],
            usual=float(option.fraction > 0),
        )
        for option in noted
    ]


def _note(answer: Answer, read: Read) -> Option:
    gap, _, first = answer.first.partition(":")
    bare = replace(answer, first=first.strip())
    option = read_option(bare, "", float(answer.marked), read)
    text, tolerance = read_answer(" ".join(option.text.split()))
    return replace(option, text=text, tolerance=tolerance, match=gap.strip())

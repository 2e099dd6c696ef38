"""Typed answers: ``= accepted``, ``~ known to be wrong``; a number as ``= 6 ± 1``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.interop.markdown.kinds.lines import from_the_first, option_lines, typed_line
from volteface.interop.markdown.question_parts import (
    TYPED,
    Answer,
    Read,
    read_option,
    with_tolerance,
)

if TYPE_CHECKING:
    from volteface.questions.queries.content import Content, Option

PATTERN = TYPED
start = from_the_first


def read(kind: str, stem: str, answers: list[Answer], read: Read) -> tuple[str, tuple[Option, ...]]:
    """Words on one line, or numbers with their tolerance."""
    options = []
    for number, answer in enumerate(answers, 1):
        option = read_option(answer, f"o{number}", float(answer.marked), read)
        if kind == "numeric":
            options.append(with_tolerance(option, answer, read))
        else:
            options.append(replace(option, text=" ".join(option.text.split())))
    return stem, tuple(options)


def write(content: Content) -> tuple[str, list[str]]:
    """What brings anything is accepted."""
    return content.stem, [
        option_lines(
            option,
            "=" if option.fraction > 0 else "~",
            [typed_line(option)],
            usual=float(option.fraction > 0),
        )
        for option in content.options
    ]

"""Orders: a numbered list in the right order, the last one of the block."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.interop.markdown.kinds.lines import markdown_lines, option_lines
from volteface.interop.markdown.question_parts import Answer, Read, read_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.queries.content import Content, Option

PATTERN = re.compile(r"(?P<mark>\d{1,2})[.)](?:[ \t]+(?P<rest>.*))?$")


def start(inner: Sequence[str], code: Sequence[bool]) -> int:
    """The lines above the last numbered list."""
    first = before = 0
    blank = True
    for at, (line, is_code) in enumerate(zip(inner, code, strict=True)):
        found = PATTERN.match(line) if not is_code else None
        if found:
            number = int(found["mark"])
            # Below a paragraph of its own, or counting again from 1, another list begins.
            if not before or (number == 1 and before > 1):
                first = at
            before = max(number, 1)
        elif not is_code and blank and line.strip() and line[0] not in " \t>":
            before = 0
        blank = not line.strip()
    return first


def read(
    _kind: str, stem: str, answers: list[Answer], read: Read
) -> tuple[str, tuple[Option, ...]]:
    """The items as they are listed."""
    items = (
        read_option(answer, f"new{number}", 1.0, read) for number, answer in enumerate(answers, 1)
    )
    return stem, tuple(replace(option, fraction=1.0) for option in items)


def write(content: Content) -> tuple[str, list[str]]:
    """The items numbered from 1."""
    return content.stem, [
        option_lines(option, f"{number}.", markdown_lines(option.text))
        for number, option in enumerate(content.options, 1)
    ]

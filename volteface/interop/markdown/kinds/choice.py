"""Choices: ``- [x] right``, ``- [ ] wrong``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.interop.markdown.kinds.lines import from_the_first, markdown_lines, option_lines
from volteface.interop.markdown.question_parts import CHOICE, Answer, Read, read_option

if TYPE_CHECKING:
    from volteface.questions.queries.content import Content, Option

PATTERN = CHOICE
start = from_the_first


def read(kind: str, stem: str, answers: list[Answer], read: Read) -> tuple[str, tuple[Option, ...]]:
    """Several right options share the mark."""
    right = sum(answer.marked for answer in answers)
    whole = 1 / right if kind == "multiple" and right else 1.0
    return stem, tuple(
        read_option(answer, f"o{number}", whole if answer.marked else 0.0, read)
        for number, answer in enumerate(answers, 1)
    )


def write(content: Content) -> tuple[str, list[str]]:
    """An option is ticked when it is right."""
    several = content.kind == "multiple"
    right = [option for option in content.options if _is_right(option, several=several)]
    whole = 1 / len(right) if several and right else 1.0
    return content.stem, [
        option_lines(
            option,
            "- [x]" if option in right else "- [ ]",
            markdown_lines(option.text),
            usual=whole if option in right else 0.0,
        )
        for option in content.options
    ]


def _is_right(option: Option, *, several: bool) -> bool:
    return option.fraction > 0 if several else option.fraction >= 1

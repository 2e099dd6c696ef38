"""Open questions: only a stem, and the model answer as a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.interop.markdown.kinds.lines import from_the_first

if TYPE_CHECKING:
    from volteface.interop.markdown.question_parts import Answer, Read
    from volteface.questions.queries.content import Content, Option

PATTERN = None
start = from_the_first


def read(
    _kind: str, stem: str, _answers: list[Answer], _read: Read
) -> tuple[str, tuple[Option, ...]]:
    """The stem as it is."""
    return stem, ()


def write(content: Content) -> tuple[str, list[str]]:
    """The stem as it is."""
    return content.stem, []

"""A text of one's own: taken as typed, and never right or wrong by itself.

The faces that kinds share whose answers people read (an open answer, a text with a rubric).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.questions.rules.marks import (
    NOTHING,
    TOO_LONG,
    Form,
    Mark,
    decode_text,
    encode,
    first_text,
    is_too_long,
)

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content

LONGEST = 5_000


def parse_essay(form: Form, content: Content) -> str | None:  # noqa: ARG001 - the face all kinds share
    """The text as typed."""
    text = first_text(form, "text", longest=LONGEST)
    return encode("text", text) if text else None


def unreadable_essay(answer: str, content: Content) -> str:  # noqa: ARG001 - the face all kinds share
    """Only what is too long."""
    too_long = is_too_long(answer, decode_text(answer, "text"), longest=LONGEST)
    return TOO_LONG if too_long else ""


def grade_essay(content: Content, answer: str) -> Mark:  # noqa: ARG001 - the face all kinds share
    """Credit for doing it: whatever people say of it later, until then nothing is wrong."""
    is_written = bool(decode_text(answer, "text").strip())
    return Mark(fraction=1.0, correct=True) if is_written else NOTHING


def shown_essay(content: Content, answer: str) -> str:  # noqa: ARG001 - the face all kinds share
    """The text as typed."""
    return decode_text(answer, "text")


def no_right_essay(content: Content, answer: str) -> tuple[str, ...]:  # noqa: ARG001 - the face all kinds share
    """Nothing is right or wrong about it."""
    return ()

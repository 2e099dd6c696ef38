"""A text of one's own, compared by its writer with a model answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.asked import ask_words, stem_alone
from volteface.questions.rules.drafts import AnswerRow, fill_rows
from volteface.questions.rules.edits import key_of_shares
from volteface.questions.rules.marks import (
    NOTHING,
    TOO_LONG,
    Form,
    Mark,
    decode_text,
    encode,
    first_text,
    is_too_long,
    no_parts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.content import Content, Option

label = N_("Open answer")
position = 6
judged = False
votable = False
shuffles = False
ids = "numbered"
wording = "typed"
first_rows: tuple[AnswerRow, ...] = ()
ask = ask_words
stem = stem_alone
key = key_of_shares
parts = no_parts
fill_form = fill_rows

LONGEST = 5_000


def check(content: Content) -> list[str]:
    """No key to give: what is written after it is the model answer."""
    if content.options:
        return [N_("An open question has a model answer, no options.")]
    return []


def parse(form: Form, content: Content) -> str | None:  # noqa: ARG001 - the face all kinds share
    """The text as typed."""
    text = first_text(form, "text", longest=LONGEST)
    return encode("text", text) if text else None


def unreadable(answer: str, content: Content) -> str:  # noqa: ARG001 - the face all kinds share
    """Only what is too long."""
    too_long = is_too_long(answer, decode_text(answer, "text"), longest=LONGEST)
    return TOO_LONG if too_long else ""


def grade(content: Content, answer: str) -> Mark:  # noqa: ARG001 - the face all kinds share
    """Credit for doing it."""
    written = bool(decode_text(answer, "text").strip())
    return Mark(fraction=1.0, correct=True) if written else NOTHING


def shown(content: Content, answer: str) -> str:  # noqa: ARG001 - the face all kinds share
    """The text as typed."""
    return decode_text(answer, "text")


def right(content: Content, answer: str) -> tuple[str, ...]:  # noqa: ARG001 - the face all kinds share
    """Nothing is right or wrong about it."""
    return ()


def read_form(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:  # noqa: ARG001 - the face all kinds share
    """Only the stem."""
    return stem, ()

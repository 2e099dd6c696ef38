"""A few words are typed; case, spaces and accents do not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.asked import ask_words, stem_alone
from volteface.questions.rules.drafts import empty_rows, fill_rows, read_rows
from volteface.questions.rules.edits import key_of_words
from volteface.questions.rules.marks import (
    FULL,
    NOTHING,
    TOO_LONG,
    Form,
    Mark,
    decode_text,
    encode,
    first_text,
    full_answers,
    is_too_long,
    mark_of,
    no_parts,
)
from volteface.questions.rules.texts import folded

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content

label = N_("Short text")
position = 5
judged = True
votable = False
shuffles = False
ids = "numbered"
wording = "typed"
first_rows = empty_rows(2)
ask = ask_words
stem = stem_alone
key = key_of_words
parts = no_parts
right = full_answers
read_form = read_rows
fill_form = fill_rows

LONGEST = 300


def check(content: Content) -> list[str]:
    """One accepted answer at least."""
    problems = []
    if not any(option.fraction >= FULL for option in content.options):
        problems.append(N_("Give the right answer."))
    spelt = [folded(option.text) for option in content.options]
    if not all(spelt):
        problems.append(N_("Write something in every answer, or leave it out."))
    if len(set(spelt)) < len(spelt):
        problems.append(N_("Two answers differ only in case, spaces or accents."))
    return problems


def parse(form: Form, content: Content) -> str | None:  # noqa: ARG001 - the face all kinds share
    """The words as typed."""
    text = first_text(form, "text", longest=LONGEST)
    return encode("text", text) if text else None


def unreadable(answer: str, content: Content) -> str:  # noqa: ARG001 - the face all kinds share
    """Only what is too long."""
    too_long = is_too_long(answer, decode_text(answer, "text"), longest=LONGEST)
    return TOO_LONG if too_long else ""


def grade(content: Content, answer: str) -> Mark:
    """The answer that reads the same, if there is one."""
    typed = folded(decode_text(answer, "text"))
    for option in content.options:
        if typed and folded(option.text) == typed:
            return mark_of([option], fraction=option.fraction, correct=option.fraction >= FULL)
    return NOTHING


def shown(content: Content, answer: str) -> str:  # noqa: ARG001 - the face all kinds share
    """The words as typed."""
    return decode_text(answer, "text")

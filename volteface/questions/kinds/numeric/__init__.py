"""A number is typed; the tolerance, the decimal mark and the unit are forgiven."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.asked import ask_words, stem_alone
from volteface.questions.rules.drafts import AnswerRow, empty_rows, fill_rows, filled, option_of
from volteface.questions.rules.edits import key_of_words
from volteface.questions.rules.marks import (
    FULL,
    NOTHING,
    Form,
    Mark,
    decode_text,
    encode,
    first_text,
    mark_of,
    no_parts,
)
from volteface.questions.rules.texts import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.content import Content, Option

label = N_("Number")
position = 4
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
fill_form = fill_rows

LONGEST = 100
NO_NUMBER = N_("Write a number, for example 3.5")


def check(content: Content) -> list[str]:
    """One accepted number at least, and nothing that is no number."""
    problems = []
    if not any(option.fraction >= FULL for option in content.options):
        problems.append(N_("Give the right number."))
    if any(number(option.text) is None for option in content.options):
        problems.append(N_("Write every answer as a number."))
    if any((option.tolerance or 0) < 0 for option in content.options):
        problems.append(N_("Give a tolerance of 0 or more."))
    return problems


def parse(form: Form, content: Content) -> str | None:  # noqa: ARG001 - the face all kinds share
    """The number as typed."""
    value = first_text(form, "value", longest=LONGEST)
    return encode("value", value) if value else None


def unreadable(answer: str, content: Content) -> str:  # noqa: ARG001 - the face all kinds share
    """What is no number is no answer: it is neither right nor wrong."""
    value = decode_text(answer, "value")
    return NO_NUMBER if number(value) is None or len(value) > LONGEST else ""


def grade(content: Content, answer: str) -> Mark:
    """The best accepted number within its tolerance, else a wrong one that is recognised."""
    typed = number(decode_text(answer, "value"))
    if typed is None:
        return NOTHING
    near = [option for option in content.options if _is_near(typed, option)]
    if not near:
        return NOTHING
    best = max(near, key=lambda option: option.fraction)
    return mark_of([best], fraction=best.fraction, correct=best.fraction >= FULL)


def shown(content: Content, answer: str) -> str:
    """The number as typed, with the question's unit when none was."""
    value = decode_text(answer, "value")
    unit = content.settings.unit
    bare = bool(value) and value[-1].isdigit()
    return f"{value} {unit}" if unit and bare else value


def right(content: Content, answer: str) -> tuple[str, ...]:  # noqa: ARG001 - the face all kinds share
    """The accepted numbers with unit and tolerance."""
    unit = content.settings.unit
    return tuple(
        f"{option.text} {unit}".strip() + (f" (± {option.tolerance:g})" if option.tolerance else "")
        for option in content.options
        if option.fraction >= FULL
    )


def read_form(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:
    """A tolerance may also stand behind the number."""
    return stem, tuple(_read(row, index) for index, row in enumerate(filled(rows), 1))


def _read(row: AnswerRow, index: int) -> Option:
    text, sign, width = row.text.partition("±")
    width = row.tolerance or width if sign else row.tolerance
    typed = number(width) if width.strip() else None
    tolerance = None if typed is None else float(typed)
    return replace(option_of(row, index), text=text.strip(), tolerance=tolerance)


def _is_near(typed: Decimal, option: Option) -> bool:
    target = number(option.text)
    return target is not None and abs(typed - target) <= Decimal(str(option.tolerance or 0))

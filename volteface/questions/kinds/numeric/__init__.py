"""A number is typed; the tolerance, the decimal mark and the unit are forgiven."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.marks import (
    FULL,
    NOTHING,
    Form,
    Mark,
    decode_text,
    encode,
    first_text,
    mark_of,
)
from volteface.questions.rules.texts import number

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content, Option

label = N_("Number")
position = 4
answers = "value"

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


def unreadable(answer: str) -> str:
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


def _is_near(typed: Decimal, option: Option) -> bool:
    target = number(option.text)
    return target is not None and abs(typed - target) <= Decimal(str(option.tolerance or 0))

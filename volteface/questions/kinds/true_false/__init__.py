"""A statement is true or false."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.asked import ask_choice, stem_alone
from volteface.questions.rules.choices import chosen_options, parse_choices
from volteface.questions.rules.drafts import AnswerRow, fill_rows, option_of
from volteface.questions.rules.edits import key_of_shares
from volteface.questions.rules.marks import (
    FULL,
    NOTHING,
    Form,
    Mark,
    always_readable,
    full_answers,
    mark_of,
    no_parts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.content import Content, Option

label = N_("True or false")
position = 3
judged = True
votable = True
shuffles = False
ids = "own"
wording = "translated"
first_rows = (
    AnswerRow(number=1, id="true", text="True"),
    AnswerRow(number=2, id="false", text="False"),
)
ask = ask_choice
stem = stem_alone
key = key_of_shares
parts = no_parts
right = full_answers
unreadable = always_readable
fill_form = fill_rows

_WORDS = {"true": N_("True"), "false": N_("False")}


def check(content: Content) -> list[str]:
    """Exactly one of the two is right."""
    right = [option for option in content.options if option.fraction >= FULL]
    ids = [option.id for option in content.options]
    if sorted(ids) != sorted(_WORDS) or len(right) != 1:
        return [N_("Say whether the statement is true or false.")]
    return []


def parse(form: Form, content: Content) -> str | None:
    """The one word chosen."""
    return parse_choices(form, content, at_most=1)


def grade(content: Content, answer: str) -> Mark:
    """Right or wrong."""
    chosen = chosen_options(content, answer)[:1]
    if not chosen:
        return NOTHING
    correct = chosen[0].fraction >= FULL
    return mark_of(chosen, fraction=float(correct), correct=correct)


def shown(content: Content, answer: str) -> str:
    """The word chosen, to translate."""
    return "".join(_WORDS.get(option.id, "") for option in chosen_options(content, answer)[:1])


def read_form(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:
    """Both words, whatever was written beside them."""
    named = [replace(row, text=_WORDS.get(row.id, "")) for row in rows]
    return stem, tuple(option_of(row, index) for index, row in enumerate(named, 1))

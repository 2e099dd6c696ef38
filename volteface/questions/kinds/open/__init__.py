"""A text of one's own, compared by its writer with a model answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.asked import ask_words, stem_alone
from volteface.questions.rules.drafts import AnswerRow, fill_rows
from volteface.questions.rules.edits import key_of_shares
from volteface.questions.rules.essays import (
    grade_essay,
    no_right_essay,
    parse_essay,
    shown_essay,
    unreadable_essay,
)
from volteface.questions.rules.marks import no_parts

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
parse = parse_essay
unreadable = unreadable_essay
grade = grade_essay
shown = shown_essay
right = no_right_essay
fill_form = fill_rows


def check(content: Content) -> list[str]:
    """No key to give: what is written after it is the model answer."""
    if content.options:
        return [N_("An open question has a model answer, no options.")]
    return []


def read_form(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:  # noqa: ARG001 - the face all kinds share
    """Only the stem."""
    return stem, ()

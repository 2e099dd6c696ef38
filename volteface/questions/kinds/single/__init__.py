"""One option is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.asked import ask_choice, stem_alone
from volteface.questions.rules.choices import check_choices, chosen_options, parse_choices
from volteface.questions.rules.drafts import empty_rows, fill_rows, read_rows
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
    from volteface.questions.rules.content import Content

label = N_("Single choice")
position = 1
judged = True
votable = True
shuffles = True
ids = "numbered"
wording = "markdown"
first_rows = empty_rows(3)
ask = ask_choice
stem = stem_alone
key = key_of_shares
parts = no_parts
right = full_answers
unreadable = always_readable
read_form = read_rows
fill_form = fill_rows


def check(content: Content) -> list[str]:
    """One full answer at least, besides what every list of options needs."""
    problems = check_choices(content)
    if not problems and not any(option.fraction >= FULL for option in content.options):
        problems.append(N_("One option must be worth the full mark."))
    return problems


def parse(form: Form, content: Content) -> str | None:
    """The one option chosen."""
    return parse_choices(form, content, at_most=1)


def grade(content: Content, answer: str) -> Mark:
    """The chosen option's share; only a full one is right."""
    chosen = chosen_options(content, answer)[:1]
    if not chosen:
        return NOTHING
    fraction = chosen[0].fraction
    return mark_of(chosen, fraction=fraction, correct=fraction >= FULL)


def shown(content: Content, answer: str) -> str:
    """The chosen option's text."""
    return "".join(option.text for option in chosen_options(content, answer)[:1])

"""Several options may be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.asked import ask_choice, stem_alone
from volteface.questions.rules.choices import check_choices, chosen_options, parse_choices
from volteface.questions.rules.drafts import AnswerRow, empty_rows, filled, option_of, row_of
from volteface.questions.rules.edits import key_of_shares
from volteface.questions.rules.marks import (
    FULL,
    NOTHING,
    Form,
    Mark,
    always_readable,
    mark_of,
    no_parts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.content import Content, Option

label = N_("Multiple choice")
position = 2
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
unreadable = always_readable


def check(content: Content) -> list[str]:
    """The right options share one full mark, besides what every list of options needs."""
    problems = check_choices(content)
    total = sum(option.fraction for option in content.options if option.fraction > 0)
    if not problems and not FULL <= total <= 2 - FULL:
        problems.append(N_("The shares of the right options must add up to the full mark."))
    return problems


def parse(form: Form, content: Content) -> str | None:
    """Every option chosen."""
    return parse_choices(form, content, at_most=len(content.options))


def grade(content: Content, answer: str) -> Mark:
    """The shares of what was chosen; right only when exactly the right options were.

    A wrong option without a price of its own costs as much as one right option brings, so that
    choosing everything earns nothing.
    """
    chosen = chosen_options(content, answer)
    if not chosen:
        return NOTHING
    right = [option for option in content.options if option.fraction > 0]
    correct = chosen == right
    price = 1 / len(right) if right else 1.0
    total = sum(_worth(option, price) for option in chosen)
    return mark_of(chosen, fraction=1.0 if correct else max(0.0, min(1.0, total)), correct=correct)


def shown(content: Content, answer: str) -> str:
    """The chosen options' texts."""
    return " · ".join(option.text for option in chosen_options(content, answer))


def right(content: Content, answer: str) -> tuple[str, ...]:  # noqa: ARG001 - the face all kinds share
    """Every option that brings anything."""
    return tuple(option.text for option in content.options if option.fraction > 0)


def read_form(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:
    """The right options share the mark unless their author says otherwise."""
    written = filled(rows)
    usual = _share(sum(row.right for row in written))
    return stem, tuple(option_of(row, index, usual=usual) for index, row in enumerate(written, 1))


def fill_form(content: Content) -> tuple[str, tuple[AnswerRow, ...]]:
    """A row for every option."""
    usual = _share(sum(option.fraction > 0 for option in content.options))
    rows = (row_of(each, index, usual=usual) for index, each in enumerate(content.options, 1))
    return content.stem, tuple(rows)


def _share(right_ones: int) -> float:
    return 1 / right_ones if right_ones else 1.0


def _worth(option: Option, price: float) -> float:
    return option.fraction or -price

"""Several options may be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.choices import check_choices, chosen_options, parse_choices
from volteface.questions.rules.marks import FULL, NOTHING, Form, Mark, mark_of

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content, Option

label = N_("Multiple choice")
position = 2
answers = "choice"


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


def unreadable(answer: str) -> str:  # noqa: ARG001 - the face all kinds share
    """Nothing: what is no option was never chosen."""
    return ""


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


def _worth(option: Option, price: float) -> float:
    return option.fraction or -price

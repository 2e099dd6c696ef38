"""One option is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.choices import check_choices, chosen_options, parse_choices
from volteface.questions.rules.marks import FULL, NOTHING, Form, Mark, mark_of

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content

label = N_("Single choice")
position = 1
answers = "choice"


def check(content: Content) -> list[str]:
    """One full answer at least, besides what every list of options needs."""
    problems = check_choices(content)
    if not problems and not any(option.fraction >= FULL for option in content.options):
        problems.append(N_("One option must be worth the full mark."))
    return problems


def parse(form: Form, content: Content) -> str | None:
    """The one option chosen."""
    return parse_choices(form, content, at_most=1)


def unreadable(answer: str) -> str:  # noqa: ARG001 - the face all kinds share
    """Nothing: what is no option was never chosen."""
    return ""


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

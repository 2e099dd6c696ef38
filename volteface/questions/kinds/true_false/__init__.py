"""A statement is true or false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.choices import chosen_options, parse_choices
from volteface.questions.rules.marks import FULL, NOTHING, Form, Mark, mark_of

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content

label = N_("True or false")
position = 3
answers = "truth"

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


def unreadable(answer: str) -> str:  # noqa: ARG001 - the face all kinds share
    """Nothing: what is no option was never chosen."""
    return ""


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

"""What the kinds with a list of options share: reading a choice, and the order shown."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.marks import Form, decode_choices, encode

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content, Option


def parse_choices(form: Form, content: Content, *, at_most: int) -> str | None:
    """The posted choice in the options' stored order; None when nothing known was chosen."""
    posted = set(form.get("choice") or ())
    known = [option.id for option in content.options if option.id in posted]
    return encode("choice", known[:at_most]) if known else None


def chosen_options(content: Content, answer: str) -> list[Option]:
    """The options a stored answer names, in the options' order."""
    named = set(decode_choices(answer))
    return [option for option in content.options if option.id in named]


def check_choices(content: Content) -> list[str]:
    """What every list of options must have."""
    problems = []
    texts = [" ".join(option.text.split()) for option in content.options]
    if len(texts) < 2:  # noqa: PLR2004 - a choice needs two
        problems.append(N_("Give at least two options."))
    if any(not text for text in texts):
        problems.append(N_("Write something in every option, or leave it out."))
    if len(set(texts)) < len(texts):
        problems.append(N_("Two options say the same."))
    if not any(option.fraction > 0 for option in content.options):
        problems.append(N_("Mark the right option."))
    if any(not -1 <= option.fraction <= 1 for option in content.options):
        problems.append(N_("Give each option a share of the mark between −1 and 1."))
    return problems


def shown_order(content: Content, *, seed: str) -> tuple[Option, ...]:
    """The options as one learner sees them: always the same for the same seed."""
    if not content.settings.shuffle:
        return content.options
    return tuple(
        sorted(
            content.options,
            key=lambda option: sha256(f"{seed}:{option.id}".encode()).digest(),
        )
    )

"""What one learner is asked: words to show and to choose from, never the key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.questions.rules.choices import shown_order

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content

# Private-use letters, so that no author's words are taken for a place.
_PLACE = "\ue010{}\ue011"
PLACES = re.compile("\ue010([A-Za-z0-9_-]{1,40})\ue011")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question for one learner; words are Markdown.

    ``stem`` may hold places (``place``), where the kind's template puts a field.
    """

    stem: str
    # (id, words) in the order this learner sees them.
    options: tuple[tuple[str, str], ...] = ()
    # (value, words) that every part is chosen from.
    choices: tuple[tuple[str, str], ...] = ()
    # (place, choices) of the stem's places that are chosen, not typed.
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    # Anything else the kind's own template needs, by name.
    more: tuple[tuple[str, str], ...] = ()


def place(name: str) -> str:
    """Where the field called ``name`` stands in a stem."""
    return _PLACE.format(name)


def ask_choice(content: Content, *, seed: str) -> Asked:
    """The options to choose from, in this learner's order."""
    shown = shown_order(content, seed=seed)
    return Asked(stem=content.stem, options=tuple((each.id, each.text) for each in shown))


def ask_words(content: Content, *, seed: str) -> Asked:  # noqa: ARG001 - the face all kinds share
    """Only the stem: the answer is typed."""
    return Asked(stem=content.stem)


def stem_alone(content: Content) -> str:
    """The stem as it is."""
    return content.stem

"""Regrades as apps above prepare them: another key, what is wrong with it, marks by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.questions import kinds
from volteface.questions.queries import marked
from volteface.questions.rules.limits import check_limits
from volteface.questions.rules.marks import decode_text
from volteface.questions.rules.mending import CHOSEN, TYPED, Mending, mended, mending_of

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content

__all__ = [
    "CHOSEN",
    "TYPED",
    "Mending",
    "is_typed",
    "marked",
    "mended",
    "mending_of",
    "problems_of",
    "typed_in",
]


def problems_of(content: Content) -> list[str]:
    """What is wrong with a mended key, each a sentence to translate."""
    return check_limits(content) + kinds.get(content.kind).check(content)


def is_typed(content: Content) -> bool:
    """Whether answers are typed, so that more of them can be accepted."""
    return content.kind in TYPED


def typed_in(content: Content, answer: str) -> str:
    """What was typed in a stored answer."""
    return decode_text(answer, "value" if content.kind == "numeric" else "text")

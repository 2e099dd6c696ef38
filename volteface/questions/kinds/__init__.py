"""The kinds of questions: one folder each, found by name."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, cast

from volteface.questions.errors import UnknownKind

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content
    from volteface.questions.rules.marks import Form, Mark


class Kind(Protocol):
    """What a folder's module offers; all of it is plain Python."""

    # A sentence's worth of name, translated by whoever shows it.
    label: str
    # Where it stands in a menu.
    position: int
    # How the author's form lists its answers: choice, truth, value, text or none.
    answers: str

    def check(self, content: Content, /) -> list[str]:
        """What an author must still do, each a sentence to translate."""

    def parse(self, form: Form, content: Content, /) -> str | None:
        """The posted answer in its one stored spelling; None when it is empty."""

    def unreadable(self, answer: str, /) -> str:
        """Why a parsed answer cannot be taken, a sentence to translate; empty when it can.

        Also asked of an empty answer: what a form that came back empty says, if not the usual.
        """

    def grade(self, content: Content, answer: str, /) -> Mark:
        """The mark of a stored answer; an unreadable one is wrong, never an error."""

    def shown(self, content: Content, answer: str, /) -> str:
        """The answer in words (Markdown for options)."""


def names() -> tuple[str, ...]:
    """Every kind, in the order of menus."""
    return tuple(sorted(_KINDS, key=lambda name: _KINDS[name].position))


def get(name: str) -> Kind:
    """The kind called ``name``; raises ``UnknownKind``."""
    try:
        return _KINDS[name]
    except KeyError:
        message = f"“{name}” is not a kind of question."
        raise UnknownKind(message) from None


_KINDS: dict[str, Kind] = {
    found.name: cast("Kind", importlib.import_module(f"{__name__}.{found.name}"))
    for found in pkgutil.iter_modules(__path__)
    if found.ispkg
}

"""The kinds of questions: one folder each, found by name."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, cast

from volteface.questions.errors import UnknownKind
from volteface.questions.rules.edits import proposal
from volteface.questions.rules.edits import with_stable_ids as stable_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from volteface.questions.rules.asked import Asked
    from volteface.questions.rules.content import Content, Option
    from volteface.questions.rules.drafts import AnswerRow
    from volteface.questions.rules.drawing import Drawing
    from volteface.questions.rules.edits import Edit
    from volteface.questions.rules.marks import Form, Mark, Part


class Kind(Protocol):
    """What a folder's module offers; all of it is plain Python.

    Its templates are ``questions/kinds/<name>.html`` for learners, ``_form.html`` for authors and
    ``_print.html`` for paper.
    """

    # A sentence's worth of name, translated by whoever shows it.
    label: str
    # Where it stands in a menu.
    position: int
    # Whether an answer can be right or wrong.
    judged: bool
    # Whether a room can vote on its options.
    votable: bool
    # Whether an author may keep its options in their order.
    shuffles: bool
    # How options get ids: numbered, scattered (an id says nothing of the place) or own.
    ids: str
    # What answers in words are: markdown, translated or typed.
    wording: str
    # What the author's form begins with.
    first_rows: tuple[AnswerRow, ...]

    def check(self, content: Content, /) -> list[str]:
        """What an author must still do, each a sentence to translate."""

    def parse(self, form: Form, content: Content, /) -> str | None:
        """The posted answer in its one stored spelling; None when it is empty."""

    def unreadable(self, answer: str, content: Content, /) -> str:
        """Why a parsed answer cannot be taken, a sentence to translate; empty when it can.

        Also asked of an empty answer: what a form that came back empty says, if not the usual.
        """

    def grade(self, content: Content, answer: str, /) -> Mark:
        """The mark of a stored answer; an unreadable one is wrong, never an error."""

    def shown(self, content: Content, answer: str, /) -> str:
        """The answer in words."""

    def right(self, content: Content, answer: str, /) -> tuple[str, ...]:
        """What would have been right, in words; ``answer`` may be empty."""

    def parts(self, content: Content, answer: str, /) -> tuple[Part, ...]:
        """What the answer says of each part; nothing for kinds without parts."""

    def ask(self, content: Content, /, *, seed: str) -> Asked:
        """What the learner behind ``seed`` is asked: nothing of it gives the key away."""

    def stem(self, content: Content, /) -> str:
        """The stem as it can be read anywhere, without fields."""

    def key(self, content: Content, /) -> object:
        """What answers are judged by: another key begins a new series of statistics."""

    def read_form(self, stem: str, rows: Sequence[AnswerRow], /) -> tuple[str, tuple[Option, ...]]:
        """The stem to store and the options an author's form says."""

    def fill_form(self, content: Content, /) -> tuple[str, tuple[AnswerRow, ...]]:
        """The stem and the rows an author sees of a stored question."""


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


def edit_between(before: Content, after: Content) -> Edit:
    """What a change means for the answers given before it."""
    key = get(after.kind).key
    same_key = before.kind == after.kind and key(before) == key(after)
    return proposal(before, after, same_key=same_key)


def with_stable_ids(content: Content, *, before: Content | None, used: Iterable[str]) -> Content:
    """``content`` whose options keep the ids they had in ``before``; see ``rules.edits``."""
    ids = get(content.kind).ids
    if ids == "own":
        return content
    return stable_ids(content, before=before, used=used, scattered=ids == "scattered")


def explained(content: Content, answer: str) -> str:
    """The explanation to who gave this answer; a kind may put the values asked into it."""
    tell = getattr(get(content.kind), "explained", None)
    return str(tell(content, answer)) if tell else content.explanation


def drawing(content: Content, answer: str) -> Drawing | None:
    """What may be drawn on the question's picture after this answer; ``<name>_told.html`` does."""
    draw = getattr(get(content.kind), "drawing", None)
    return draw(content, answer) if draw and content.settings.picture else None


def samples(content: Content) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Stems and right answers as some learners get them, where each gets their own."""
    preview = getattr(get(content.kind), "preview", None)
    return tuple(preview(content)) if preview else ()


_KINDS: dict[str, Kind] = {
    found.name: cast("Kind", importlib.import_module(f"{__name__}.{found.name}"))
    for found in pkgutil.iter_modules(__path__)
    if found.ispkg
}

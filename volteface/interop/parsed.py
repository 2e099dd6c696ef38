"""What a format makes of a file: questions, modules, pictures, and what is left out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.questions.queries.content import Content, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from volteface.courses.queries.document import ModuleDocument
    from volteface.interop.proposal import Proposal
    from volteface.interop.rules.material import Material

MOST_QUESTIONS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something that did not come in: where it stands, and why, as a sentence to translate."""

    where: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A question for the bank, with the identity it had where it comes from."""

    content: Content
    where: str
    # The identity it has elsewhere, or its own key in a bank of ours.
    id: str = ""
    key: str = ""
    # Words it was filed under there, as a help to find its place.
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A picture or a film that modules use, under the name they use; and where it was found."""

    name: str
    data: bytes
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A file understood."""

    format: str
    questions: tuple[Loose, ...] = ()
    modules: tuple[ModuleDocument, ...] = ()
    files: tuple[File, ...] = ()
    # What decks, documents and lists of films give to one new module.
    material: tuple[Material, ...] = ()
    proposal: Proposal | None = None
    skipped: tuple[Skipped, ...] = ()
    # Nothing is missing, but somebody should look.
    notes: tuple[str, ...] = ()


class Unreadable(Exception):
    """The file cannot be brought in at all; the message says what was expected, for a person."""

    def __init__(self, why: str, *, where: str = "") -> None:
        super().__init__(why)
        self.where = where


def keyed(questions: Sequence[Loose]) -> dict[str, Content]:
    """The questions' contents by their keys."""
    return {key: loose.content for key, loose in keyed_loose(questions).items()}


def keyed_loose(questions: Sequence[Loose]) -> dict[str, Loose]:
    """The questions by keys that are the same whenever the same file comes in again.

    A question is known by the id it brings, else by its words; where several ask the same, by its
    answers too.
    """
    asked = Counter(_words(question.content) for question in questions)
    keys: dict[str, Loose] = {}
    for question in questions:
        words = _words(question.content)
        base = (
            question.key
            or _id_key(question.id)
            or _hash_key(words if asked[words] == 1 else words + _answers(question.content))
        )
        key, number = base, 1
        while key in keys:
            number += 1
            key = f"{base}-{number}"
        keys[key] = question
    return keys


def _id_key(given: str) -> str:
    if not given:
        return ""
    # A foreign id must not hit one of our own keys.
    return f"x-{given}" if re.fullmatch(r"[A-Za-z0-9_-]{1,30}", given) else _hash_key(given)


def _hash_key(text: str) -> str:
    return "t" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _words(content: Content) -> str:
    return f"{content.kind}\n{folded(content.stem)}"


def _answers(content: Content) -> str:
    return "\n".join(
        [
            "",
            *_sorted(
                f"{option.text}{option.match}={option.fraction}" for option in content.options
            ),
        ]
    )


def _sorted(texts: Iterable[str]) -> list[str]:
    return sorted(texts)

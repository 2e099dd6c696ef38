"""A module's draft as the watching rules see it, and what they say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.courses.rules.body import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuestion:
    """A question that a step asks."""

    key: str
    kind: str
    stem: str = ""
    # The options' words, and whether each is right.
    options: tuple[tuple[str, bool], ...] = ()
    objectives: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStep:
    """A step with its body taken apart."""

    code: str
    title: str
    minutes: int
    level: str
    pieces: tuple[Piece, ...]
    # The keys of the questions asked anywhere in it, films and pools included.
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A module while it is written."""

    language: str
    objectives: Mapping[str, str]
    steps: tuple[DraftStep, ...]
    questions: Mapping[str, DraftQuestion] = field(default_factory=dict)
    # The names of the course's files.
    files: frozenset[str] = frozenset()
    has_why: bool = True
    has_key_points: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a rule says something: the finding, whose it is, and how to mend what it found."""

    why: str
    source: str
    mend: str
    # How a figure was made, where there is one.
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A sentence with gaps about one place of a draft; its reason belongs to the rule."""

    rule: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    # The step and the question it is about, by code and by key; empty for the whole module.
    step: str = ""
    question: str = ""
    # What else tells it from others of the rule in the same place.
    detail: str = ""

    @property
    def mark(self) -> str:
        """What "not this one" is remembered under: the same place and thing, whatever the words."""
        return f"{self.rule}:{self.step}:{self.question}:{self.detail}"[:120]

"""The question's plain data, for apps above: importers, exporters, games, statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.questions import kinds
from volteface.questions.kinds.cloze.gaps import (
    read_answer,
    read_gaps,
    without_gaps,
    write_answer,
    write_gaps,
)
from volteface.questions.rules.content import Content, Option, Settings, from_json, to_json
from volteface.questions.rules.drafts import AnswerRow
from volteface.questions.rules.edits import Edit
from volteface.questions.rules.limits import check_limits
from volteface.questions.rules.marks import FULL, Form, Mark, Part
from volteface.questions.rules.texts import folded, number

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "FULL",
    "AnswerRow",
    "Content",
    "Edit",
    "Form",
    "Mark",
    "Option",
    "Part",
    "Settings",
    "check_limits",
    "folded",
    "from_json",
    "kind_names",
    "number",
    "options_of",
    "problems_of",
    "read_answer",
    "read_gaps",
    "rows_of",
    "to_json",
    "unmarked_kinds",
    "votable_kinds",
    "without_gaps",
    "write_answer",
    "write_gaps",
]


def kind_names() -> tuple[str, ...]:
    """Every kind of question, in the order of menus."""
    return kinds.names()


def votable_kinds() -> frozenset[str]:
    """The kinds whose options a room can vote on."""
    return frozenset(name for name in kinds.names() if kinds.get(name).votable)


def unmarked_kinds() -> tuple[str, ...]:
    """The kinds whose answers are neither right nor wrong."""
    return tuple(name for name in kinds.names() if not kinds.get(name).judged)


def problems_of(content: Content) -> list[str]:
    """What keeps a question from being saved, each a sentence to translate; its kind is known."""
    return check_limits(content) + kinds.get(content.kind).check(content)


def options_of(kind: str, stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:
    """The stem to store and the options that an author's rows say."""
    return kinds.get(kind).read_form(stem, rows)


def rows_of(content: Content) -> tuple[str, tuple[AnswerRow, ...]]:
    """The stem and the rows as an author would write them."""
    return kinds.get(content.kind).fill_form(content)

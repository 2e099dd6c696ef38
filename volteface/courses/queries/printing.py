"""Questions as paper is set from them: with room to answer, or with their key."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from volteface.core import media_store
from volteface.core.prose import prose
from volteface.questions.queries.rubrics import criteria, has_criteria
from volteface.questions.queries.shown import feedback_view, right_answers

from .files import asset_address, asset_path, assets_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from volteface.core.prose import Node
    from volteface.courses.models import Course
    from volteface.questions.models import QuestionVersion
    from volteface.questions.queries.shown import QuestionView

# What the compiler can set; others are named by their words.
_SUFFIXES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
_LARGEST_PICTURE = 8_000_000
_LONG_STEM = 900


@dataclass(slots=True, kw_only=True)
class Desk:
    """A course's pictures, and the files that go along with what is being set."""

    # The path below the media folder and the suffix, by a picture's address.
    pictures: Mapping[str, tuple[str, str]]
    files: dict[str, bytes] = field(default_factory=dict)

    def picture(self, source: str) -> str:
        """Put a picture beside the document; its name there."""
        path, suffix = self.pictures.get(source, ("", ""))
        file = media_store.file_at(path) if path else None
        if file is None or not file.is_file() or file.stat().st_size > _LARGEST_PICTURE:
            return ""
        name = f"{Path(path).name[:24]}.{suffix}"
        self.files.setdefault(name, file.read_bytes())
        return name


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQuestion:
    """A question with room for its answer."""

    nodes: list[Node]
    # What fills most of a page may be cut.
    is_long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAnswer:
    """What is right about a question, for who teaches; its words as nodes to set in a line."""

    stem: list[Node]
    right: list[list[Node]]
    why: list[Node]


def pictures_of(course: Course) -> dict[str, tuple[str, str]]:
    """Where each picture of a course is kept, by its address; one query."""
    return {
        asset_address(asset): (asset_path(asset.sha256), _SUFFIXES[asset.media_type])
        for asset in assets_of(course)
        if asset.media_type in _SUFFIXES
    }


def printed_question(view: QuestionView, desk: Desk, *, lettered: bool = False) -> PrintedQuestion:
    """The question as its kind prints it; ``lettered`` options are named, to answer elsewhere."""
    html = render_to_string(
        f"questions/kinds/{view.kind}_print.html",
        {"question": view, "lettered": lettered},
        using="jinja2",
    )
    return PrintedQuestion(
        nodes=prose(html, pictures=desk.picture), is_long=len(html) > _LONG_STEM * 4
    )


def printed_answer(version: QuestionVersion, view: QuestionView, desk: Desk) -> PrintedAnswer:
    """The key to a question as it was printed: with the values drawn for that paper."""
    given = json.dumps({"value": "", "seed": view.more["seed"]}) if "seed" in view.more else ""
    explanation = feedback_view(version, given).explanation_html
    return PrintedAnswer(
        stem=_in_a_line(view.stem_html),
        right=[_in_a_line(words) for words in right_answers(version, given)] or _criteria(version),
        why=prose(explanation, pictures=desk.picture),
    )


def _criteria(version: QuestionVersion) -> list[list[Node]]:
    """What a text is looked at for, and what each level brings."""
    if not has_criteria(version):
        return []
    return [[f"{one.words} – {' · '.join(map(str, one.levels))}"] for one in criteria(version)]


def _in_a_line(html: Markup) -> list[Node]:
    """Formulas stay; pictures become their words, and what is too long its beginning."""
    words = " ".join(html.striptags().split())
    return [words[:_LONG_STEM]] if len(words) > _LONG_STEM else prose(html, pictures=_no_picture)


def _no_picture(source: str) -> str:  # noqa: ARG001 - the face every desk has
    return ""

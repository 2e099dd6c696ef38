"""A step's text as the blocks its editor shows: each with its Markdown and how it looks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from markupsafe import Markup

from volteface.core import markup
from volteface.core.html_as_markdown import Converted, looks_same, markdown_of
from volteface.courses.queries.editor import PreviewBlock, preview_of
from volteface.courses.queries.files import images_of
from volteface.courses.queries.film_forms import (
    FilmChoices,
    PoolChoices,
    film_choices,
    pool_choices,
)
from volteface.courses.rules.body import question_keys
from volteface.courses.rules.source import SourceBlock, split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.core.markup import Picture
    from volteface.courses.models import Course, Step
    from volteface.courses.queries.files import CourseFiles

_TYPED_IN_PLACE = {"text", "table"}
_SHOWN = {"question", "film"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorBlock:
    """A block of the editor; ``rich`` ones are typed in place, the others have a form."""

    kind: str
    source: str
    gap: str
    is_rich: bool
    # What is typed in: HTML for a rich block, else the words of its form.
    html: Markup
    typed: str = ""
    language: str = ""
    picture: Picture | None = None
    shown: tuple[PreviewBlock, ...] = ()
    film: FilmChoices | None = None
    pool: PoolChoices | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorBlocks:
    """All of them, and the blank space before the first."""

    lead: str
    blocks: tuple[EditorBlock, ...]


def editor_blocks(step: Step, body: str) -> EditorBlocks:
    """The blocks of a text, at least one to type in."""
    source = split(body)
    images = images_of(step.module.course)
    blocks = source.blocks or (SourceBlock(kind="text", source=""),)
    shown = _shown(step, blocks)
    course = step.module.course
    films = film_choices(course, [each.source for each in blocks if each.kind == "film"])
    pools = pool_choices(course, [each.source for each in blocks if each.kind == "pool"])
    made = (_block(block, images, shown.get(index, ())) for index, block in enumerate(blocks))
    return EditorBlocks(
        lead=source.lead,
        blocks=tuple(
            replace(block, film=films.get(block.source), pool=pools.get(block.source))
            for block in made
        ),
    )


def typed_markdown(course: Course, html: str, *, pasted: bool = False) -> Converted:
    """What was typed in place or pasted, as Markdown; pictures are known by name or address."""
    return markdown_of(html, names=names_of(images_of(course)), pasted=pasted)


def names_of(images: CourseFiles) -> Mapping[str, str]:
    """The name of each of a course's files, by its address and by itself."""
    return {address: name for name, address in images.addresses} | {
        name: name for name, _ in images.addresses
    }


@lru_cache(maxsize=4096)
def is_rich(source: str, images: CourseFiles) -> bool:
    """Whether this Markdown, typed in place, comes back looking the same."""
    again = markdown_of(markup.editable(source, images), names=names_of(images)).markdown
    return looks_same(markup.html(again, images), markup.html(source, images))


def _shown(step: Step, blocks: Sequence[SourceBlock]) -> dict[int, tuple[PreviewBlock, ...]]:
    """The questions and films among the blocks as learners will see them, read together."""
    places = [(at, block) for at, block in enumerate(blocks) if block.kind in _SHOWN]
    preview = iter(preview_of(step, "\n\n".join(block.source for _, block in places)))
    found = {}
    for at, block in places:
        questions = len(question_keys(block.source))
        count = questions if block.kind == "question" else questions + 1
        found[at] = tuple(islice(preview, count))
    return found


def _block(block: SourceBlock, images: CourseFiles, shown: tuple[PreviewBlock, ...]) -> EditorBlock:
    rich = block.kind in _TYPED_IN_PLACE and block.stands_alone and is_rich(block.source, images)
    html = Markup()
    if rich:
        html = markup.editable(block.source, images)
    elif block.kind not in {*_SHOWN, "other", "pool"}:
        html = markup.html(block.source, images)
    typed, language = _typed(block)
    pictures = markup.pictures_in(block.source) if block.kind == "picture" else ()
    return EditorBlock(
        kind=block.kind,
        source=block.source,
        gap=block.gap,
        is_rich=rich,
        html=html,
        typed=typed,
        language=language,
        picture=pictures[0] if pictures else None,
        shown=shown,
    )


def _typed(block: SourceBlock) -> tuple[str, str]:
    """The words of a code's or a formula's form, and the code's language."""
    lines = block.source.splitlines()
    if block.kind == "formula":
        return block.source.strip().removeprefix("$$").removesuffix("$$").strip("\n"), ""
    if block.kind != "code" or len(lines) < 2:  # noqa: PLR2004 - a fence has two lines
        return block.source, ""
    marks = lines[0].strip()
    language = marks.lstrip("`~").strip()
    is_closed = set(lines[-1].strip()) <= {marks[0]}
    return "\n".join(lines[1:-1] if is_closed else lines[1:]), language

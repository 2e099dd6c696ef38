"""A course as files: a Markdown file per module, other questions, pictures and films."""

from __future__ import annotations

import tempfile
import zipfile
from typing import IO, TYPE_CHECKING

from volteface.core import media_store
from volteface.courses.queries import live_modules
from volteface.courses.queries.document import (
    ModuleDocument,
    QuestionBlock,
    StepDocument,
    questions_in,
)
from volteface.courses.queries.files import asset_path, assets_of
from volteface.courses.queries.modules import module_file
from volteface.interop.markdown import write
from volteface.interop.markdown.format import BANK
from volteface.questions.queries import content_of, current_versions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from volteface.courses.models import Course

_SPOOLED = 8 * 1024 * 1024


def course_texts(course: Course) -> Iterator[tuple[str, str]]:
    """The names and texts of a course's Markdown files, in the modules' order."""
    asked: set[str] = set()
    for number, module in enumerate(live_modules(course), 1):
        module.course = course
        document = module_file(module)
        asked |= {block.key for block in _questions(document)}
        yield f"{number:02d}-{document.key}.md", write(document)
    loose = [
        QuestionBlock(key=version.question.key, content=content_of(version))
        for version in current_versions(course.bank)
        if version.question.key not in asked
    ]
    if loose:
        step = StepDocument(title=course.title, key=BANK, blocks=tuple(loose))
        document = ModuleDocument(
            title=course.title, key=BANK, language=course.language, steps=(step,)
        )
        yield f"{BANK}.md", write(document)


def course_files(course: Course) -> Iterator[tuple[str, Path]]:
    """The names of a course's pictures and films, and where they are kept."""
    for asset in assets_of(course):
        path = media_store.file_at(asset_path(asset.sha256))
        if path.exists():
            yield asset.name, path


def course_zip(course: Course) -> IO[bytes]:
    """The whole course as one zip, open at its beginning; whoever reads it closes it."""
    target = tempfile.SpooledTemporaryFile(max_size=_SPOOLED)  # noqa: SIM115 - the caller closes it
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in course_texts(course):
            archive.writestr(name, text)
        for name, path in course_files(course):
            # Pictures and films are packed already.
            archive.write(path, name, compress_type=zipfile.ZIP_STORED)
    target.seek(0)
    return target


def _questions(document: ModuleDocument) -> list[QuestionBlock]:
    return [block for step in document.steps for block in questions_in(step.blocks)]

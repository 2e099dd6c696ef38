"""Our own module files among the formats: one file, or a folder of them with pictures and films."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.courses.queries.document import questions_in
from volteface.interop.markdown import parse
from volteface.interop.parsed import File, Loose, Parsed, Skipped, Unreadable
from volteface.interop.rules.slugs import slug
from volteface.interop.rules.source import Source, decoded, trunk

if TYPE_CHECKING:
    from volteface.courses.queries.document import ModuleDocument

name = "markdown"
label = N_("Module files in Markdown")
position = 40

# The module file that holds a bank's questions outside modules.
BANK = "question-bank"

_HEAD = re.compile(
    r"\ufeff?---[ \t]*\r?\n.{0,60000}?^(?:title|key)[ \t]*:", re.DOTALL | re.MULTILINE
)
_QUESTION = re.compile(r"^:::[ \t]*(?:question|video)\b", re.MULTILINE)
_STEP = re.compile(r"^#[ \t]+\S", re.MULTILINE)
_PAGES = {".md", ".markdown"}
_NOT_MODULES = {"README", "LICENSE", "CHANGELOG"}
_NO_MODULE = N_("There is no module in it: begin each page of a module with “# Its title”.")
_SAME_KEY = N_("Another file of the folder has the same key; this one was left out.")


def recognises(source: Source) -> bool:
    """A text with our head or our blocks, a Markdown file with pages, or a folder of such."""
    if source.is_folder:
        files = trunk(source)
        return any(_is_module(files[path]) for path in _paths(files))
    text = source.text
    if _HEAD.match(text) or _QUESTION.search(text):
        return True
    return source.suffix in _PAGES and _STEP.search(text) is not None


def read(source: Source) -> Parsed:
    """Every module file, and the files beside them."""
    files = trunk(source) if source.is_folder else dict(source.files)
    paths = _paths(files) if source.is_folder else list(files)
    modules: dict[str, ModuleDocument] = {}
    questions: list[Loose] = []
    skipped: list[Skipped] = []
    for path in paths:
        document, problems = parse(decoded(files[path])[0])
        before = f"{path}, " if source.is_folder else ""
        skipped += [Skipped(where=f"{before}{one.where}", why=one.why) for one in problems]
        document = _named(document, path)
        if document.key == BANK:
            questions += _loose(document, path)
        elif not document.steps:
            skipped.append(Skipped(where=path, why=_NO_MODULE))
        elif document.key in modules:
            skipped.append(Skipped(where=path, why=_SAME_KEY))
        else:
            modules[document.key] = document
    if not modules and not questions:
        first = skipped[0] if skipped else Skipped(where=source.name, why=_NO_MODULE)
        raise Unreadable(first.why, where=first.where)
    return Parsed(
        format=name,
        questions=tuple(questions),
        modules=tuple(modules.values()),
        files=tuple(
            File(name=PurePosixPath(path).name, data=data, where=path)
            for path, data in sorted(files.items())
            if PurePosixPath(path).suffix.lower() not in _PAGES
        ),
        skipped=tuple(skipped),
        notes=(source.note,) if source.note else (),
    )


def _paths(files: dict[str, bytes]) -> list[str]:
    return sorted(
        path
        for path in files
        if PurePosixPath(path).suffix.lower() in _PAGES
        and PurePosixPath(path).stem.upper() not in _NOT_MODULES
    )


def _is_module(data: bytes) -> bool:
    text = decoded(data)[0]
    return _HEAD.match(text) is not None or _QUESTION.search(text) is not None


def _named(document: ModuleDocument, path: str) -> ModuleDocument:
    """A module without a title or key takes them from its file's name."""
    stem = re.sub(r"^\d+[-_ ]", "", PurePosixPath(path).stem)
    title = document.title or stem.replace("-", " ").replace("_", " ").strip().capitalize()
    return replace(document, title=title or "Module", key=document.key or slug(title, "module"))


def _loose(document: ModuleDocument, path: str) -> list[Loose]:
    return [
        Loose(content=block.content, where=path, key=block.key)
        for step in document.steps
        for block in questions_in(step.blocks)
    ]

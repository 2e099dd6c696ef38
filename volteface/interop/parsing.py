"""What the worker process runs: a file's bytes become plain data; nothing is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import django
from django.apps import apps

# The worker process starts bare: questions and courses can be imported only after this.
if not apps.models_ready:
    django.setup()

from volteface.core.words import N_
from volteface.interop.formats import damage, detect, recognised
from volteface.interop.joining import joined
from volteface.interop.parsed import MOST_QUESTIONS, Parsed, Skipped, Unreadable, keyed
from volteface.interop.rules.archive import DamagedArchive, UnsafeArchive
from volteface.interop.rules.source import LARGEST, LONGEST_TEXT, Source, opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TOO_LARGE = N_(
    "This is too large: 50 MB at most at once. Bring long films in one by one, on the course's "
    "page of files, and the texts without them."
)
_TOO_LONG = N_("The text is too long: 2 MB at most. Part it into several files.")
_TOO_MANY = N_("The file holds too many questions: 2,000 at most. Part it into several files.")
# Texts that carry pictures and sounds in them.
_HOLDS_FILES = {".xml"}
_TEXTS = (".md", ".txt", ".gift", ".markdown", ".yaml", ".yml", ".rmd")


def parse(named: Sequence[tuple[str, bytes | Path]]) -> Parsed:
    """The files understood, together; raises ``Unreadable`` when nothing of them can come in.

    Of several files, one that cannot be read is left out and named.
    """
    found: list[tuple[str, Parsed]] = []
    refused: list[Unreadable] = []
    for name, content in named:
        try:
            found += [(one.name, _parsed(one)) for one in _opened(name, content)]
        except Unreadable as error:
            refused.append(error)
    if not found:
        raise refused[0]
    parsed = joined(found)
    if len(keyed(parsed.questions)) > MOST_QUESTIONS:
        raise Unreadable(_TOO_MANY, where=named[0][0])
    left_out = tuple(Skipped(where=error.where, why=str(error)) for error in refused)
    return replace(parsed, skipped=(*left_out, *parsed.skipped))


def _opened(name: str, content: bytes | Path) -> list[Source]:
    """What was sent; a zip that is no package of any format is what lies in it."""
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    if size > LARGEST:
        raise Unreadable(TOO_LARGE, where=name)
    data = content if isinstance(content, bytes) else content.read_bytes()
    try:
        source = opened(name, data)
        if not source.is_folder or recognised(source):
            return [source]
        inside = [opened(PurePosixPath(path).name, each) for path, each in source.files.items()]
    except DamagedArchive as error:
        raise Unreadable(damage(PurePosixPath(name).suffix.lower()), where=name) from error
    except UnsafeArchive as error:
        raise Unreadable(str(error), where=name) from error
    known = [one for one in inside if recognised(one)]
    return known or [source]


def _parsed(source: Source) -> Parsed:
    for path, inside in source.files.items():
        if len(inside) > LONGEST_TEXT and (path.lower().endswith(_TEXTS) or _is_text(source)):
            raise Unreadable(_TOO_LONG, where=path)
    return detect(source).read(source)


def _is_text(source: Source) -> bool:
    return not source.is_folder and source.suffix not in _HOLDS_FILES

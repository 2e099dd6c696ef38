"""What the worker process runs: a file's bytes become plain data; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django
from django.apps import apps

# The worker process starts bare: questions and courses can be imported only after this.
if not apps.models_ready:
    django.setup()

from volteface.core.words import N_
from volteface.interop.formats import detect
from volteface.interop.parsed import MOST_QUESTIONS, Parsed, Unreadable, keyed
from volteface.interop.rules.archive import UnsafeArchive
from volteface.interop.rules.source import LARGEST, LONGEST_TEXT, opened

if TYPE_CHECKING:
    from pathlib import Path

TOO_LARGE = N_(
    "The file is too large: 20 MB at most. Bring long films in one by one, on the course's page of "
    "files, and the texts without them."
)
_TOO_LONG = N_("The text is too long: 2 MB at most. Part it into several files.")
_TOO_MANY = N_("The file holds too many questions: 2,000 at most. Part it into several files.")
_TEXTS = (".md", ".txt", ".gift", ".markdown", ".yaml", ".yml", ".rmd")


def parse(name: str, content: bytes | Path) -> Parsed:
    """The file understood; raises ``Unreadable`` with a reason and a place."""
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    if size > LARGEST:
        raise Unreadable(TOO_LARGE, where=name)
    data = content if isinstance(content, bytes) else content.read_bytes()
    try:
        source = opened(name, data)
    except UnsafeArchive as error:
        raise Unreadable(str(error), where=name) from error
    for path, inside in source.files.items():
        if len(inside) > LONGEST_TEXT and (path.lower().endswith(_TEXTS) or not source.is_folder):
            raise Unreadable(_TOO_LONG, where=path)
    parsed = detect(source).read(source)
    if len(keyed(parsed.questions)) > MOST_QUESTIONS:
        raise Unreadable(_TOO_MANY, where=name)
    return parsed

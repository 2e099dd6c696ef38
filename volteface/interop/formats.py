"""The formats that come in: one folder each, found by name; and which of them a file is."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from volteface.core.words import N_
from volteface.interop.parsed import Unreadable
from volteface.interop.rules.archive import DAMAGED

if TYPE_CHECKING:
    from volteface.interop.parsed import Parsed
    from volteface.interop.rules.source import Source

EXPECTED = N_(
    "This is none of the formats that come in: slides (.pptx), a document (.docx), a module file "
    "in Markdown, questions as GIFT, Aiken or Moodle XML, a list of addresses of films, or a "
    "Carpentries lesson as a folder or zip."
)
_OFFICE = N_(
    "Of office files, slides (.pptx) and documents (.docx) come in. Save it as one of them."
)
_OLD_OFFICE = N_(
    "This office file is locked with a password or of an old kind (.doc, .ppt). Save it without a "
    "password as .docx or .pptx."
)
_OPEN_DOCUMENT = N_("OpenDocument files do not come in. Save it as .pptx or .docx.")
_PDF = N_("PDF does not come in. Look for the file it was made from, as Markdown or GIFT.")
_BACKUP = N_("Course backups do not come in yet. Export the questions as GIFT.")
_PACKAGE = N_("SCORM and Common Cartridge packages do not come in yet.")
_TAR = N_("Send a zip file instead of a tar or gzip archive.")
# What a file by its name ought to be, and is not: it came in broken.
_DAMAGED = {
    ".pptx": N_("The deck is damaged. Open it where it was made, and save it again as .pptx."),
    ".docx": N_("The document is damaged. Open it where it was made, and save it again as .docx."),
    ".zip": DAMAGED,
}
_EMPTY = N_("The file is empty.")
# Packages by a file they hold.
_FOLDERS = (
    ("content.xml", _OPEN_DOCUMENT),
    ("[Content_Types].xml", _OFFICE),
    ("moodle_backup.xml", _BACKUP),
    ("imsmanifest.xml", _PACKAGE),
)


class Format(Protocol):
    """What a format's folder offers in its ``format`` module."""

    name: str
    # What people call it, to translate.
    label: str
    # Asked in this order whether a file is theirs.
    position: int

    def recognises(self, source: Source, /) -> bool:
        """Whether the content is of this format."""

    def read(self, source: Source, /) -> Parsed:
        """What the file brings in; raises ``Unreadable`` when that is nothing."""


def get(name: str) -> Format | None:
    """The format of this name."""
    return _FORMATS.get(name)


def all_formats() -> list[Format]:
    """Every format, in the order they are tried."""
    return sorted(_FORMATS.values(), key=lambda each: each.position)


def detect(source: Source) -> Format:
    """The format a file is by its content; raises ``Unreadable`` saying what was expected."""
    found = recognised(source)
    if found is None:
        raise Unreadable(_refusal(source), where=source.name)
    return found


def recognised(source: Source) -> Format | None:
    """The format a file is by its content, if it is one."""
    return next((each for each in all_formats() if each.recognises(source)), None)


def damage(suffix: str) -> str:
    """What to do about a broken file whose name ends so."""
    return _DAMAGED.get(suffix, DAMAGED)


def _refusal(source: Source) -> str:
    if source.is_folder:
        names = {Path(path).name for path in source.files}
        return next((why for name, why in _FOLDERS if name in names), EXPECTED)
    data = next(iter(source.files.values()), b"")
    reasons = (
        (_EMPTY, not data.strip()),
        (_BACKUP, data[:2] == b"\x1f\x8b" and source.suffix == ".mbz"),
        (_TAR, data[:2] == b"\x1f\x8b" or data[257:262] == b"ustar"),
        (_PDF, data[:4] == b"%PDF"),
        (_OLD_OFFICE, data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    )
    expected = _DAMAGED.get(source.suffix, EXPECTED)
    return next((why for why, is_so in reasons if is_so), expected)


def _found() -> dict[str, Format]:
    formats: dict[str, Format] = {}
    root = Path(__file__).parent
    for package in pkgutil.iter_modules([str(root)]):
        if package.ispkg and (root / package.name / "format.py").exists():
            module = importlib.import_module(f"volteface.interop.{package.name}.format")
            formats[module.name] = cast("Format", module)
    return formats


_FORMATS = _found()

"""What was sent: one file, or a folder's files by their paths, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.rules.archive import is_zip, read_zip

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 50 * 1024 * 1024
LONGEST_TEXT = 2_000_000
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Files by path; ``name`` is what the person called the whole."""

    name: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    # A zip or a folder, however many files it holds.
    is_folder: bool = False
    # The zip itself, for those who read it whole.
    data: bytes = b""

    @property
    def suffix(self) -> str:
        """The end of the name, in lower case."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def text(self) -> str:
        """The text of a single file; empty for a folder or for what is no text."""
        if self.is_folder or len(self.files) != 1:
            return ""
        (data,) = self.files.values()
        return decoded(data)[0]

    @property
    def note(self) -> str:
        """What had to be guessed about the text of a single file."""
        if self.is_folder or len(self.files) != 1:
            return ""
        (data,) = self.files.values()
        return decoded(data)[1]


def opened(name: str, data: bytes) -> Source:
    """The file as sent, unpacked when it is a zip; raises ``UnsafeArchive``."""
    if is_zip(data):
        return Source(name=name, files=read_zip(data), is_folder=True, data=data)
    return Source(name=name, files={name: data})


def decoded(data: bytes) -> tuple[str, str]:
    """The text in bytes, and a note when it was not UTF-8; empty for what is no text at all."""
    if b"\x00" in data[:8_192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", ""
    for encoding in ("utf-8", "utf-16"):
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return data.decode(encoding).removeprefix(_MARK), ""
        except UnicodeDecodeError:
            continue
    text = data.decode("cp1252", "replace")
    return text, N_(
        "The file is not UTF-8: its letters were read as Windows-1252. Check the accents."
    )


def trunk(source: Source) -> dict[str, bytes]:
    """The files of a folder without the folders that hold all of them (``lesson-main/…``)."""
    files = dict(source.files)
    while files:
        firsts = {PurePosixPath(path).parts[0] for path in files}
        if len(firsts) > 1 or any(len(PurePosixPath(path).parts) == 1 for path in files):
            break
        if firsts <= {"episodes", "_episodes", "_episodes_rmd"}:
            break
        files = {
            str(PurePosixPath(*PurePosixPath(path).parts[1:])): data for path, data in files.items()
        }
    return files

"""Read a zip somebody sent: in memory only, and whatever smells of an attack is refused."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from pathlib import PurePosixPath

from volteface.core.words import N_

DAMAGED = N_("The zip file is damaged. Make it again and send it again.")
MOST_FILES = 2_000
MOST_BYTES = 200 * 1024 * 1024
# What is kept in memory, and the biggest file of it.
MOST_KEPT = 80 * 1024 * 1024
MOST_RATIO = 200
# Small files may pack as well as they like.
_FREE = 1024 * 1024
_LONGEST_NAME = 250
# 2,000 entries with long names; a larger directory is not read at all.
_LARGEST_DIRECTORY = 1024 * 1024
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_TAIL = 65_557
_DRIVE = re.compile(r"[A-Za-z]:")
_ENCRYPTED = 0x1
_LITTER = ("__MACOSX", ".git", ".github", "node_modules")


class UnsafeArchive(Exception):
    """The zip is damaged, locked or built to do harm; the message says which, for a person."""


class DamagedArchive(UnsafeArchive):
    """The zip ends too early or says nonsense."""

    def __init__(self) -> None:
        super().__init__(DAMAGED)


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin like a zip file (an empty one begins with its end)."""
    return data[:4] in {b"PK\x03\x04", _END}


def read_zip(data: bytes) -> dict[str, bytes]:
    """The files of a zip by their paths, litter left out; raises ``UnsafeArchive``."""
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            for entry in entries:
                _check_entry(entry)
            _check_together(entries)
            return _contents(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError) as error:
        raise DamagedArchive from error
    except NotImplementedError as error:
        raise UnsafeArchive(N_("The zip file is packed in a way that is not read here.")) from error


def _check_directory(data: bytes) -> None:
    """The list of files is measured before it is read: a million entries would fill the memory."""
    end = data.rfind(_END, max(0, len(data) - _TAIL))
    if end < 0 or len(data) < end + 22:
        raise DamagedArchive
    entries = int.from_bytes(data[end + 10 : end + 12], "little")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if entries > MOST_FILES or size > _LARGEST_DIRECTORY or _END_64 in data[max(0, end - 20) : end]:
        raise UnsafeArchive(N_("The zip file holds too many files: 2,000 at most."))


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename.replace("\\", "/")
    path = PurePosixPath(name)
    if "\x00" in name or not name.strip() or len(name) > _LONGEST_NAME:
        raise UnsafeArchive(N_("A file in the zip has a name that cannot be right."))
    if path.is_absolute() or ".." in path.parts or _DRIVE.match(name):
        raise UnsafeArchive(N_("A file in the zip wants to be written outside its folder."))
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise UnsafeArchive(N_("The zip file holds links. Put the files themselves in it."))
    if entry.flag_bits & _ENCRYPTED:
        raise UnsafeArchive(N_("The zip file is protected by a password. Send it without one."))
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnsafeArchive(N_("The zip file is packed in a way that is not read here."))
    if entry.file_size > _FREE and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
        raise UnsafeArchive(N_("A file in the zip unpacks to far more than its size."))


def _check_together(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise UnsafeArchive(N_("The zip file holds too many files: 2,000 at most."))
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise UnsafeArchive(N_("The zip file unpacks to more than 200 MB."))
    names = [_name(entry) for entry in entries]
    if len({name.casefold() for name in names}) < len(names):
        raise UnsafeArchive(N_("Two files in the zip have the same name."))


def _contents(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    kept: dict[str, bytes] = {}
    left = MOST_KEPT
    for entry in entries:
        if entry.is_dir() or _is_litter(_name(entry)):
            continue
        with archive.open(entry) as packed:
            # The size a zip tells may be a lie: never more than the limit is unpacked.
            content = packed.read(min(left, entry.file_size) + 1)
        if len(content) > min(left, entry.file_size):
            raise UnsafeArchive(N_("The zip file unpacks to more than it says."))
        left -= len(content)
        kept[_name(entry)] = content
    return kept


def _name(entry: zipfile.ZipInfo) -> str:
    return str(PurePosixPath(entry.orig_filename.replace("\\", "/")))


def _is_litter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part in _LITTER or part.startswith("._") or part == ".DS_Store" for part in parts)

"""Keeping a course's files: by their content, within limits, under the name authors write."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.core import media_store
from volteface.courses.errors import FileIsRefused
from volteface.courses.models import Asset
from volteface.courses.queries import forget_editions
from volteface.courses.queries.files import FOLDER, asset_path
from volteface.courses.rules import captions, media
from volteface.questions.queries.shown import forget_rendered

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.courses.models import Course

MEGABYTE = 1_048_576
# The largest request the server takes has 64 MB.
MOST_OF_A_FILM = 60 * MEGABYTE
_BEGINNING = 16
# Extension: media type, largest size, and how its content begins (None: not checked).
_TYPES: dict[str, tuple[str, int, tuple[bytes, ...] | None]] = {
    ".png": ("image/png", 5 * MEGABYTE, (b"\x89PNG",)),
    ".jpg": ("image/jpeg", 5 * MEGABYTE, (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", 5 * MEGABYTE, (b"\xff\xd8\xff",)),
    ".gif": ("image/gif", 5 * MEGABYTE, (b"GIF8",)),
    ".webp": ("image/webp", 5 * MEGABYTE, (b"RIFF",)),
    ".vtt": ("text/vtt", MEGABYTE, None),
    ".pdf": ("application/pdf", 20 * MEGABYTE, (b"%PDF",)),
    ".csv": ("text/csv", MEGABYTE, None),
    ".txt": ("text/plain", MEGABYTE, None),
}


# Films and sound: media type, and the container their content must be.
FILMS = {
    ".webm": ("video/webm", "webm"),
    ".mp4": ("video/mp4", "mp4"),
    ".m4v": ("video/mp4", "mp4"),
    ".m4a": ("audio/mp4", "mp4"),
    ".mp3": ("audio/mpeg", "mp3"),
    ".ogg": ("audio/ogg", "ogg"),
    ".opus": ("audio/ogg", "ogg"),
    ".wav": ("audio/wav", "wav"),
}
_CAPTIONS = (".vtt", ".srt", ".sbv")


def save_asset(
    course: Course, *, name: str, data: bytes | IO[bytes], by: Subject | None, at: dt.datetime
) -> Asset:
    """Keep a file under ``name``; the same name later stands for the newer content.

    A stream is read piece by piece: a film is never whole in memory. Refuses an empty file, one
    that is too large, and a type that courses do not keep; then nothing of it stays.
    """
    clean = clean_name(name)
    content = io.BytesIO(data) if isinstance(data, bytes) else data
    if Path(clean).suffix in _CAPTIONS:
        clean, content = _as_vtt(clean, content)
    kept = _checked(clean, content)
    digest = _store(clean, content)
    return keep(course, clean, kept, digest, by=by, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is known of a file's content."""

    media_type: str
    size: int
    seconds: float = 0.0


def keep(
    course: Course, clean: str, kept: Kept, digest: str, *, by: Subject | None, at: dt.datetime
) -> Asset:
    """Let ``clean`` stand for content that is stored already."""
    facts = {
        "media_type": kept.media_type,
        "size": kept.size,
        "sha256": digest,
        "seconds": kept.seconds,
    }
    with transaction.atomic():
        asset, made = Asset.objects.get_or_create(
            course=course,
            name=clean,
            defaults=facts,
        )
        if not made and (asset.sha256 != digest or asset.archived_at is not None):
            for field, value in facts.items():
                setattr(asset, field, value)
            asset.archived_at = None
            asset.save()
        record(by, "save", noun="file", code=asset.code, at=at, detail={"name": clean})
        transaction.on_commit(forget_rendered)
        transaction.on_commit(forget_editions)
    return asset


def archive_asset(asset: Asset, *, by: Subject | None, at: dt.datetime) -> Asset:
    """Take a file out of the course; published texts keep it."""
    with transaction.atomic():
        if asset.archived_at is None:
            asset.archived_at = at
            asset.save(update_fields=["archived_at"])
            record(by, "archive", noun="file", code=asset.code, at=at)
    return asset


def check_file(name: str, data: bytes) -> None:
    """Raises what ``save_asset`` would refuse this file with; nothing is kept."""
    clean, content = clean_name(name), io.BytesIO(data)
    if Path(clean).suffix in _CAPTIONS:
        clean, content = _as_vtt(clean, content)
    _checked(clean, content)


def clean_name(name: str) -> str:
    """The last part of a file's name, with only what is harmless in Markdown and addresses."""
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, extension = last.rpartition(".")
    harmless = re.sub(r"[^\w.-]+", "-", stem if dot else last).strip("-.") or "file"
    return f"{harmless[:100]}{dot}{extension.lower()[:10]}"


def check_film(name: str, content: IO[bytes], *, largest: int) -> Kept:
    """A film's or sound's kind, size and length by its content; refuses what is none."""
    media_type, container = FILMS[Path(name).suffix]
    size = _size_of(name, content, media_type, largest)
    found = media.probe(content)
    if found.container != container:
        message = _("“%(name)s” is not what its name says. Save it again in that format.")
        raise FileIsRefused(message % {"name": name})
    return Kept(media_type=media_type, size=size, seconds=found.seconds)


def _as_vtt(name: str, content: IO[bytes]) -> tuple[str, io.BytesIO]:
    """Captions of any format as WebVTT; refuses what cannot be read, with its line."""
    _size_of(name, content, "text/vtt", MEGABYTE)
    try:
        cues = captions.read(content.read(), must_be_vtt=name.endswith(".vtt"))
    except captions.CaptionsAreWrong as wrong:
        message = _("“%(name)s”, line %(line)s: %(why)s")
        facts = {"name": name, "line": wrong.line, "why": _(wrong.why)}
        raise FileIsRefused(message % facts) from wrong
    return f"{Path(name).stem}.vtt", io.BytesIO(captions.write(cues).encode())


def _checked(name: str, content: IO[bytes]) -> Kept:
    """The media type and the size, measured without reading more than is needed."""
    extension = Path(name).suffix
    if extension in FILMS:
        return check_film(name, content, largest=MOST_OF_A_FILM)
    if extension not in _TYPES:
        known = {*_TYPES, *FILMS, *_CAPTIONS}
        kinds = ", ".join(sorted(each.removeprefix(".") for each in known))
        message = _("“%(name)s” is of a kind that courses do not keep. Use one of: %(kinds)s.")
        raise FileIsRefused(message % {"name": name, "kinds": kinds})
    media_type, largest, beginnings = _TYPES[extension]
    size = _size_of(name, content, media_type, largest)
    if beginnings is not None and not content.read(_BEGINNING).startswith(beginnings):
        message = _("“%(name)s” is not what its name says. Save it again in that format.")
        raise FileIsRefused(message % {"name": name})
    return Kept(media_type=media_type, size=size)


def _size_of(name: str, content: IO[bytes], media_type: str, largest: int) -> int:
    """The size, from the content's beginning again; refuses nothing and too much."""
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    if not size:
        raise FileIsRefused(_("“%(name)s” is empty.") % {"name": name})
    if size > largest:
        facts = {"name": name, "size": _megabytes(size), "limit": largest // MEGABYTE}
        raise FileIsRefused(_too_large(media_type) % facts)
    return size


def _too_large(media_type: str) -> str:
    if media_type.startswith(("video/", "audio/")):
        return _(
            "“%(name)s” is too large: it has %(size)s MB, a film may have %(limit)s. Save it in a "
            "smaller size (720 lines are enough), or part it in two."
        )
    return _(
        "“%(name)s” is too large: it has %(size)s MB, a file of this kind may have %(limit)s. Save "
        "it in a smaller size."
    )


def _megabytes(size: int) -> int:
    """Rounded up: what is above a limit is never said to be at it."""
    return -(-size // MEGABYTE)


def _store(name: str, content: IO[bytes]) -> str:
    """Write the content once, hashing it on the way; returns the hash that is its name."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    temporary = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(descriptor, "wb") as file:
            digest = _copied(content, file)
        target = Path(settings.MEDIA_ROOT) / asset_path(digest)
        target.parent.mkdir(exist_ok=True)
        # A half-written file never has the final name.
        Path(temporary).replace(target)
        media_store.keep(asset_path(digest))
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise not_written(name) from error
    return digest


def not_written(name: str) -> FileIsRefused:
    """The disk or the object store has no place for a file."""
    message = _(
        "“%(name)s” could not be written: the server's disk may be full. Nothing was changed. "
        "Tell whoever looks after the server."
    )
    return FileIsRefused(message % {"name": name})


def _copied(content: IO[bytes], file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    content.seek(0)
    while piece := content.read(MEGABYTE):
        digest.update(piece)
        file.write(piece)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest()

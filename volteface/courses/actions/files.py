"""Keeping a course's files: by their content, within limits, under the name authors write."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.courses.errors import FileIsRefused
from volteface.courses.models import Asset
from volteface.courses.queries import forget_editions
from volteface.courses.queries.files import asset_path
from volteface.questions.queries.shown import forget_rendered

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.courses.models import Course

MEGABYTE = 1_048_576
# Extension: media type, largest size, and how its content begins (None: not checked).
_TYPES: dict[str, tuple[str, int, tuple[bytes, ...] | None]] = {
    ".png": ("image/png", 5 * MEGABYTE, (b"\x89PNG",)),
    ".jpg": ("image/jpeg", 5 * MEGABYTE, (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", 5 * MEGABYTE, (b"\xff\xd8\xff",)),
    ".gif": ("image/gif", 5 * MEGABYTE, (b"GIF8",)),
    ".webp": ("image/webp", 5 * MEGABYTE, (b"RIFF",)),
    ".webm": ("video/webm", 200 * MEGABYTE, (b"\x1a\x45\xdf\xa3",)),
    ".mp4": ("video/mp4", 200 * MEGABYTE, None),
    ".mp3": ("audio/mpeg", 50 * MEGABYTE, None),
    ".vtt": ("text/vtt", MEGABYTE, (b"WEBVTT", b"\xef\xbb\xbfWEBVTT")),
    ".pdf": ("application/pdf", 20 * MEGABYTE, (b"%PDF",)),
    ".csv": ("text/csv", MEGABYTE, None),
    ".txt": ("text/plain", MEGABYTE, None),
}


def save_asset(
    course: Course, *, name: str, data: bytes, by: Subject | None, at: dt.datetime
) -> Asset:
    """Keep a file under ``name``; the same name later stands for the newer content.

    Refuses an empty file, one that is too large, and a type that courses do not keep.
    """
    clean = clean_name(name)
    media_type = _checked_type(clean, data)
    digest = hashlib.sha256(data).hexdigest()
    _store(asset_path(digest), data)
    with transaction.atomic():
        asset, made = Asset.objects.get_or_create(
            course=course,
            name=clean,
            defaults={"media_type": media_type, "size": len(data), "sha256": digest},
        )
        if not made and (asset.sha256 != digest or asset.archived_at is not None):
            asset.media_type, asset.size, asset.sha256 = media_type, len(data), digest
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
    _checked_type(clean_name(name), data)


def clean_name(name: str) -> str:
    """The last part of a file's name, with only what is harmless in Markdown and addresses."""
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, extension = last.rpartition(".")
    harmless = re.sub(r"[^\w.-]+", "-", stem if dot else last).strip("-.") or "file"
    return f"{harmless[:100]}{dot}{extension.lower()[:10]}"


def _checked_type(name: str, data: bytes) -> str:
    extension = Path(name).suffix
    if extension not in _TYPES:
        kinds = ", ".join(sorted(each.removeprefix(".") for each in _TYPES))
        message = _("“%(name)s” is of a kind that courses do not keep. Use one of: %(kinds)s.")
        raise FileIsRefused(message % {"name": name, "kinds": kinds})
    media_type, largest, beginnings = _TYPES[extension]
    if not data:
        raise FileIsRefused(_("“%(name)s” is empty.") % {"name": name})
    if len(data) > largest:
        message = _("“%(name)s” is too large: %(limit)s MB at most.")
        raise FileIsRefused(message % {"name": name, "limit": largest // MEGABYTE})
    if beginnings is not None and not data.startswith(beginnings):
        message = _("“%(name)s” is not what its name says. Save it again in that format.")
        raise FileIsRefused(message % {"name": name})
    return media_type


def _store(path: str, data: bytes) -> None:
    """Write the content once; a half-written file never has the final name."""
    target = Path(settings.MEDIA_ROOT) / path
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(target)

"""Large films that arrive in parts: begun, gone on with after a broken line, kept or let go."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from volteface.core import media_store
from volteface.courses.actions.files import (
    FILMS,
    MEGABYTE,
    check_film,
    clean_name,
    keep,
    not_written,
)
from volteface.courses.errors import FileIsRefused
from volteface.courses.models import Asset, Upload
from volteface.courses.queries.files import asset_path
from volteface.courses.queries.uploads import arrived, part_path
from volteface.courses.rules.media import BEGINNING, container_of

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.courses.models import Course

# Half a film is kept this long for who comes back to it.
EXPIRES = dt.timedelta(days=7)
_SPARE = 512 * MEGABYTE
_MOST_OPEN = 20


def begin_upload(
    course: Course, *, name: str, size: int, fingerprint: str, by: Subject, at: dt.datetime
) -> Upload:
    """Make room for a film that will come in parts; the same file again finds what has arrived.

    Refuses what is no film or sound, what is larger than one may be, and what the course's films or
    the disk have no room for.
    """
    clean = clean_name(name)
    suffix = Path(clean).suffix
    if suffix not in FILMS:
        kinds = ", ".join(sorted(each.removeprefix(".") for each in FILMS))
        message = _("“%(name)s” is no film or sound. Use one of: %(kinds)s.")
        raise FileIsRefused(message % {"name": clean, "kinds": kinds})
    same = {"course": course, "by": by, "name": clean, "fingerprint": fingerprint[:80]}
    found = Upload.objects.filter(**same, size=size, asset__isnull=True).first()
    if found is not None:
        return found
    _check_room(course, clean, size)
    return Upload.objects.create(code=secrets.token_hex(16), size=size, begun_at=at, **same)


def check_beginning(upload: Upload) -> None:
    """Refuse, and let go of, what does not begin as its name says: no need to send the rest."""
    with part_path(upload).open("rb") as file:
        beginning = file.read(BEGINNING)
    _media_type, container = FILMS[Path(upload.name).suffix]
    if len(beginning) == BEGINNING and container_of(beginning) != container:
        drop_upload(upload)
        message = _("“%(name)s” is not what its name says. Save it again in that format.")
        raise FileIsRefused(message % {"name": upload.name})


def finish_upload(upload: Upload, *, at: dt.datetime) -> Asset:
    """Hash what has arrived, check it by its content, and put it into the course; once."""
    if upload.asset is not None:
        return upload.asset
    path = part_path(upload)
    try:
        with path.open("rb") as file:
            largest = settings.LARGEST_FILM_MB * MEGABYTE
            kept = check_film(upload.name, file, largest=largest)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileIsRefused:
        drop_upload(upload)
        raise
    target = Path(settings.MEDIA_ROOT) / asset_path(digest)
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)
    try:
        media_store.keep(asset_path(digest))
    except OSError as error:
        # What has arrived stays: the sender's last part is asked for again.
        target.replace(path)
        raise not_written(upload.name) from error
    with transaction.atomic():
        asset = keep(upload.course, upload.name, kept, digest, by=upload.by, at=at)
        upload.asset = asset
        upload.save(update_fields=["asset"])
    return asset


def drop_upload(upload: Upload) -> None:
    """Let go of what has arrived."""
    part_path(upload).unlink(missing_ok=True)
    Upload.objects.filter(pk=upload.pk, asset__isnull=True).delete()


def expire_uploads(at: dt.datetime) -> int:
    """Let go of films nobody went on with for a week; returns how many."""
    old = Upload.objects.filter(begun_at__lt=at - EXPIRES)
    old.filter(asset__isnull=False).delete()
    gone = 0
    for upload in old.filter(asset__isnull=True).select_related("course"):
        path = part_path(upload)
        moved = path.stat().st_mtime if path.exists() else 0
        if moved < (at - EXPIRES).timestamp():
            drop_upload(upload)
            gone += 1
    return gone


def write_part(descriptor: int, data: bytes, position: int) -> None:
    """Put bytes in their place; the same bytes twice change nothing."""
    view = memoryview(data)
    while view:
        count = os.pwrite(descriptor, view, position)
        view, position = view[count:], position + count


def _check_room(course: Course, name: str, size: int) -> None:
    limit = settings.LARGEST_FILM_MB
    if size <= 0:
        raise FileIsRefused(_("“%(name)s” is empty.") % {"name": name})
    if size > limit * MEGABYTE:
        facts = {"name": name, "size": -(-size // MEGABYTE), "limit": limit}
        message = _("“%(name)s” is too large: it has %(size)s MB, a film may have %(limit)s.")
        raise FileIsRefused(message % facts)
    waiting = Upload.objects.filter(course=course, asset__isnull=True)
    if waiting.count() >= _MOST_OPEN:
        raise FileIsRefused(_("Too many films are on their way. Finish or let go of one first."))
    films = Q(media_type__startswith="video/") | Q(media_type__startswith="audio/")
    held = Asset.objects.filter(films, course=course).aggregate(sum=Sum("size"))["sum"] or 0
    coming = waiting.aggregate(sum=Sum("size"))["sum"] or 0
    if held + coming + size > settings.COURSE_FILMS_MB * MEGABYTE:
        message = _("The course's films would have more than %(limit)s MB. Ask your administrator.")
        raise FileIsRefused(message % {"limit": settings.COURSE_FILMS_MB})
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    missing = coming - sum(arrived(upload) for upload in waiting)
    if shutil.disk_usage(root).free < size + missing + _SPARE:
        raise FileIsRefused(_("The server's disk has no room for “%(name)s”.") % {"name": name})

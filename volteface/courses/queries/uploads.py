"""Films on their way: where their parts are kept, how far they are, who may go on with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from volteface.accounts.models import Subject
from volteface.core.errors import Missing
from volteface.core.lanes import tokens
from volteface.courses.models import Upload
from volteface.courses.queries import course_for
from volteface.courses.queries.files import FOLDER

if TYPE_CHECKING:
    import datetime as dt

    from volteface.courses.models import Course

# Where the lane takes the parts.
UPLOAD_PATH = "/u/"
_USE = "upload"


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRow:
    """A film of which some has arrived."""

    code: str
    name: str
    percent: int
    size: str


def part_path(upload: Upload) -> Path:
    """The file that holds what has arrived."""
    return Path(settings.MEDIA_ROOT) / FOLDER / "arriving" / upload.code


def arrived(upload: Upload) -> int:
    """How many bytes are there."""
    if upload.asset_id is not None:
        return upload.size
    try:
        return min(part_path(upload).stat().st_size, upload.size)
    except OSError:
        return 0


def upload_address(upload: Upload, *, at: dt.datetime) -> str:
    """Where its parts are sent, by whoever began it."""
    token = tokens.make(
        _USE, subject_id=upload.by_id, target_id=upload.pk, scope=upload.code, epoch=0, at=at
    )
    return f"{UPLOAD_PATH}{token}"


def upload_at(token: str, *, at: dt.datetime) -> Upload:
    """The upload an address stands for, while its sender may write the course."""
    claims = tokens.read(token, use=_USE, at=at)
    if claims is None:
        raise Missing
    found = Upload.objects.select_related("course", "by", "asset").filter(
        pk=claims.target_id, code=claims.scope, by_id=claims.subject_id
    )
    upload = found.first()
    if upload is None:
        raise Missing
    course_for(Subject.objects.get(pk=claims.subject_id), upload.course.code, at=at)
    return upload


def own_upload(course: Course, subject: Subject, code: str) -> Upload:
    """One's own film on its way; raises ``Missing``."""
    found = Upload.objects.filter(course=course, by=subject, code=code, asset__isnull=True)
    upload = found.first()
    if upload is None:
        raise Missing
    return upload


def upload_rows(course: Course, subject: Subject) -> list[UploadRow]:
    """What somebody has begun to send and can go on with; one query."""
    rows = Upload.objects.filter(course=course, by=subject, asset__isnull=True).order_by("pk")
    return [
        UploadRow(
            code=upload.code,
            name=upload.name,
            percent=100 * arrived(upload) // max(upload.size, 1),
            size=filesizeformat(upload.size),
        )
        for upload in rows
    ]

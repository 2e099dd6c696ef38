"""Sheets of a course's own: write, adapt, share, put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.classroom.models import OwnTechnique
from volteface.classroom.techniques.stored import empty, to_json

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.classroom.techniques.sheet import Sheet
    from volteface.courses.models import Course


def begin_technique(
    course: Course, *, title: str, by: Subject | None, at: dt.datetime
) -> OwnTechnique:
    """A sheet of the course with nothing but its title."""
    return _made(course, empty(name="", title=title), origin="", by=by, at=at)


def adapt_technique(
    course: Course, *, sheet: Sheet, by: Subject | None, at: dt.datetime
) -> OwnTechnique:
    """A copy that belongs to the course, in the language it is read in; the first one stays."""
    return _made(course, sheet, origin=sheet.name, by=by, at=at)


def save_technique(
    own: OwnTechnique, *, sheet: Sheet, by: Subject | None, at: dt.datetime
) -> OwnTechnique:
    """New words for every field; nothing is written when nothing changed."""
    stored = to_json(sheet)
    if (own.title, own.sheet) == (str(sheet.title), stored):
        return own
    with transaction.atomic():
        own.title, own.sheet, own.changed_at = str(sheet.title), stored, at
        own.save(update_fields=["title", "sheet", "changed_at"])
        record(by, "save", noun="technique", code=own.code, at=at)
    return own


def share_technique(
    own: OwnTechnique, *, shared: bool, by: Subject | None, at: dt.datetime
) -> OwnTechnique:
    """Let whoever teaches here read, use and adapt it, or only the course again."""
    if shared == (own.shared_at is not None):
        return own
    with transaction.atomic():
        own.shared_at = at if shared else None
        own.save(update_fields=["shared_at"])
        record(by, "share" if shared else "unshare", noun="technique", code=own.code, at=at)
    return own


def archive_technique(own: OwnTechnique, *, by: Subject | None, at: dt.datetime) -> OwnTechnique:
    """Put it away; plans that have it keep their blocks."""
    return _put(own, at, "archive", by=by, at=at)


def restore_technique(own: OwnTechnique, *, by: Subject | None, at: dt.datetime) -> OwnTechnique:
    """Take it back."""
    return _put(own, None, "restore", by=by, at=at)


def _made(
    course: Course, sheet: Sheet, *, origin: str, by: Subject | None, at: dt.datetime
) -> OwnTechnique:
    stored = to_json(sheet)
    with transaction.atomic():
        own = OwnTechnique.objects.create(
            course=course,
            by=by,
            title=str(sheet.title)[:120],
            origin=origin,
            sheet=stored,
            changed_at=at,
        )
        record(by, "adapt" if origin else "create", noun="technique", code=own.code, at=at)
    return own


def _put(
    own: OwnTechnique, archived_at: dt.datetime | None, verb: str, *, by: Subject | None,
    at: dt.datetime,
) -> OwnTechnique:  # fmt: skip
    if (own.archived_at is None) == (archived_at is None):
        return own
    with transaction.atomic():
        own.archived_at = archived_at
        own.save(update_fields=["archived_at"])
        record(by, verb, noun="technique", code=own.code, at=at)
    return own

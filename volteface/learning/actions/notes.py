"""The only writers of one's own bookmarks, notes and highlights."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.learning.errors import NothingNoted
from volteface.learning.models import Note
from volteface.learning.rules.passages import AROUND, LONGEST_QUOTE, Passage, squeezed

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle

# The same words again within this time are one note sent twice.
_TWICE = dt.timedelta(minutes=2)
_WHOLE_STEP = Passage(quote="")


def write_note(
    cycle: Cycle,
    *,
    step_key: str,
    kind: str,
    by: Subject,
    at: dt.datetime,
    text: str = "",
    passage: Passage = _WHOLE_STEP,
    second: int | None = None,
) -> Note:
    """Keep a mark at a step; the same again, or a second bookmark of a place, is the first one.

    Raises `NothingNoted` for a note without words and a highlight without a passage.
    """
    kept = _kept(text, passage, kind)
    place = {
        "cycle": cycle,
        "subject": by,
        "step_key": step_key,
        "kind": kind,
        "block": passage.block,
        "second": second,
        "quote": squeezed(passage.quote)[:LONGEST_QUOTE],
    }
    with transaction.atomic():
        same = Note.objects.live().filter(**place, text=kept)
        if kind == Note.Kind.NOTE:
            same = same.filter(made_at__gt=at - _TWICE)
        found = same.first()
        if found is not None:
            return found
        return Note.objects.create(
            **place,
            text=kept,
            prefix=passage.prefix[-AROUND:],
            suffix=passage.suffix[:AROUND],
            made_at=at,
            changed_at=at,
        )


def rewrite_note(note: Note, *, text: str, at: dt.datetime) -> Note:
    """Change the words of a note. Raises `NothingNoted` when a note would be left without any."""
    kept = _kept(text, Passage(quote=note.quote, block=note.block), note.kind)
    with transaction.atomic():
        note.text, note.changed_at = kept, at
        note.save(update_fields=["text", "changed_at"])
    return note


def put_note_away(note: Note, *, by: Subject, at: dt.datetime) -> Note:
    """Take a note off one's list; it can be taken back."""
    return _archive(note, at, by=by, verb="put away", at=at)


def take_note_back(note: Note, *, by: Subject, at: dt.datetime) -> Note:
    """Undo putting a note away."""
    return _archive(note, None, by=by, verb="take back", at=at)


def _archive(
    note: Note, archived_at: dt.datetime | None, *, by: Subject, verb: str, at: dt.datetime
) -> Note:
    with transaction.atomic():
        note.archived_at = archived_at
        note.save(update_fields=["archived_at"])
        record(by, verb, noun="own note", code=note.code, at=at)
    return note


def _kept(text: str, passage: Passage, kind: str) -> str:
    kept = text.strip().replace("\r\n", "\n")
    if kind == Note.Kind.NOTE and not kept:
        raise NothingNoted(_("Write your note first."))
    if kind == Note.Kind.HIGHLIGHT and not passage.quote and passage.block is None:
        raise NothingNoted(_("Choose the passage first."))
    return kept

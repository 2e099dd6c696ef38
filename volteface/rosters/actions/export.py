"""The roster as a file for a spreadsheet, safe to open there (T20)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.core.worker import call
from volteface.messaging.actions import plan_message
from volteface.messaging.models import OutboxMessage
from volteface.rosters.queries.owners import owners_of
from volteface.rosters.rules.sheet import protected

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Cohort, Membership

# More learners in one file are asked for again, and told to whoever answers for them (T26).
LARGE = 200
EXPORTED = "rosters.exported"


def export_roster(
    cohort: Cohort, places: Iterable[Membership], *, kind: str, by: Subject, at: dt.datetime
) -> bytes:
    """The learners as CSV or XLSX, every cell a text; the import reads it back."""
    head = [_("Name"), _("E-mail"), _("Group"), _("Number"), _("Time factor")]
    rows = [[protected(cell) for cell in _cells(place)] for place in places]
    with transaction.atomic():
        detail = {"rows": len(rows), "format": kind}
        record(by, "export roster", noun="cohort", code=cohort.code, at=at, detail=detail)
        if len(rows) > LARGE:
            _tell_owners(cohort, len(rows), by=by, at=at)
    if kind == "xlsx":
        workbook = "volteface.rosters.rules.workbook:write_workbook"
        written: bytes = call(workbook, cohort.title, head, rows)
        return written
    text = io.StringIO(newline="")
    csv.writer(text).writerows([head, *rows])
    # The mark lets spreadsheets read accents.
    return text.getvalue().encode("utf-8-sig")


def _tell_owners(cohort: Cohort, count: int, *, by: Subject, at: dt.datetime) -> None:
    who = by.person.name if by.person is not None else ""
    for owner in owners_of(cohort, at=at).exclude(pk=by.pk):
        for channel in OutboxMessage.Channel.values:
            plan_message(
                owner,
                purpose=EXPORTED,
                channel=channel,
                about=cohort.code,
                nonce=f"{EXPORTED}:{cohort.code}:{by.pk}:{at.isoformat()}:{owner.pk}:{channel}",
                due_at=at,
                context={"who": who, "count": count, "at": at.isoformat()},
                at=at,
            )


def _cells(place: Membership) -> list[str]:
    person = place.subject.person
    return [
        person.name if person else "",
        person.email if person else "",
        place.group.name if place.group else "",
        person.key if person else "",
        str(place.time_factor),
    ]

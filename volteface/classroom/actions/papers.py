"""Tests on paper: made once, printed as often as one likes; sheets typed in, undone, counted.

A person's sheet goes into the log of answers some minutes after it was typed: until then a slip is
undone without a trace in any figure. A team's sheet is a team's result and never goes there.
"""

from __future__ import annotations

import datetime as dt
import uuid
from itertools import batched
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.classroom.actions.appeals import follow_appeals
from volteface.classroom.errors import AlreadyCounted, NothingToAsk
from volteface.classroom.models import PaperSheet, PaperTest
from volteface.classroom.queries.paper_sheets import current_sheets, order_to_json
from volteface.core import jobs
from volteface.core.codes import public_code
from volteface.learning.actions import Incoming, open_draw, record_many
from volteface.learning.queries import current_responses, draw_versions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.classroom.queries.paper_print import PaperSet
    from volteface.timetable.models import Cycle

COUNT_SHEET = "classroom.count_sheet"
# How long a sheet can be undone.
WAIT = dt.timedelta(minutes=10)
# Sheets handed over in one transaction: some hundred answers.
_TOGETHER = 25
# An answer that was given once and is blank on the sheet that replaces it: read, and not right.
_BLANK = "{}"


def make_test(
    cycle: Cycle, made: PaperSet, *, purpose: str, by: Subject | None, at: dt.datetime
) -> PaperTest:
    """The test as it was looked at; refuses one without a question."""
    if not made.versions:
        raise NothingToAsk(_("Tick a question at least."))
    with transaction.atomic():
        code = public_code()
        draw = open_draw(
            purpose,
            cohort=cycle.cohort,
            cycle=cycle,
            nonce=f"paper:{code}",
            versions=made.versions,
            edition=cycle.module.published,
            # Whoever took it may know how it went once the meeting is over.
            closes_at=max(at, cycle.meeting.ends_at),
            immediate_feedback=False,
            at=at,
        )
        order = order_to_json(made.order)
        test = PaperTest.objects.create(
            cycle=cycle, code=code, draw=draw, title=made.title, order=order, made_at=at
        )
        detail = {"questions": len(made.versions)}
        record(by, "make", noun="paper test", code=code, at=at, detail=detail)
    return test


def archive_test(test: PaperTest, *, by: Subject | None, at: dt.datetime) -> PaperTest:
    """Put a test away; what was typed in stays, and is counted."""
    return _put(test, at, "archive", by=by, at=at)


def restore_test(test: PaperTest, *, by: Subject | None, at: dt.datetime) -> PaperTest:
    """Take it back."""
    return _put(test, None, "restore", by=by, at=at)


def _put(
    test: PaperTest, archived_at: dt.datetime | None, verb: str, *, by: Subject | None,
    at: dt.datetime,
) -> PaperTest:  # fmt: skip
    if (test.archived_at is None) == (archived_at is None):
        return test
    with transaction.atomic():
        test.archived_at = archived_at
        test.save(update_fields=["archived_at"])
        record(by, verb, noun="paper test", code=test.code, at=at)
    return test


def save_sheet(
    test: PaperTest,
    *,
    form: str,
    filled: Mapping[str, object],
    subject: Subject | None = None,
    team: int | None = None,
    by: Subject | None,
    at: dt.datetime,
) -> PaperSheet:
    """Keep what a person's or a team's sheet says; it replaces the one before, which stays."""
    with transaction.atomic():
        sheet = PaperSheet.objects.create(
            test=test, subject=subject, team=team, form=form, filled=dict(filled), typed_at=at
        )
        record(by, "type", noun="paper sheet", code=sheet.code, at=at)
        if subject is not None:
            jobs.enqueue(
                COUNT_SHEET,
                nonce=f"sheet:{sheet.code}",
                payload={"sheet": sheet.code},
                run_at=at + WAIT,
            )
    return sheet


def undo_sheet(sheet: PaperSheet, *, by: Subject | None, at: dt.datetime) -> PaperSheet:
    """As if it had not been typed: the one before counts again. Refused once it was counted."""
    with transaction.atomic():
        sheet = PaperSheet.objects.select_for_update().get(pk=sheet.pk)
        if sheet.counted_at is not None:
            raise AlreadyCounted(
                _("This sheet has been counted. Type it in again: the new one replaces it.")
            )
        if sheet.undone_at is None:
            sheet.undone_at = at
            sheet.save(update_fields=["undone_at"])
            record(by, "undo", noun="paper sheet", code=sheet.code, at=at)
    return sheet


def count_sheet(sheet: PaperSheet, *, at: dt.datetime) -> int:
    """Hand a person's newest sheet to the log of answers; repeated, or undone, it does nothing."""
    return _count(sheet.test, [sheet.pk], at=at)


def count_sheets(test: PaperTest, *, at: dt.datetime) -> int:
    """Hand over all that wait, without waiting longer; returns how many there were."""
    waiting = PaperSheet.objects.filter(
        test=test, subject__isnull=False, counted_at=None, undone_at=None
    )
    keys = list(waiting.order_by("pk").values_list("pk", flat=True))
    return sum(_count(test, chunk, at=at) for chunk in batched(keys, _TOGETHER))


def _count(test: PaperTest, keys: Collection[int], *, at: dt.datetime) -> int:
    """Those of these sheets that are people's newest, and still wait."""
    with transaction.atomic():
        rows = PaperSheet.objects.select_for_update().filter(pk__in=keys, counted_at=None)
        newest = {sheet.pk for sheet in current_sheets(test)}
        sheets = [row for row in rows if row.pk in newest and row.subject_id is not None]
        _hand_over(test, sheets)
        PaperSheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).update(counted_at=at)
        follow_appeals(test, at=at)
    return len(sheets)


def _hand_over(test: PaperTest, sheets: Sequence[PaperSheet]) -> None:
    """Through the door of answers collected elsewhere: judged, stored and marked like any other."""
    draw = test.draw
    versions = draw_versions(draw)
    before = {(row.subject_id, row.version_id) for row in current_responses(draw)}
    given: list[tuple[Incoming, dt.datetime]] = []
    for sheet in sheets:
        # It was answered in the meeting, whenever it is typed in.
        at = min(sheet.typed_at, draw.closes_at or sheet.typed_at)
        for version in versions:
            there = (sheet.subject_id, version.pk) in before
            answer = sheet.filled.get(version.code) or (_BLANK if there else "")
            # Where only a mark is known, there is no answer to keep.
            if answer and not isinstance(answer, bool) and sheet.subject_id is not None:
                incoming = Incoming(
                    answer_id=uuid.uuid5(uuid.NAMESPACE_OID, f"{sheet.code}:{version.code}"),
                    subject_id=sheet.subject_id,
                    version=version,
                    answer=str(answer),
                )
                given.append((incoming, at))
    record_many(draw, given)

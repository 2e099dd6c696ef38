"""Accepted appeals: credited to the team and to its people's own answers, or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.classroom.models import PaperAppeal
from volteface.classroom.queries.appeals import credits_of
from volteface.classroom.rules.appeals import is_credited, with_credit
from volteface.learning.actions.regrades import add_grades
from volteface.learning.queries import current_responses
from volteface.questions.queries import mark

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.classroom.models import PaperTest
    from volteface.questions.models import QuestionVersion


def accept_appeal(
    test: PaperTest,
    version: QuestionVersion,
    *,
    team: int,
    option: str,
    by: Subject | None,
    at: dt.datetime,
) -> PaperAppeal:
    """Let an option count as right for a team; another one for the same question replaces it."""
    with transaction.atomic():
        rows = PaperAppeal.objects.select_for_update().filter(test=test, team=team, undone_at=None)
        before = rows.filter(version=version).first()
        if before is not None and before.option == option:
            return before
        if before is not None:
            before.undone_at = at
            before.save(update_fields=["undone_at"])
        made = PaperAppeal.objects.create(
            test=test, team=team, version=version, option=option, accepted_at=at
        )
        record(by, "accept", noun="appeal", code=made.code, at=at)
        follow_appeals(test, at=at)
    return made


def undo_appeal(appeal: PaperAppeal, *, by: Subject | None, at: dt.datetime) -> PaperAppeal:
    """As if it had not been accepted."""
    with transaction.atomic():
        appeal = PaperAppeal.objects.select_for_update().get(pk=appeal.pk)
        if appeal.undone_at is None:
            appeal.undone_at = at
            appeal.save(update_fields=["undone_at"])
            record(by, "undo", noun="appeal", code=appeal.code, at=at)
            follow_appeals(appeal.test, at=at)
    return appeal


def follow_appeals(test: PaperTest, *, at: dt.datetime) -> int:
    """Add a newer grade to answers in the log that appeals made right, or do so no longer.

    Returns how many. Again, it adds nothing.
    """
    rows = PaperAppeal.objects.filter(test=test).select_related("version__question")
    versions = {row.version_id: row.version for row in rows}
    if not versions:
        return 0
    credits_ = credits_of(test)
    added = 0
    answers = current_responses(test.draw)
    for version in versions.values():
        marks = []
        for one in answers:
            if one.version_id != version.pk:
                continue
            wanted = mark(version, one.answer)
            if is_credited(credits_.of_person(one.subject_id), version.code, wanted.chosen):
                wanted = with_credit(wanted)
            if wanted.correct != one.correct:
                marks.append((one.seq, wanted))
        added += add_grades(marks, grader_version=version.grader_version, at=at)
    return added

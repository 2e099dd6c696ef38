"""Regrades: a new version with the mended key, newer grades, and a kind word to who is concerned.

Grades are only added; the newest of an answer counts. To undo one, regrade again.
"""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.accounts.models import Subject
from volteface.core import jobs
from volteface.insights.errors import PreviewIsStale
from volteface.insights.models import Regrade
from volteface.insights.queries.regrades import Change, changes_by
from volteface.insights.rules.regrading import fingerprint, summary
from volteface.learning.actions.regrades import add_grades, key_was_mended
from volteface.learning.queries.regrades import otherwise_right
from volteface.messaging.actions import BOTH, Planned, plan_many
from volteface.questions.actions import mend_key
from volteface.questions.queries import content_of
from volteface.readiness.actions import recompute_cycle
from volteface.refreshers.actions import rebuild_question
from volteface.timetable.models import Cycle

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from volteface.questions.models import Question
    from volteface.questions.queries.content import Content

REGRADED = "regraded"
FINISH_JOB = "insights.regrade"
_CHUNK = 200


def regrade(
    question: Question, content: Content, *, seen: str, by: Subject, at: dt.datetime
) -> Regrade:
    """Mark every answer to the present series by ``content``'s key.

    ``seen`` is the fingerprint of the preview that was confirmed: exactly its rows change, else
    it is refused. A crash between the key and the grades is finished by a job.
    """
    before = question.current
    rows, changes = changes_by(question, content)
    if before is None or fingerprint(rows) != seen:
        raise PreviewIsStale
    figures = summary(rows)
    with transaction.atomic():
        after = mend_key(question, content, by=by, at=at)
        made = Regrade.objects.create(
            question=question,
            before=before,
            after=after,
            by=by,
            at=at,
            changed=figures.answers,
            learners=figures.learners,
            mean_before=figures.mean_before,
            mean_after=figures.mean_after,
        )
        detail = {"regrade": made.code, "answers": figures.answers, "learners": figures.learners}
        record(by, "regrade", noun="question", code=question.code, at=at, detail=detail)
        key_was_mended(question, at=at)
        jobs.enqueue(
            FINISH_JOB, nonce=f"{FINISH_JOB}:{made.code}", payload={"regrade": made.pk}, run_at=at
        )
    _write(made, changes, at)
    return made


def finish_regrade(made: Regrade, *, at: dt.datetime) -> int:
    """Add what a crash, or an answer marked in the same moment, left undone; else nothing.

    When the questions come back to those whose answer became right or wrong is computed again.
    """
    question = made.question
    added = _finished_grades(made, at=at)
    rebuild_question(question, otherwise_right(question, since=made.at), at=at)
    return added


def _finished_grades(made: Regrade, *, at: dt.datetime) -> int:
    question = made.question
    if question.current_id != made.after_id:
        # A later regrade or edit has the last word.
        return 0
    _rows, changes = changes_by(question, content_of(made.after))
    _write(made, changes, at)
    return len(changes)


def _write(made: Regrade, changes: Sequence[Change], at: dt.datetime) -> None:
    told: set[int] = set()
    for chunk in batched(changes, _CHUNK):
        with transaction.atomic():
            add_grades(
                [(change.answer.seq, change.mark) for change in chunk],
                grader_version=made.after.grader_version,
                at=at,
            )
            plan_many(_messages(made, chunk, told, at), at=at)
    for cycle in Cycle.objects.filter(
        pk__in={change.answer.cycle_id for change in changes if change.answer.cycle_id}
    ).select_related("module__published"):
        recompute_cycle(cycle, at=at)


def _messages(
    made: Regrade, changes: Sequence[Change], told: set[int], at: dt.datetime
) -> list[Planned]:
    """One message for each learner who knew the old mark; the last answer decides what it says."""
    concerned = {
        change.answer.subject_id: change
        for change in changes
        if change.answer.counts
        and change.mark.fraction != change.answer.fraction
        and change.answer.was_told(at)
        and change.answer.subject_id not in told
    }
    told.update(concerned)
    subjects = Subject.objects.filter(pk__in=concerned, kind=Subject.Kind.PERSON).in_bulk()
    return [
        Planned(
            subject=subject,
            purpose=REGRADED,
            channel=channel,
            about=made.code,
            nonce=f"{REGRADED}:{made.code}:{pk}:{channel}",
            due_at=at,
            context={
                "better": concerned[pk].mark.fraction > concerned[pk].answer.fraction,
                "cycle": concerned[pk].answer.cycle_id or 0,
            },
        )
        for pk, subject in subjects.items()
        for channel in BOTH
    ]

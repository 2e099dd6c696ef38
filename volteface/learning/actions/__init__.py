"""The only writers of draws, answers and progress."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import connection, transaction

from volteface.core import changes
from volteface.core.values import quick_value
from volteface.learning import answer_log, events, rules
from volteface.learning.answer_log import Given, Saved
from volteface.learning.errors import (
    AnswerConflicts,
    NothingAnswered,
    NotInThisDraw,
    NotOpenYet,
)
from volteface.learning.models import Draw, DrawQuestion, Progress
from volteface.learning.queries import DrawFacts, draw_facts
from volteface.questions.queries import mark
from volteface.timetable.models import Cycle

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from volteface.accounts.models import Subject
    from volteface.courses.models import Edition
    from volteface.questions.models import QuestionVersion
    from volteface.rosters.models import Cohort

CHUNK = 300
LONGEST_ANSWER = 6_000


@quick_value
class Incoming:
    """An answer as somebody sends it, parsed but neither marked nor judged late."""

    answer_id: uuid.UUID
    subject_id: int
    version: QuestionVersion
    answer: str
    certainty: int | None = None
    device: str = ""
    counter: int = 0
    seconds: int | None = None
    options_shown: str = ""


def open_draw(
    purpose: str,
    *,
    cohort: Cohort,
    cycle: Cycle | None,
    nonce: str,
    versions: Sequence[QuestionVersion],
    at: dt.datetime,
    edition: Edition | None = None,
    opens_at: dt.datetime | None = None,
    closes_at: dt.datetime | None = None,
    immediate_feedback: bool = True,
) -> Draw:
    """The draw of this occasion: the same ``nonce`` again finds the first one, unchanged."""
    with transaction.atomic():
        draw, made = Draw.objects.get_or_create(
            nonce=nonce,
            defaults={
                "purpose": purpose,
                "cohort": cohort,
                "cycle": cycle,
                "edition": edition,
                "opens_at": opens_at,
                "closes_at": closes_at,
                "immediate_feedback": immediate_feedback,
                "created_at": at,
            },
        )
        if made:
            _add_versions(draw, versions, first_position=0)
    return draw


def ensure_preparation_draw(cycle: Cycle, *, at: dt.datetime) -> Draw | None:
    """The draw behind the steps of a cycle's module, with the questions of its newest edition.

    Questions of older editions stay in it, so that an answer given to them is never refused.
    Nothing for a module that is not published.
    """
    edition = cycle.module.published
    if edition is None:
        return None
    links = edition.questions.select_related("version").order_by("step__position", "position")
    versions = [link.version for link in links]
    with transaction.atomic():
        draw = open_draw(
            Draw.Purpose.PREPARATION,
            cohort=cycle.cohort,
            cycle=cycle,
            nonce=f"{cycle.code}:preparation",
            versions=versions,
            edition=edition,
            at=at,
        )
        changes.announce("preparation", str(cycle.pk), at=at)
        if draw.edition_id != edition.pk:
            known = set(draw.questions.values_list("version_id", flat=True))
            new = [version for version in versions if version.pk not in known]
            _add_versions(draw, new, first_position=len(known))
            draw.edition = edition
            draw.save(update_fields=["edition"])
            changes.announce("draw", str(draw.pk), at=at)
    return draw


def close_draw(draw: Draw, *, at: dt.datetime) -> Draw:
    """Take no more answers in time after ``at``; what comes later is kept and marked."""
    with transaction.atomic():
        if draw.closes_at is None or draw.closes_at > at:
            draw.closes_at = at
            draw.save(update_fields=["closes_at"])
            changes.announce("draw", str(draw.pk), at=at)
    return draw


def reopen_draw(draw: Draw, *, closes_at: dt.datetime | None, at: dt.datetime) -> Draw:
    """Give a draw another deadline, or none; everybody's own time runs from now."""
    with transaction.atomic():
        draw.opens_at = at
        draw.closes_at = closes_at
        draw.save(update_fields=["opens_at", "closes_at"])
        changes.announce("draw", str(draw.pk), at=at)
    return draw


def dates_changed(cycle: Cycle, *, at: dt.datetime) -> None:
    """Tell the lane that deadlines of the cycle's draws must be read again."""
    with transaction.atomic():
        changes.announce("cycle", cycle.code, at=at)
        for draw_id in Draw.objects.filter(cycle=cycle).values_list("pk", flat=True):
            changes.announce("draw", str(draw_id), at=at)


def pace_changed(cohort_id: int, *, at: dt.datetime) -> None:
    """Tell the lane that somebody of the cohort has another time factor."""
    cycles = Cycle.objects.filter(cohort=cohort_id, archived_at__isnull=True)
    with transaction.atomic():
        for draw_id in Draw.objects.filter(cohort=cohort_id, opens_at__isnull=False).values_list(
            "pk", flat=True
        ):
            changes.announce("draw", str(draw_id), at=at)
        for code in cycles.values_list("code", flat=True):
            changes.announce("cycle", code, at=at)


def judged(incoming: Incoming, facts: DrawFacts, *, at: dt.datetime) -> Given:
    """The answer with its mark and lateness; refuses what the draw does not take.

    The one way every answer goes, from the lane or from an action.
    """
    version = incoming.version
    if facts.versions.get(version.code) is None:
        raise NotInThisDraw
    if not rules.is_open(at, opens_at=facts.opens_at):
        raise NotOpenYet
    if not incoming.answer or len(incoming.answer) > LONGEST_ANSWER:
        raise NothingAnswered
    given = mark(version, incoming.answer)
    return Given(
        answer_id=incoming.answer_id,
        subject_id=incoming.subject_id,
        draw_id=facts.pk,
        version_id=version.pk,
        answer=incoming.answer,
        options_shown=incoming.options_shown,
        certainty=incoming.certainty,
        device=incoming.device,
        counter=incoming.counter,
        seconds=incoming.seconds,
        accepted_at=at,
        late=facts.is_late(incoming.subject_id, at),
        fraction=given.fraction,
        correct=given.correct,
        chosen=",".join(given.chosen)[:400],
        misconceptions=",".join(given.misconceptions)[:400],
        grader_version=version.grader_version,
    )


def record_response(
    subject: Subject,
    *,
    draw: Draw,
    version: QuestionVersion,
    answer: str,
    at: dt.datetime,
    answer_id: uuid.UUID | None = None,
    certainty: int | None = None,
    device: str = "",
    counter: int = 0,
    seconds: int | None = None,
) -> Saved:
    """Store one answer under the lane's own rules; the same ``answer_id`` again is harmless."""
    facts = draw_facts(draw.pk)
    if facts is None:
        raise NotInThisDraw
    incoming = Incoming(
        answer_id=answer_id or uuid.uuid4(),
        subject_id=subject.pk,
        version=version,
        answer=answer,
        certainty=certainty,
        device=device,
        counter=counter,
        seconds=seconds,
    )
    (saved,) = store_all([judged(incoming, facts, at=at)])
    if saved is None:
        raise AnswerConflicts
    return saved


def record_many(draw: Draw, answers: Iterable[tuple[Incoming, dt.datetime]]) -> int:
    """Store many answers of one draw, each at its own moment; returns how many were new.

    For demonstrations and for what was collected without a network. Written in chunks, so the
    gate is never held for long; a repetition adds nothing.
    """
    facts = draw_facts(draw.pk)
    if facts is None:
        raise NotInThisDraw
    marked = [judged(incoming, facts, at=at) for incoming, at in answers]
    new = 0
    for first in range(0, len(marked), CHUNK):
        stored = store_all(marked[first : first + CHUNK])
        new += sum(1 for saved in stored if saved is not None and not saved.again)
    return new


def store_all(batch: Sequence[Given]) -> list[Saved | None]:
    """Store a batch on Django's connection; see `answer_log.store`."""
    if not batch:
        return []
    with transaction.atomic(), connection.cursor() as cursor:
        return answer_log.store(cursor, batch)


def open_step(cycle: Cycle, *, subject: Subject, step_key: str, at: dt.datetime) -> Progress:
    """Remember that a subject has begun a step."""
    progress, _made = Progress.objects.get_or_create(
        cycle=cycle, subject=subject, step_key=step_key, defaults={"opened_at": at}
    )
    return progress


def finish_step(cycle: Cycle, *, subject: Subject, step_key: str, at: dt.datetime) -> Progress:
    """Remember that a subject has gone on from a step; the first time counts."""
    progress = Progress.objects.filter(cycle=cycle, subject=subject, step_key=step_key).first()
    if progress is not None and progress.finished_at is not None:
        return progress
    progress = Progress(
        cycle=cycle, subject=subject, step_key=step_key, opened_at=at, finished_at=at
    )
    # One statement: a hall goes on from a step at the same time as it answers.
    with transaction.atomic():
        Progress.objects.bulk_create(
            [progress],
            update_conflicts=True,
            unique_fields=["cycle", "subject", "step_key"],
            update_fields=["finished_at"],
        )
        events.step_finished.announce(cycle.pk)
    return progress


def _add_versions(draw: Draw, versions: Sequence[QuestionVersion], *, first_position: int) -> None:
    DrawQuestion.objects.bulk_create(
        DrawQuestion(draw=draw, version=version, position=position)
        for position, version in enumerate(dict.fromkeys(versions), start=first_position)
    )


def record_reading(rows: Sequence[Progress]) -> None:
    """Store many steps read, each with its own moments, in chunks; what is there already stays.

    For demonstrations and for what was collected without a network.
    """
    for first in range(0, len(rows), CHUNK):
        Progress.objects.bulk_create(rows[first : first + CHUNK], ignore_conflicts=True)

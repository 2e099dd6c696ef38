"""Keeping the schedules true to the log, and recording what is answered through a door."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.models import Subject
from volteface.core.models import Cursor
from volteface.courses.models import EditionQuestion
from volteface.learning.actions import open_draw, record_response
from volteface.learning.errors import AnswerConflicts
from volteface.learning.models import Draw
from volteface.learning.queries import responses_after, responses_to
from volteface.questions.models import Question, QuestionVersion
from volteface.questions.queries.content import unmarked_kinds
from volteface.refreshers import queries
from volteface.refreshers.models import ReviewLog, Schedule
from volteface.refreshers.rules import memory
from volteface.rosters.models import Cohort
from volteface.timetable.models import Cycle

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from volteface.courses.models import Module
    from volteface.learning.queries import ResponseRow
    from volteface.refreshers.queries.doors import Door

    type Key = tuple[int, int, int]

CURSOR = "refreshers"
_PULLED = 2_000
_WRITTEN = 25
# Open answers have no mark to learn an interval from.
_UNMARKED = unmarked_kinds()


def refresh_schedules(*, at: dt.datetime) -> int:
    """Rate every answer since the last time; returns how many. A repetition changes nothing."""
    cursor, _made = Cursor.objects.get_or_create(name=CURSOR)
    seq, count = cursor.seq, 0
    while rows := responses_after(seq, _PULLED):
        count += _rate(rows, at)
        seq = rows[-1].seq
        Cursor.objects.filter(pk=cursor.pk, seq__lt=seq).update(seq=seq, moved_at=at)
    return count


def rebuild_schedules(cohort: Cohort, *, at: dt.datetime) -> int:
    """Throw a cohort's schedules away and make them again from the log."""
    ids = list(Schedule.objects.filter(cohort=cohort).values_list("pk", flat=True))
    for chunk in batched(ids, _WRITTEN):
        Schedule.objects.filter(pk__in=chunk).delete()
    seq, count = 0, 0
    while rows := responses_after(seq, _PULLED):
        seq = rows[-1].seq
        count += _rate([row for row in rows if row.cohort_id == cohort.pk], at)
    return count


def rebuild_question(question: Question, subjects: Iterable[int], *, at: dt.datetime) -> int:
    """Make these people's schedules of one question again, because marks of it have changed.

    Returns how many answers were rated; a repetition changes nothing.
    """
    count = 0
    for chunk in batched(sorted(set(subjects)), _WRITTEN):
        # Answers that come in meanwhile are rated here or, by their numbers, at the next pull.
        with transaction.atomic():
            Schedule.objects.filter(question=question, subject_id__in=chunk).delete()
            count += _rate(responses_to(question.pk, chunk), at)
    return count


def reschedule_cycle(cycle_id: int) -> int:
    """New dates for the questions of a cycle whose meeting moved; what they remember stays."""
    return _reschedule(Schedule.objects.filter(cycle_id=cycle_id))


def reschedule_cohort(cohort_id: int, *, after: int = 0) -> int | None:
    """New dates for a part of a cohort's questions, because its exam or its end has moved.

    Begins after the schedule with the row id ``after``; returns the last one's, nothing at the end.
    """
    rows = Schedule.objects.filter(cohort_id=cohort_id, pk__gt=after).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:_PULLED])
    if not ids:
        return None
    _reschedule(Schedule.objects.filter(cohort_id=cohort_id, pk__gt=after, pk__lte=ids[-1]))
    return ids[-1]


def ask_newest(module: Module, *, at: dt.datetime) -> int:
    """Open the draws of newly published versions wherever their questions are scheduled."""
    links = EditionQuestion.objects.filter(edition=module.published_id)
    asked = links.values_list("version__question_id", flat=True)
    pairs = Schedule.objects.filter(question_id__in=list(asked), cohort__archived_at__isnull=True)
    keys = sorted(pairs.values_list("cohort_id", "question_id").distinct())
    cohorts = Cohort.objects.in_bulk({cohort_id for cohort_id, _question_id in keys})
    return _open_draws([(cohorts[cohort_id], question_id) for cohort_id, question_id in keys], at)


def next_refresher(
    subject: Subject, cohort: Cohort, *, at: dt.datetime
) -> tuple[Draw, QuestionVersion] | None:
    """The question to ask now with its draw, opened if it was not; nothing when nothing is due."""
    for due in queries.due_for(subject, cohort, at):
        question = Question.objects.select_related("current").get(pk=due.question_id)
        if question.current is not None:
            return _ensure_draw(cohort, question.current, at), question.current
    return None


def answer_through(door: Door, *, answer: str, certainty: int | None, at: dt.datetime) -> None:
    """Record the one answer a door takes and open what is next; a second tap changes nothing."""
    try:
        record_response(
            door.subject,
            draw=door.draw,
            version=door.version,
            answer=answer,
            certainty=certainty,
            answer_id=door.answer_id,
            at=at,
        )
    except AnswerConflicts:
        return
    refresh_schedules(at=at)
    next_refresher(door.subject, door.cohort, at=at)


def _rate(rows: Iterable[ResponseRow], at: dt.datetime) -> int:
    countable = [row for row in rows if row.countable]
    people = set(
        Subject.objects.filter(
            pk__in={row.subject_id for row in countable}, kind=Subject.Kind.PERSON
        ).values_list("pk", flat=True)
    )
    unmarked = set(
        QuestionVersion.objects.filter(
            pk__in={row.version_id for row in countable}, kind__in=_UNMARKED
        ).values_list("pk", flat=True)
    )
    rated = [
        row for row in countable if row.subject_id in people and row.version_id not in unmarked
    ]
    by_key: dict[Key, list[ResponseRow]] = {}
    for row in rated:
        by_key.setdefault((row.subject_id, row.question_id, row.cohort_id), []).append(row)
    # By subject: the schedules of a few people are read at a time, not of everybody.
    for chunk in batched(sorted(by_key), _WRITTEN):
        _rate_chunk({key: by_key[key] for key in chunk}, at)
    return len(rated)


def _rate_chunk(by_key: dict[Key, list[ResponseRow]], at: dt.datetime) -> None:
    known = {
        (row.subject_id, row.question_id, row.cohort_id): row
        for row in Schedule.objects.filter(
            subject_id__in={key[0] for key in by_key},
            question_id__in={key[1] for key in by_key},
            cohort_id__in={key[2] for key in by_key},
        )
    }
    cohorts = Cohort.objects.in_bulk({key[2] for key in by_key})
    cycle_ids = {row.cycle_id for rows in by_key.values() for row in rows if row.cycle_id}
    cycle_ids |= {row.cycle_id for row in known.values() if row.cycle_id}
    cycles = Cycle.objects.select_related("meeting").in_bulk(cycle_ids)
    schedules, logs = [], []
    for key, rows in by_key.items():
        schedule = known.get(key) or Schedule(
            subject_id=key[0], question_id=key[1], cohort_id=key[2], card={}
        )
        before = schedule.card
        reviews = _review(schedule, rows)
        if schedule.card == before:
            continue
        schedule.cohort = cohorts[key[2]]
        schedule.cycle = cycles.get(schedule.cycle_id or 0)
        schedule.due_at = _due_at(schedule)
        schedules.append(schedule)
        logs += [(key, row, rating) for row, rating in reviews]
    _write(schedules, logs)
    _open_draws([(row.cohort, row.question_id) for row in schedules], at)


def _review(schedule: Schedule, rows: list[ResponseRow]) -> list[tuple[ResponseRow, str]]:
    """Move a schedule through new answers in the server's order; returns those that were rated."""
    remembered = memory.from_json(schedule.card) if schedule.card else None
    reviews = []
    for row in rows:
        if row.seq <= schedule.last_seq:
            continue
        schedule.last_seq = row.seq
        if row.cycle_id is not None and (
            schedule.cycle_id is None or row.purpose == Draw.Purpose.PREPARATION
        ):
            schedule.cycle_id = row.cycle_id
        if remembered is not None and not memory.is_retrieval(remembered, row.accepted_at):
            remembered = memory.repeated(
                remembered, correct=row.correct, certainty=row.certainty, at=row.accepted_at
            )
            continue
        remembered = memory.reviewed(
            remembered, correct=row.correct, certainty=row.certainty, at=row.accepted_at
        )
        reviews.append((row, remembered.last_rating))
    if remembered is not None:
        schedule.card = memory.to_json(remembered)
    return reviews


def _reschedule(schedules: QuerySet[Schedule]) -> int:
    """Write the dates that change; an answer rated meanwhile has its own, newer one."""
    rows = schedules.select_related("cohort", "cycle__meeting")
    changed = [(row, due_at) for row in rows if (due_at := _due_at(row)) != row.due_at]
    for chunk in batched(changed, _WRITTEN):
        with transaction.atomic():
            for row, due_at in chunk:
                Schedule.objects.filter(pk=row.pk, last_seq=row.last_seq).update(due_at=due_at)
    return len(changed)


def _due_at(schedule: Schedule) -> dt.datetime | None:
    return memory.next_due(
        memory.from_json(schedule.card),
        meeting_at=queries.meeting_of(schedule.cycle),
        horizon=queries.horizon_of(schedule.cohort),
    )


def _write(schedules: list[Schedule], logs: list[tuple[Key, ResponseRow, str]]) -> None:
    with transaction.atomic():
        Schedule.objects.bulk_create(
            schedules,
            update_conflicts=True,
            unique_fields=["subject", "question", "cohort"],
            update_fields=["cycle", "card", "due_at", "last_seq"],
        )
        # The upsert returns the keys of old rows and new ones alike.
        keys = {(row.subject_id, row.question_id, row.cohort_id): row.pk for row in schedules}
        ReviewLog.objects.bulk_create(
            [
                ReviewLog(
                    schedule_id=keys[key],
                    response_id=row.seq,
                    rating=rating,
                    reviewed_at=row.accepted_at,
                )
                for key, row, rating in logs
            ],
            ignore_conflicts=True,
        )


def _open_draws(wanted: list[tuple[Cohort, int]], at: dt.datetime) -> int:
    """Every question that may come back has its draw before anybody opens its address."""
    questions = Question.objects.select_related("current").in_bulk({each[1] for each in wanted})
    versions = {
        queries.draw_nonce(cohort.code, version.pk): (cohort, version)
        for cohort, question_id in wanted
        if (version := questions[question_id].current) is not None
    }
    there = set(Draw.objects.filter(nonce__in=versions).values_list("nonce", flat=True))
    missing = [each for nonce, each in versions.items() if nonce not in there]
    for cohort, version in missing:
        _ensure_draw(cohort, version, at)
    return len(missing)


def _ensure_draw(cohort: Cohort, version: QuestionVersion, at: dt.datetime) -> Draw:
    return open_draw(
        Draw.Purpose.REFRESHER,
        cohort=cohort,
        cycle=None,
        nonce=queries.draw_nonce(cohort.code, version.pk),
        versions=[version],
        at=at,
    )

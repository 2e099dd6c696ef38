"""What is due for whom, within today's ten minutes."""

from __future__ import annotations

import datetime as dt
from math import ceil
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from volteface.learning.models import Draw, Response
from volteface.refreshers.models import Schedule
from volteface.refreshers.rules import memory
from volteface.refreshers.rules.ration import DueQuestion, allowance, minutes_for, queue

if TYPE_CHECKING:
    from collections.abc import Collection

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Cohort
    from volteface.timetable.models import Cycle


def due_for(subject: Subject, cohort: Cohort, at: dt.datetime) -> tuple[DueQuestion, ...]:
    """What should come back now, own errors first, no more than today's ration; two queries."""
    return due_for_many([subject], cohort, at).get(subject.pk, ())


def due_for_many(
    subjects: Collection[Subject], cohort: Cohort, at: dt.datetime
) -> dict[int, tuple[DueQuestion, ...]]:
    """The same by subject id, whoever has nothing due left out; two queries for all of them."""
    due: dict[int, list[DueQuestion]] = {}
    for row in Schedule.objects.filter(
        subject__in=subjects, cohort=cohort, due_at__lte=at, question__archived_at__isnull=True
    ):
        due.setdefault(row.subject_id, []).append(_due(row))
    seconds = _seconds_today(due, cohort, at) if due else {}
    return {pk: queue(rows, most=allowance(seconds.get(pk, []))) for pk, rows in due.items()}


def minutes_of(questions: int, *, factor: float = 1.0) -> int:
    """How long so many are said to take, wherever it is said, to somebody with a time factor."""
    minutes = minutes_for(questions)
    return ceil(minutes * factor) if factor else minutes


def next_at(subject: Subject, cohort: Cohort, at: dt.datetime) -> dt.datetime | None:
    """When the next question comes back, if any does."""
    later = Schedule.objects.filter(subject=subject, cohort=cohort, due_at__gt=at)
    return later.order_by("due_at").values_list("due_at", flat=True).first()


def subjects_due(cohort: Cohort, at: dt.datetime) -> set[int]:
    """Everybody in the cohort for whom something is due."""
    rows = Schedule.objects.filter(
        cohort=cohort, due_at__lte=at, question__archived_at__isnull=True
    )
    return set(rows.values_list("subject_id", flat=True).distinct())


def horizon_of(cohort: Cohort) -> dt.datetime:
    """What everything is learnt for: the exam, or the end of the cohort where none is set."""
    if cohort.exam_at is not None:
        return cohort.exam_at
    last = dt.datetime.combine(cohort.ends_on, dt.time(), ZoneInfo(cohort.time_zone))
    return (last + dt.timedelta(days=1)).astimezone(dt.UTC)


def meeting_of(cycle: Cycle | None) -> dt.datetime | None:
    """The meeting the first intervals aim at; none when it was called off."""
    if cycle is None or cycle.state != "published":
        return None
    return cycle.meeting.starts_at


def draw_nonce(cohort_code: str, version_id: int) -> str:
    """One refresher draw for each question version in a cohort: its results are one lineage."""
    return f"{cohort_code}:refresher:{version_id}"


def day_began(at: dt.datetime, zone: str) -> dt.datetime:
    """The first moment of the day around ``at`` on the cohort's clock."""
    here = at.astimezone(ZoneInfo(zone))
    return here.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(dt.UTC)


def _seconds_today(
    subject_ids: Collection[int], cohort: Cohort, at: dt.datetime
) -> dict[int, list[int | None]]:
    answered = Response.objects.filter(
        subject__in=subject_ids,
        draw__purpose=Draw.Purpose.REFRESHER,
        draw__cohort=cohort,
        accepted_at__gte=day_began(at, cohort.time_zone),
        accepted_at__lte=at,
    )
    seconds: dict[int, list[int | None]] = {}
    for subject_id, took in answered.values_list("subject_id", "seconds"):
        seconds.setdefault(subject_id, []).append(took)
    return seconds


def _due(row: Schedule) -> DueQuestion:
    remembered = memory.from_json(row.card)
    return DueQuestion(
        question_id=row.question_id,
        due_at=row.due_at or remembered.fsrs_due,
        last_rating=remembered.last_rating,
        certain_wrong=remembered.certain_wrong_at is not None,
    )

"""Schedules follow the log by a cursor; from nothing they come out the same."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from volteface.core.models import Cursor
from volteface.learning.actions import record_response
from volteface.learning.models import Draw
from volteface.questions.queries import parse_answer
from volteface.readiness.testing import MEETING_AT, NOW, FlippedClass, flipped_class
from volteface.refreshers.actions import (
    next_refresher,
    rebuild_schedules,
    refresh_schedules,
    reschedule_cycle,
)
from volteface.refreshers.models import ReviewLog, Schedule
from volteface.refreshers.queries import due_for, horizon_of, next_at
from volteface.rosters.models import Cohort

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def rows() -> list[tuple[object, ...]]:
    fields = ("subject_id", "question_id", "cohort_id", "cycle_id", "card", "due_at", "last_seq")
    return list(Schedule.objects.order_by("subject_id", "question_id").values_list(*fields))


def logs() -> list[tuple[object, ...]]:
    order = ReviewLog.objects.order_by("response_id")
    return list(order.values_list("response_id", "rating", "reviewed_at"))


def again(world: FlippedClass, learner: int, number: int, choice: str, at: dt.datetime) -> None:
    """A learner meets a question once more, in its refresher draw."""
    version = world.versions[number]
    draw = Draw.objects.get(purpose="refresher", questions__version=version)
    answer = parse_answer(version, {"choice": [choice]}) or ""
    subject = world.learners[learner]
    record_response(subject, draw=draw, version=version, answer=answer, certainty=3, at=at)


def lived_through() -> FlippedClass:
    """A few days of answers, right and wrong, pulled after each of them."""
    world = flipped_class(learners=3, questions=3)
    for learner, choices in zip(world.learners, ("111", "213", "2"), strict=True):
        world.finishes(learner, choices)
        refresh_schedules(at=NOW)
    world.answer(world.learners[0], 0, "o2", certainty=3)
    refresh_schedules(at=NOW)
    for day, learner, number, choice in [(2, 0, 0, "o1"), (3, 1, 0, "o2"), (9, 0, 0, "o1")]:
        again(world, learner, number, choice, NOW + day * DAY)
        refresh_schedules(at=NOW + day * DAY)
    return world


def test_a_rebuild_from_nothing_gives_the_same_schedules() -> None:
    world = lived_through()
    step_by_step, reviewed = rows(), logs()
    assert len(step_by_step) == 7
    rebuild_schedules(world.cohort, at=NOW + 10 * DAY)
    assert (rows(), logs()) == (step_by_step, reviewed)
    Schedule.objects.all().delete()
    Cursor.objects.all().delete()
    refresh_schedules(at=NOW + 10 * DAY)
    assert (rows(), logs()) == (step_by_step, reviewed)


def test_reading_the_log_twice_changes_nothing() -> None:
    lived_through()
    before, reviewed = rows(), logs()
    Cursor.objects.update(seq=0)
    refresh_schedules(at=NOW + 10 * DAY)
    assert (rows(), logs()) == (before, reviewed)


def test_an_answer_minutes_after_the_feedback_is_kept_but_not_rated() -> None:
    world = flipped_class(learners=1, questions=1)
    world.answer(world.learners[0], 0, "o2", certainty=3)
    world.answer(world.learners[0], 0, "o1", certainty=3)
    refresh_schedules(at=NOW)
    assert [rating for _seq, rating, _at in logs()] == ["again"]


def test_the_first_return_lies_in_the_gap_and_moves_with_the_meeting() -> None:
    world = flipped_class(learners=1, questions=1)
    meeting = world.cycle.meeting
    meeting.starts_at, meeting.ends_at = NOW + 10 * DAY, NOW + 10 * DAY + dt.timedelta(hours=1)
    meeting.save()
    world.answer(world.learners[0], 0, "o1", certainty=2)
    refresh_schedules(at=NOW)
    assert Schedule.objects.get().due_at == NOW + 3.3 * DAY
    meeting.starts_at, meeting.ends_at = NOW + 5 * DAY, NOW + 5 * DAY + dt.timedelta(hours=1)
    meeting.save()
    reschedule_cycle(world.cycle.pk)
    assert Schedule.objects.get().due_at == NOW + 1.65 * DAY
    moved = rows()
    rebuild_schedules(world.cohort, at=NOW)
    assert rows() == moved


def test_open_answers_are_never_asked_again() -> None:
    world = flipped_class(learners=1, questions=1)
    world.writes(world.learners[0], "I would sleep on it.")
    refresh_schedules(at=NOW)
    assert rows() == []


def test_own_sure_errors_are_asked_first_and_only_what_is_due() -> None:
    world = flipped_class(learners=1, questions=3)
    learner = world.learners[0]
    world.answer(learner, 0, "o1", certainty=2)
    world.answer(learner, 1, "o3", certainty=1)
    world.answer(learner, 2, "o2", certainty=3)
    refresh_schedules(at=NOW)
    assert due_for(learner, world.cohort, NOW) == ()
    assert next_at(learner, world.cohort, NOW) == NOW + DAY
    at = MEETING_AT + DAY
    asked = [row.question_id for row in due_for(learner, world.cohort, at)]
    questions = [version.question_id for version in world.versions]
    assert asked == [questions[2], questions[1], questions[0]]
    found = next_refresher(learner, world.cohort, at=at)
    assert found is not None
    assert found[1] == world.versions[2]


def test_ten_minutes_a_day_are_enough() -> None:
    world = flipped_class(learners=1, questions=20)
    learner = world.learners[0]
    world.finishes(learner, "2" * 20)
    refresh_schedules(at=NOW)
    at = NOW + 2 * DAY
    assert len(due_for(learner, world.cohort, at)) == 13
    for number in range(13):
        again(world, 0, number, "o1", at)
    refresh_schedules(at=at)
    assert len(Schedule.objects.filter(due_at__lte=at)) == 7
    assert due_for(learner, world.cohort, at) == ()
    assert len(due_for(learner, world.cohort, at + DAY)) > 0


def test_without_an_exam_the_end_of_the_cohort_is_the_horizon() -> None:
    cohort = Cohort(ends_on=dt.date(2027, 1, 31), time_zone="Europe/Paris")
    assert horizon_of(cohort) == dt.datetime(2027, 1, 31, 23, tzinfo=dt.UTC)


def test_nothing_is_due_after_the_last_day_before_the_exam() -> None:
    with time_machine.travel(NOW, tick=False):
        world = flipped_class(learners=1, questions=1)
        exam = horizon_of(world.cohort)
        world.answer(world.learners[0], 0, "o1")
        refresh_schedules(at=NOW)
        again(world, 0, 0, "o1", exam - DAY / 2)
        refresh_schedules(at=exam)
    assert Schedule.objects.get().due_at is None

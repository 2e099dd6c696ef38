"""E22: wrong and certain comes back once, a week or more later, even if since answered right."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.learning.actions import record_response
from volteface.learning.models import Draw
from volteface.questions.queries import parse_answer
from volteface.readiness.testing import NOW, FlippedClass, flipped_class
from volteface.refreshers.actions import rebuild_schedules, refresh_schedules
from volteface.refreshers.models import Schedule
from volteface.refreshers.rules import memory as rules
from volteface.refreshers.rules.memory import CERTAIN, RETURN_AFTER, next_due, reviewed

START = dt.datetime(2026, 11, 2, 18, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


def answered(world: FlippedClass, choice: str, *, certainty: int, at: dt.datetime) -> None:
    version, learner = world.versions[0], world.learners[0]
    draw = Draw.objects.get(purpose="preparation", questions__version=version)
    answer = parse_answer(version, {"choice": [choice]}) or ""
    record_response(learner, draw=draw, version=version, answer=answer, certainty=certainty, at=at)


@given(days=st.lists(st.floats(0.3, 6.9), min_size=0, max_size=5))
def test_right_answers_within_the_week_never_settle_a_sure_error(days: list[float]) -> None:
    memory = reviewed(None, correct=False, certainty=CERTAIN, at=START)
    for day in sorted(days):
        memory = reviewed(memory, correct=True, certainty=3, at=START + day * DAY)
    assert memory.certain_wrong_at == START
    due = next_due(memory, meeting_at=None, horizon=START + 200 * DAY)
    assert due is not None
    # The library's own date may be sooner; the return itself is never later than this.
    assert due <= max(START + RETURN_AFTER, memory.last_review + DAY)


def test_it_returns_once_only() -> None:
    memory = reviewed(None, correct=False, certainty=CERTAIN, at=START)
    memory = reviewed(memory, correct=True, certainty=3, at=START + 8 * DAY)
    assert memory.certain_wrong_at is None


def test_a_sure_error_in_the_same_sitting_is_noted_though_not_rated() -> None:
    memory = reviewed(None, correct=False, certainty=1, at=START)
    again = rules.repeated(memory, correct=False, certainty=CERTAIN, at=START + 5 * MINUTE)
    assert again.certain_wrong_at == START + 5 * MINUTE
    assert again.reviews == memory.reviews
    assert rules.repeated(again, correct=True, certainty=3, at=START + 9 * MINUTE) == again


@pytest.mark.django_db
def test_the_schedule_follows_a_sure_error_given_minutes_after_another_answer() -> None:
    world = flipped_class(learners=1, questions=1)
    answered(world, "o2", certainty=1, at=NOW)
    refresh_schedules(at=NOW)
    answered(world, "o2", certainty=3, at=NOW + 4 * MINUTE)
    answered(world, "o1", certainty=3, at=NOW + 6 * MINUTE)
    refresh_schedules(at=NOW + 7 * MINUTE)
    schedule = Schedule.objects.get(subject=world.learners[0])
    remembered = rules.from_json(schedule.card)
    assert remembered.certain_wrong_at == NOW + 4 * MINUTE
    rebuild_schedules(world.cohort, at=NOW + DAY)
    rebuilt = Schedule.objects.get(subject=world.learners[0])
    assert (rebuilt.card, rebuilt.due_at) == (schedule.card, schedule.due_at)

"""What is computed from the responses is the same when it is computed again from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from volteface.accounts.actions import ensure_person
from volteface.core import clock
from volteface.core.models import Cursor
from volteface.insights.queries import effect_of
from volteface.learning.models import Grade, Response
from volteface.questions.queries import mark
from volteface.readiness.actions import rebuild_readiness, refresh_readiness
from volteface.readiness.models import ReadinessState
from volteface.readiness.queries.lineage import lineage_of
from volteface.readiness.rules.survival import DELAYED, EXIT, OPENING
from volteface.refreshers.actions import rebuild_schedules, refresh_schedules
from volteface.refreshers.models import ReviewLog, Schedule
from volteface.timetable.models import Cycle
from volteface.web.demo.institution import FACES, build

if TYPE_CHECKING:
    import datetime as dt

    from volteface.rosters.models import Cohort

pytestmark = [pytest.mark.scale, pytest.mark.django_db]
LEARNERS = 40


def everything(cohort: Cohort, at: dt.datetime) -> dict[str, Any]:
    """All that readers keep or count, without the numbers and moments of its writing."""
    return {
        "states": set(
            ReadinessState.objects.values_list(
                "cycle", "subject", "state", "reason", "finished", "answers"
            )
        ),
        "details": sorted(
            ReadinessState.objects.values_list("cycle", "subject", "detail"), key=str
        ),
        "schedules": sorted(
            Schedule.objects.values_list(
                "subject", "question", "cohort", "cycle", "card", "due_at", "last_seq"
            ),
            key=lambda row: row[:3],
        ),
        "reviews": set(
            ReviewLog.objects.values_list(
                "response", "rating", "reviewed_at", "schedule__subject", "schedule__question"
            )
        ),
        "effect": effect_of(cohort, at=at),
    }


def test_a_rebuild_from_the_responses_changes_nothing() -> None:
    at = clock.now()
    cohort = build(at=at, learners=LEARNERS)
    refresh_readiness(at=at)
    refresh_schedules(at=at)
    before = everything(cohort, at)
    assert len(before["states"]) > LEARNERS
    assert len(before["schedules"]) > 10 * LEARNERS
    assert before["effect"].overall[0].n > LEARNERS / 4

    for cycle in Cycle.objects.filter(cohort=cohort):
        rebuild_readiness(cycle, at=at)
    rebuild_schedules(cohort, at=at)
    assert everything(cohort, at) == before

    for kept in (ReviewLog, Schedule, ReadinessState, Cursor):
        kept.objects.all().delete()
    refresh_readiness(at=at)
    refresh_schedules(at=at)
    assert everything(cohort, at) == before

    grades = Grade.objects.select_related("response__version")
    assert grades.count() == Response.objects.count()
    for grade in grades:
        again = mark(grade.response.version, grade.response.answer)
        assert (grade.fraction, grade.correct) == (again.fraction, again.correct)
        assert grade.misconceptions == ",".join(again.misconceptions)


def test_the_demos_commonest_belief_is_asked_at_every_check() -> None:
    cohort = build(at=clock.now(), learners=LEARNERS)
    first = Cycle.objects.filter(cohort=cohort).earliest("meeting__starts_at")
    refresh_readiness(at=clock.now())
    teacher = ensure_person(FACES["teacher"], name="").subject
    found = lineage_of(first, "reread", viewer=teacher, at=clock.now())
    met = {one.found.stage: one.found.n for one in found.stages}
    for stage in (OPENING, EXIT, DELAYED):
        assert met[stage] >= found.holders / 3, met

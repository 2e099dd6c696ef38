"""An exam that moves and a module published again are followed at once, not at the next answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine

from volteface.core import jobs
from volteface.core.models import Job
from volteface.courses.events import module_published
from volteface.courses.models import Edition, EditionQuestion, EditionStep
from volteface.learning.models import Draw
from volteface.questions.actions import save_question
from volteface.questions.queries.content import Content, Option
from volteface.readiness.actions import refresh_readiness
from volteface.readiness.queries import state_of
from volteface.readiness.testing import NOW, FlippedClass, flipped_class
from volteface.refreshers import actions
from volteface.refreshers.actions import rebuild_schedules, refresh_schedules
from volteface.refreshers.handlers import RESCHEDULE_COHORT
from volteface.refreshers.models import Schedule
from volteface.rosters.actions import change_cohort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoCaptureOnCommitCallbacks

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
YES_NO = Content(
    kind="single",
    stem="Is a gap better?",
    options=(Option(id="o1", text="Yes", fraction=1), Option(id="o2", text="No", fraction=0)),
)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def exam_on(
    world: FlippedClass,
    exam_at: dt.datetime | None,
    capture: DjangoCaptureOnCommitCallbacks,
    *,
    title: str = "",
) -> None:
    cohort = world.cohort
    with capture(execute=True):
        change_cohort(
            cohort,
            title=title or cohort.title,
            starts_on=cohort.starts_on,
            ends_on=cohort.ends_on,
            time_zone=cohort.time_zone,
            exam_at=exam_at,
            by=world.teacher,
            at=NOW,
        )


def dates() -> list[dt.datetime | None]:
    return list(Schedule.objects.order_by("pk").values_list("due_at", flat=True))


def answered() -> FlippedClass:
    """Everybody knows everything: what comes back first is the day before the meeting or later."""
    world = flipped_class(learners=3, questions=3)
    # Without a meeting ahead FSRS decides, days away.
    world.cycle.meeting.starts_at = NOW - 30 * DAY
    world.cycle.meeting.save()
    for learner in world.learners:
        for number in range(3):
            world.answer(learner, number, "o1", certainty=3)
    refresh_schedules(at=NOW)
    return world


def test_an_earlier_exam_pulls_dates_in_and_a_later_one_lets_them_go(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.setattr(actions, "_PULLED", 4)
    world = answered()
    free, exam = dates(), world.cohort.exam_at
    soon = NOW + 3 * DAY
    assert len(free) == 9
    assert all(due is not None and due > soon for due in free)
    exam_on(world, soon, django_capture_on_commit_callbacks)
    assert dates() == free
    jobs.run_due(NOW)
    assert dates() == [soon - DAY] * 9
    exam_on(world, NOW + DAY / 2, django_capture_on_commit_callbacks)
    jobs.run_due(NOW)
    assert dates() == [None] * 9
    exam_on(world, exam, django_capture_on_commit_callbacks)
    jobs.run_due(NOW)
    assert dates() == free
    rebuild_schedules(world.cohort, at=NOW)
    assert dates() == free
    # Nine dates in parts of four, three times over; each last part finds the end.
    assert Job.objects.filter(kind=RESCHEDULE_COHORT, state="done").count() == 12


def test_another_title_moves_no_dates(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    world = answered()
    exam_on(world, world.cohort.exam_at, django_capture_on_commit_callbacks, title="Spring")
    assert not Job.objects.filter(kind=RESCHEDULE_COHORT).exists()


def republish(world: FlippedClass, capture: DjangoCaptureOnCommitCallbacks) -> int:
    """A second edition: the first question in other words, and no other; returns its version."""
    module = world.cycle.module
    question = world.versions[0].question
    save_question(module.course.bank, key=question.key, content=YES_NO, by=None, at=NOW)
    question.refresh_from_db()
    with capture(execute=True):
        edition = Edition.objects.create(
            module=module, number=2, title="Again", minutes=3, published_at=NOW
        )
        step = EditionStep.objects.create(
            edition=edition, key="s1", position=1, title="One", minutes=3, blocks=[]
        )
        EditionQuestion.objects.create(
            edition=edition, step=step, position=1, version=question.current
        )
        module.published = edition
        module.save()
        module_published.announce(module.pk)
    return question.current_id or 0


def test_a_module_published_again_is_what_everybody_is_measured_against(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    world = flipped_class(learners=2, questions=3)
    done, _absent = world.learners
    world.finishes(done, "1")
    refresh_readiness(at=NOW)
    assert state_of(world.cycle, done).state == "skimmed"
    republish(world, django_capture_on_commit_callbacks)
    jobs.run_due(NOW)
    assert state_of(world.cycle, done).state == "ready"


def test_what_a_past_meeting_was_prepared_with_stays(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    world = flipped_class(learners=1, questions=3)
    world.finishes(world.learners[0], "1")
    refresh_readiness(at=NOW)
    republish(world, django_capture_on_commit_callbacks)
    world.cycle.meeting.starts_at = NOW - DAY
    world.cycle.meeting.save()
    jobs.run_due(NOW)
    assert state_of(world.cycle, world.learners[0]).state == "skimmed"


def test_what_comes_back_is_asked_in_the_words_just_published(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    world = flipped_class(learners=1, questions=3)
    world.answer(world.learners[0], 0, "o1")
    refresh_schedules(at=NOW)
    version = republish(world, django_capture_on_commit_callbacks)
    asked = Draw.objects.filter(purpose="refresher", questions__version=version)
    assert not asked.exists()
    jobs.run_due(NOW)
    assert asked.count() == 1

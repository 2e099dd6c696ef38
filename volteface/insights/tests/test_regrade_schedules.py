"""After a mended key, questions come back as if the marks had always been the new ones."""

from __future__ import annotations

import datetime as dt

import pytest

from volteface.insights.actions.regrades import finish_regrade, regrade
from volteface.insights.queries.regrades import changes_by
from volteface.insights.rules.regrading import fingerprint
from volteface.questions.queries import content_of
from volteface.questions.queries.mending import Mending, mended
from volteface.readiness.testing import NOW, FlippedClass, flipped_class
from volteface.refreshers.actions import rebuild_schedules, refresh_schedules
from volteface.refreshers.models import ReviewLog, Schedule

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def _rows() -> dict[tuple[int, int], tuple[object, ...]]:
    fields = ("subject_id", "question_id", "card", "due_at", "last_seq")
    return {row[:2]: row[2:] for row in Schedule.objects.values_list(*fields)}


def _ratings() -> set[tuple[int, str]]:
    return set(ReviewLog.objects.values_list("response_id", "rating"))


def _mend(world: FlippedClass) -> None:
    """Not o1 but o2 is right in the first question."""
    question = world.versions[0].question
    question.refresh_from_db()
    content = mended(content_of(world.versions[0]), Mending(right=frozenset(("o2",))))
    rows, _changes = changes_by(question, content)
    made = regrade(question, content, seen=fingerprint(rows), by=world.teacher, at=NOW + HOUR)
    finish_regrade(made, at=NOW + HOUR)


def test_schedules_of_who_became_right_or_wrong_are_made_again() -> None:
    world = flipped_class(learners=3, questions=2)
    for learner, choices in zip(world.learners, ("11", "21", "31"), strict=True):
        world.finishes(learner, choices)
    refresh_schedules(at=NOW)
    before, ratings = _rows(), _ratings()
    _mend(world)
    after = _rows()
    first = world.versions[0].question_id
    changed = {key for key in after if after[key] != before[key]}
    # Who chose o3 was wrong before and still is; the other question is not touched.
    assert changed == {(learner.pk, first) for learner in world.learners[:2]}
    assert _ratings() != ratings
    rebuilt, rated = _rows(), _ratings()
    rebuild_schedules(world.cohort, at=NOW + HOUR)
    assert (_rows(), _ratings()) == (rebuilt, rated)


def test_answers_not_pulled_yet_are_rated_once() -> None:
    world = flipped_class(learners=2, questions=1)
    world.finishes(world.learners[0], "2")
    _mend(world)
    made = _rows()
    assert len(made) == 1
    refresh_schedules(at=NOW + 2 * HOUR)
    assert _rows() == made
    assert ReviewLog.objects.count() == 1

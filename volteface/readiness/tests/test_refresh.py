"""States follow the log: woken by the cursor, harmless to repeat, the same from nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from volteface.core.models import Cursor
from volteface.readiness.actions import CURSOR, rebuild_readiness, refresh_readiness
from volteface.readiness.models import ReadinessState
from volteface.readiness.queries import finished_in, state_of, states_of
from volteface.readiness.testing import NOW, flipped_class

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(minutes=1)


def rows() -> list[tuple[object, ...]]:
    fields = ("cycle_id", "subject_id", "state", "reason", "detail", "finished", "answers")
    return list(ReadinessState.objects.order_by("subject_id").values_list(*fields))


def test_each_learner_ends_in_the_state_their_answers_say() -> None:
    world = flipped_class(learners=5, questions=3)
    ready, wrong, half, sure, _absent = world.learners
    world.finishes(ready, "111")
    world.finishes(wrong, "331")
    world.reads(half, "s1")
    world.finishes(sure, "1")
    world.answer(sure, 1, "o2", certainty=3)
    world.answer(sure, 2, "o2", certainty=3)
    refresh_readiness(at=NOW)
    found = {view.subject_id: (view.state, view.sight) for view in states_of(world.cycle)}
    assert list(found.values()) == [
        ("ready", "ready"),
        ("stuck", "needs_help"),
        ("skimmed", "started"),
        ("misconceived", "needs_help"),
        ("not_started", "not_started"),
    ]
    assert finished_in(world.cycle) == {ready.pk, wrong.pk, sure.pk}


def test_a_second_refresh_finds_nothing_new() -> None:
    world = flipped_class()
    world.finishes(world.learners[0], "111")
    refresh_readiness(at=NOW)
    before, cursor = rows(), Cursor.objects.get(name=CURSOR)
    # Pages turned in the last two minutes are looked at once more, to the same end.
    refresh_readiness(at=LATER + dt.timedelta(hours=1))
    assert rows() == before
    assert refresh_readiness(at=LATER + dt.timedelta(hours=2)) == 0
    assert Cursor.objects.get(name=CURSOR).seq == cursor.seq > 0


def test_a_rebuild_from_nothing_gives_the_same_rows() -> None:
    world = flipped_class(learners=4)
    for number, learner in enumerate(world.learners):
        world.finishes(learner, "1" * number)
        refresh_readiness(at=NOW)
    world.answer(world.learners[3], 0, "o2", certainty=3)
    refresh_readiness(at=LATER)
    step_by_step = rows()
    rebuild_readiness(world.cycle, at=LATER)
    assert rows() == step_by_step
    ReadinessState.objects.all().delete()
    Cursor.objects.all().delete()
    refresh_readiness(at=LATER)
    assert rows() == step_by_step


def test_an_answer_mended_later_mends_the_state() -> None:
    world = flipped_class()
    learner = world.learners[0]
    world.finishes(learner, "221")
    refresh_readiness(at=NOW)
    assert state_of(world.cycle, learner).sight == "needs_help"
    world.answer(learner, 0, "o1")
    world.answer(learner, 1, "o1")
    refresh_readiness(at=LATER)
    assert state_of(world.cycle, learner).state == "ready"


def test_the_reason_is_said_in_the_learners_own_terms() -> None:
    world = flipped_class(questions=6)
    learner = world.learners[0]
    world.answer(learner, 0, "o2")
    world.answer(learner, 3, "o2")
    refresh_readiness(at=NOW)
    view = state_of(world.cycle, learner)
    assert view.state == "misconceived"
    assert view.learner_word == "to look at again"
    assert "Just before the exam" in view.learner_reason
    assert "Just before the exam" in view.teacher_reason


def test_opening_a_page_is_enough_to_have_started() -> None:
    world = flipped_class()
    refresh_readiness(at=NOW)
    world.reads(world.learners[0], "s1")
    refresh_readiness(at=NOW)
    view = state_of(world.cycle, world.learners[0])
    assert (view.sight, view.teacher_reason) == ("started", "1 of 2 steps finished")

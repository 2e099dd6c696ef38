"""A cohort's own numbers: tried without a trace, followed once saved, never for the past."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse

from volteface.accounts.models import AuditEntry
from volteface.readiness.actions import rebuild_readiness, recompute_cycle, refresh_readiness
from volteface.readiness.actions.thresholds import set_thresholds
from volteface.readiness.models import ReadinessState, Thresholds
from volteface.readiness.queries import states_of
from volteface.readiness.queries.thresholds import rules_in, shifts
from volteface.readiness.rules.states import RECOMMENDED, Rules
from volteface.readiness.testing import MEETING_AT, NOW, FlippedClass, flipped_class

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
HALF = Rules(ready_parts=1, ready_whole=2)
TYPED = {"ready": "1/2", "certain_wrong": 2, "same_belief": 2, "tries": 3, "quick_share": 4}


@pytest.fixture
def world() -> FlippedClass:
    """Four questions: two learners have all right, two have half of them."""
    made = flipped_class(learners=5, questions=4)
    for learner, choices in zip(made.learners, ("1111", "1111", "1133", "1313"), strict=False):
        made.finishes(learner, choices)
    refresh_readiness(at=NOW)
    return made


def states(world: FlippedClass) -> list[str]:
    return [view.state for view in states_of(world.cycle)]


def test_what_would_change_is_counted_and_nothing_is_written(world: FlippedClass) -> None:
    before = states(world)
    [shift] = shifts(world.cohort, HALF, at=NOW)
    assert (shift.audience, shift.becoming_ready, shift.no_longer_ready) == (5, 2, 0)
    assert {sight: (now, then) for sight, now, then in shift.counts} == {
        "ready": (2, 4),
        "needs_help": (0, 0),
        "started": (2, 0),
        "not_started": (1, 1),
    }
    assert states(world) == before
    assert not Thresholds.objects.exists()


def test_saved_numbers_are_followed_at_once_and_by_a_rebuild(world: FlippedClass) -> None:
    assert set_thresholds(world.cohort, rules=HALF, by=world.teacher, at=NOW) == 2
    assert states(world) == ["ready"] * 4 + ["not_started"]
    rebuild_readiness(world.cycle, at=NOW)
    assert states(world) == ["ready"] * 4 + ["not_started"]
    assert AuditEntry.objects.filter(verb="set_thresholds", code=world.cohort.code).count() == 1
    assert set_thresholds(world.cohort, rules=HALF, by=world.teacher, at=NOW) == 0
    assert Thresholds.objects.count() == 1


def test_a_meeting_that_has_begun_keeps_what_it_had(world: FlippedClass) -> None:
    after = MEETING_AT + dt.timedelta(hours=1)
    assert set_thresholds(world.cohort, rules=HALF, by=world.teacher, at=after) == 0
    recompute_cycle(world.cycle, at=after)
    assert states(world).count("ready") == 2
    assert rules_in(world.cohort) == HALF


def test_the_page_shows_what_would_change_before_it_saves(
    world: FlippedClass, client: Client
) -> None:
    client.force_login(world.teacher.person)
    address = reverse("readiness:thresholds", args=[world.cohort.code])
    with time_machine.travel(NOW, tick=False):
        assert "two thirds (recommended)" in client.get(address).text
        looked = client.post(address, TYPED)
        assert "2 learners would become ready." in looked.text
        assert rules_in(world.cohort) == RECOMMENDED
        assert client.post(address, {**TYPED, "tries": 1}).status_code == 422
        assert client.post(address, {**TYPED, "save": "1"}).status_code == 302
    assert rules_in(world.cohort) == HALF
    assert ReadinessState.objects.filter(cycle=world.cycle, state="ready").count() == 4

"""A state set by hand: read by both sides, until more is known or the meeting begins."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse

from volteface.accounts.models import AuditEntry
from volteface.readiness.actions import rebuild_readiness, refresh_readiness
from volteface.readiness.actions.overruling import end_outlasted, lift, overrule
from volteface.readiness.actions.thresholds import set_thresholds
from volteface.readiness.errors import MeetingHasBegun
from volteface.readiness.models import Overruling
from volteface.readiness.queries import counts_of, finished_in, state_of
from volteface.readiness.rules.states import Rules
from volteface.readiness.testing import MEETING_AT, NOW, FlippedClass, flipped_class, tutor_of
from volteface.rosters.models import Membership

if TYPE_CHECKING:
    from django.test import Client

    from volteface.accounts.models import Subject

pytestmark = pytest.mark.django_db
NOTE = "explained it to me without notes"


@pytest.fixture
def world() -> FlippedClass:
    """The first learner needs help, the second has not started, the third is ready."""
    made = flipped_class(learners=3, questions=3, groups=2)
    made.finishes(made.learners[0], "331")
    made.finishes(made.learners[2], "111")
    refresh_readiness(at=NOW)
    return made


def set_ready(world: FlippedClass, learner: Subject) -> Overruling:
    return overrule(world.cycle, learner, state="ready", note=NOTE, by=world.teacher, at=NOW)


def address_of(world: FlippedClass, learner: Subject) -> str:
    code = Membership.objects.get(subject=learner).code
    return reverse("readiness:place", args=[world.cycle.code, code])


def test_both_sides_read_the_state_and_the_same_reason(world: FlippedClass) -> None:
    learner = world.learners[0]
    set_ready(world, learner)
    view = state_of(world.cycle, learner)
    assert (view.state, view.sight, view.learner_word) == ("ready", "ready", "ready")
    assert NOTE in view.teacher_reason
    assert NOTE in view.learner_reason
    assert counts_of(world.cycle, at=NOW)["ready"] == 2
    entry = AuditEntry.objects.get(verb="overrule_state", code=learner.code)
    assert (entry.by, entry.detail) == (
        world.teacher,
        {"cycle": world.cycle.code, "state": "ready"},
    )


def test_who_did_nothing_here_can_be_ready_and_is_not_reminded(world: FlippedClass) -> None:
    set_ready(world, world.learners[1])
    assert state_of(world.cycle, world.learners[1]).state == "ready"
    assert world.learners[1].pk in finished_in(world.cycle)


def test_it_lasts_through_a_rebuild_and_other_numbers(world: FlippedClass) -> None:
    set_ready(world, world.learners[0])
    rebuild_readiness(world.cycle, at=NOW)
    set_thresholds(world.cohort, rules=Rules(tries=5), by=world.teacher, at=NOW)
    world.reads(world.learners[0], "s1")
    refresh_readiness(at=NOW)
    assert state_of(world.cycle, world.learners[0]).reason == "overruled"


def test_it_ends_when_the_learner_does_something_more(world: FlippedClass) -> None:
    learner = world.learners[0]
    set_ready(world, learner)
    world.answer(learner, 0, "o2")
    refresh_readiness(at=NOW + dt.timedelta(minutes=1))
    assert state_of(world.cycle, learner).state == "stuck"
    assert Overruling.objects.get().ended_because == "evidence"


def test_it_ends_when_the_meeting_begins_and_none_is_set_after(world: FlippedClass) -> None:
    learner = world.learners[0]
    set_ready(world, learner)
    assert end_outlasted(at=MEETING_AT - dt.timedelta(minutes=1)) == 0
    assert end_outlasted(at=MEETING_AT) == 1
    assert state_of(world.cycle, learner).state == "stuck"
    assert Overruling.objects.get().ended_because == "meeting"
    with pytest.raises(MeetingHasBegun):
        overrule(world.cycle, learner, state="ready", note=NOTE, by=world.teacher, at=MEETING_AT)


def test_taken_back_the_rules_speak_again(world: FlippedClass) -> None:
    learner = world.learners[0]
    set_ready(world, learner)
    set_ready(world, learner)
    lift(world.cycle, learner, by=world.teacher, at=NOW)
    lift(world.cycle, learner, by=world.teacher, at=NOW)
    assert state_of(world.cycle, learner).state == "stuck"
    assert AuditEntry.objects.filter(verb="lift_state").count() == 1


def test_the_list_leads_to_the_form_and_back(world: FlippedClass, client: Client) -> None:
    client.force_login(world.teacher.person)
    people = reverse("readiness:people", args=[world.cycle.code])
    address = address_of(world, world.learners[0])
    with time_machine.travel(NOW, tick=False):
        assert address in client.get(people).text
        assert "they read: ready and beyond" in client.get(address).text
        assert client.post(address, {"state": "ready", "note": ""}).status_code == 422
        assert client.post(address, {"state": "ready", "note": NOTE}).status_code == 302
        assert NOTE in client.get(people).text
        lifted = address + "lifted/"
        assert "Let the rules speak again" in client.get(address).text
        assert client.post(lifted).status_code == 302
    with time_machine.travel(MEETING_AT, tick=False):
        assert client.post(address, {"state": "ready", "note": NOTE}).status_code == 422
    assert not Overruling.objects.filter(ended_at__isnull=True).exists()


def test_t03_a_tutor_sets_states_of_their_own_group_only(
    world: FlippedClass, client: Client
) -> None:
    client.force_login(tutor_of(world, world.groups[0]).person)
    with time_machine.travel(NOW, tick=False):
        own, foreign = (address_of(world, learner) for learner in world.learners[:2])
        assert client.get(own).status_code == 200
        assert client.post(foreign, {"state": "ready", "note": NOTE}).status_code == 404
    assert not Overruling.objects.exists()

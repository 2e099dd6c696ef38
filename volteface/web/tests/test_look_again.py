"""The cycle's page of a learner who is through but not ready, and of a class of nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.accounts.models import Subject
from volteface.dialogue.actions import acknowledge
from volteface.learning.actions import finish_step, open_step
from volteface.readiness.actions import refresh_readiness
from volteface.readiness.testing import MEETING_AT, NOW, flipped_class
from volteface.web.queries.stages import rail

if TYPE_CHECKING:
    from volteface.readiness.testing import FlippedClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> FlippedClass:
    return flipped_class(questions=4)


def prepared(world: FlippedClass, learner: Subject, choices: str) -> None:
    world.finishes(learner, choices)
    open_step(world.cycle, subject=learner, step_key="s3", at=NOW)
    finish_step(world.cycle, subject=learner, step_key="s3", at=NOW)
    acknowledge(world.cohort, by=learner, at=NOW)
    refresh_readiness(at=NOW)


def page(subject: Subject, address: str) -> str:
    person = Subject.objects.select_related("person").get(pk=subject.pk).person
    assert person is not None
    client = Client()
    client.force_login(person)
    return client.get(address).content.decode()


def status(html: str, key: str) -> str:
    found = re.search(rf'<details class="stage ([a-z]*)[^>]*id="{key}"', html)
    assert found, key
    return found[1]


@time_machine.travel(NOW, tick=False)
def test_what_is_to_look_at_again_is_the_next_thing_until_it_closes(world: FlippedClass) -> None:
    learner = world.learners[0]
    prepared(world, learner, "1133")
    step = reverse("learning:step", args=[world.cycle.code, "s2"])
    for address in ("/", reverse("web:cycle", args=[world.cycle.code])):
        html = page(learner, address)
        assert "Look at 2 questions again" in html
        assert f'class="button primary" href="{step}"' in re.sub(r"\s+", " ", html)
    with time_machine.travel(MEETING_AT, tick=False):
        assert "Look at 2" not in page(learner, reverse("web:cycle", args=[world.cycle.code]))


@time_machine.travel(NOW, tick=False)
def test_whoever_is_ready_has_nothing_to_look_at_again(world: FlippedClass) -> None:
    prepared(world, world.learners[0], "1112")
    html = page(world.learners[0], reverse("web:cycle", args=[world.cycle.code]))
    assert "Look at" not in html


def test_the_briefing_is_ticked_once_it_was_made(world: FlippedClass) -> None:
    address = reverse("web:cycle", args=[world.cycle.code])
    learner = world.learners[0]
    with time_machine.travel(NOW, tick=False):
        prepared(world, learner, "1111")
        assert status(page(learner, address), "brief") == "next"
    with time_machine.travel(NOW.replace(hour=23), tick=False):
        assert status(page(learner, address), "brief") == "done"


@time_machine.travel(NOW, tick=False)
def test_nobody_is_informed_where_there_is_nobody() -> None:
    world = flipped_class(learners=0)
    html = page(world.teacher, reverse("web:cycle", args=[world.cycle.code]))
    assert "no learner has enrolled yet" in html
    assert "0 of 0 have" not in html
    assert status(html, "inform") == "next"


def test_the_rail_of_a_card_says_the_same() -> None:
    stages = {str(stage["label"]): stage["status"] for stage in rail("meet", {"brief"})}
    assert stages["Brief"] == "next"
    assert stages["Remind"] == "done"
    assert stages["Meet"] == "now"

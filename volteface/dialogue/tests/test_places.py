"""Questions asked at a passage or a second of a step, and answered there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from volteface.dialogue.models import Thread
from volteface.dialogue.testing import SmallClass, small_class
from volteface.messaging.models import OutboxMessage

if TYPE_CHECKING:
    from volteface.accounts.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SmallClass:
    return small_class()


def _browser(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def _at(here: SmallClass) -> str:
    return reverse("dialogue:ask_at", args=[here.cycle.code, "gap"])


def _ask(here: SmallClass, **data: str) -> Thread:
    said = {"body": "Why six days?", "quote": "a  gap", "block": "0", "second": "65"} | data
    assert _browser(here.learner).post(_at(here), said).status_code == 302
    return Thread.objects.latest("pk")


def test_a_question_keeps_its_passage_and_its_second(here: SmallClass) -> None:
    thread = _ask(here)
    assert (thread.step_key, thread.quote, thread.second) == ("gap", "a gap", 65)
    panel = _browser(here.other).get(_at(here), headers={"HX-Request": "true"}).content.decode()
    assert "Why six days?" in panel
    assert "film at 1:05" in panel
    assert "<html" not in panel


def test_peers_read_who_asked_only_if_the_asker_wants_it(here: SmallClass) -> None:
    peer, teacher = _browser(here.other), _browser(here.teacher)
    _ask(here)
    assert here.learner.name not in peer.get(_at(here)).content.decode()
    assert here.learner.name in teacher.get(_at(here)).content.decode()
    _ask(here, body="And with my name?", signed="on")
    assert here.learner.name in peer.get(_at(here)).content.decode()


def test_a_teacher_answers_in_place_and_the_asker_is_told(here: SmallClass) -> None:
    thread = _ask(here)
    teacher = _browser(here.teacher)
    answered = teacher.post(
        reverse("dialogue:reply", args=[thread.code]),
        {"body": "Because forgetting helps.", "next": _at(here)},
        headers={"HX-Request": "true"},
        follow=True,
    )
    assert "Because forgetting helps." in answered.content.decode()
    assert "Because forgetting helps." in _browser(here.other).get(_at(here)).content.decode()
    told = OutboxMessage.objects.filter(subject=here.learner.subject)
    assert told.filter(purpose="question_answered").exists()


def test_the_step_asked_about_comes_before_the_others(here: SmallClass) -> None:
    _ask(here, body="At the gap")
    elsewhere = reverse("dialogue:ask_at", args=[here.cycle.code, "more"])
    _browser(here.other).post(elsewhere, {"body": "Somewhere else"})
    text = _browser(here.teacher).get(_at(here)).content.decode()
    assert text.index("At the gap") < text.index("Somewhere else")

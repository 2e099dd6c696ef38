"""The curve of a film: for its course's teachers, with captions and questions, never of a few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.accounts.actions import grant_role
from volteface.accounts.models import Grant
from volteface.courses.actions import publish_module, save_asset
from volteface.insights.queries.films import films_page
from volteface.learning.models import Watched
from volteface.readiness.testing import NOW, flipped_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.accounts.models import Subject
    from volteface.readiness.testing import FlippedClass

pytestmark = pytest.mark.django_db
CAPTIONS = b"WEBVTT\n\n00:20.000 --> 00:24.000\nThe hard part\n"
EVEN, AGAIN = "0:5,5,5,5,5,5,5,5", "0:5,5,5,5,12,5,5,5"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def filmed(*, viewers: int) -> FlippedClass:
    """A class whose first step is a film; half of its viewers play 0:20 again."""
    world = flipped_class(learners=viewers)
    module = world.cycle.module
    course = module.course
    film = b"\x1a\x45\xdf\xa3film"
    save_asset(course, name="talk.webm", data=film, by=world.teacher, at=NOW)
    save_asset(course, name="talk.vtt", data=CAPTIONS, by=world.teacher, at=NOW)
    step = module.steps.create(key="film", position=1, title="A film", changed_at=NOW)
    step.body = "::: video talk.webm {title=Talk captions=talk.vtt}\n0:00 chapter Hello\n:::"
    step.save()
    publish_module(module, by=world.teacher, at=NOW)
    for number, learner in enumerate(world.learners):
        watch(world, learner, AGAIN if number % 2 else EVEN)
    return world


def watch(world: FlippedClass, subject: Subject, counts: str, *, device: str = "one") -> None:
    Watched.objects.create(
        cycle=world.cycle,
        subject=subject,
        film="talk.webm",
        device=device,
        counts=counts,
        told_at=NOW,
    )


def signed_in(subject: Subject) -> Client:
    client = Client()
    assert subject.person is not None
    client.force_login(subject.person)
    return client


def test_the_author_sees_where_to_look_with_what_is_said_there() -> None:
    world = filmed(viewers=8)
    grant_role(
        world.teacher,
        role=Grant.Role.TEACHER,
        scope=Grant.Scope.COURSE,
        scope_code=world.cycle.module.course.code,
        by=None,
        at=NOW,
    )
    address = reverse("insights:films", args=[world.cycle.module.code])
    page = signed_in(world.teacher).get(address).content.decode()
    assert "8 viewers" in page
    assert "look here" in page
    assert "0:20–0:25" in page
    assert "The hard part" in page
    assert "<svg" in page
    assert "The same as a table" in page
    assert signed_in(world.learners[0]).get(address).status_code == 404
    assert signed_in(world.teacher).post(address).status_code == 405


def test_nothing_is_shown_of_fewer_than_five() -> None:
    (page,) = films_page(filmed(viewers=4).cycle.module)
    assert page.chart is None
    assert page.lines == ()
    assert page.looks == ()


def test_two_devices_are_one_viewer_and_teachers_are_none() -> None:
    world = filmed(viewers=5)
    watch(world, world.learners[0], "0:5", device="two")
    watch(world, world.teacher, AGAIN)
    (page,) = films_page(world.cycle.module)
    assert page.curve.viewers == 5
    assert page.curve.stretches[0].viewers == 5
    assert page.curve.stretches[0].again == 1

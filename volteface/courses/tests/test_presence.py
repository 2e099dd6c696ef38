"""Two authors at once: each is told of the other while writing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import time_machine
from django.urls import reverse

from volteface.courses.testing import AT
from volteface.courses.tests.conftest import signed_in

if TYPE_CHECKING:
    from django.test import Client

    from volteface.courses.tests.conftest import World


def said(client: Client, world: World, **posted: str) -> str:
    """What the editor's page is told."""
    path = reverse("courses:beside", args=[world.step.code])
    answer = client.post(path, {"revision": str(world.step.revision), **posted})
    assert answer.status_code in {200, 204}
    return answer.text


def test_who_else_has_the_step_open_is_told_and_not_oneself(world: World) -> None:
    one, two = signed_in(world.teacher), signed_in(world.administrator)
    assert "also editing" not in said(one, world)
    assert "Tea Cher is also editing this step." in said(two, world)
    assert "Ad Min is also editing this step." in said(one, world)
    assert said(one, world, beside=":Ad Min") == ""


def test_who_leaves_or_falls_silent_is_told_of_no_more(world: World) -> None:
    one, two = signed_in(world.teacher), signed_in(world.administrator)
    said(one, world)
    said(one, world, leaves="1")
    assert "also editing" not in said(two, world)
    said(one, world)
    with time_machine.travel(AT + dt.timedelta(seconds=90), tick=False):
        assert "also editing" not in said(two, world)


def test_a_page_loaded_again_stays_whatever_the_old_one_says_late(world: World) -> None:
    one, two = signed_in(world.teacher), signed_in(world.administrator)
    said(one, world, page="old")
    said(one, world, page="new")
    said(one, world, page="old", leaves="1")
    assert "Tea Cher is also editing" in said(two, world)
    said(one, world, page="new", leaves="1")
    assert "also editing" not in said(two, world)


def test_a_newer_text_is_told_before_one_saves(world: World) -> None:
    one, two = signed_in(world.teacher), signed_in(world.administrator)
    step = world.step
    facts = {"title": step.title, "level": step.level, "minutes": step.minutes, "body": "New."}
    saved = one.post(reverse("courses:step", args=[step.code]), facts | {"revision": step.revision})
    assert saved.status_code == 302
    assert "Tea Cher has saved" in said(two, world, revision=str(step.revision))
    assert "has saved" not in said(two, world)

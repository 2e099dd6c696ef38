"""The calendar, the feed's page, more time and the reminders' preview: four tests each."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.once import copy_of, once
from volteface.messaging.actions import stop_purpose
from volteface.timetable import actions, events
from volteface.timetable.models import Extension, Feed
from volteface.timetable.testing import (
    AT,
    MEETING,
    World,
    build_cycle,
    build_module,
    build_world,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from pytest_django import DjangoAssertNumQueries

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle

pytestmark = pytest.mark.django_db
MOST_QUERIES = 30


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


_world = once(build_world, at=AT)


@pytest.fixture
def world(_world: World, db: None) -> World:
    return copy_of(_world)


@pytest.fixture
def cycle(world: World) -> Cycle:
    return build_cycle(world)


def signed_in(subject: Subject) -> Client:
    client = Client()
    assert subject.person is not None
    client.force_login(subject.person)
    return client


def said(response: HttpResponse) -> str:
    return response.content.decode()


def test_the_calendar_lists_ones_days(world: World, cycle: Cycle) -> None:
    """C38: the absolute time, the zone, and how long until then."""
    page = said(signed_in(world.ann).get(reverse("timetable:calendar")))
    assert "Meeting: Spacing" in page
    assert "Thursday 12 March" in page
    assert "10:00" in page
    assert "Europe/Paris" in page
    assert "in 1 week" in page
    assert reverse("timetable:move", args=[cycle.meeting.code]) not in page


def test_the_calendar_follows_the_readers_zone(world: World, cycle: Cycle) -> None:
    assert world.ann.person is not None
    world.ann.person.time_zone = "Asia/Tokyo"
    world.ann.person.save()
    page = said(signed_in(world.ann).get(reverse("timetable:calendar")))
    assert "18:00" in page
    assert "Asia/Tokyo" in page


def test_a_stranger_has_an_empty_calendar(world: World, cycle: Cycle) -> None:
    assert "Nothing here" in said(signed_in(world.stranger).get(reverse("timetable:calendar")))


def test_teachers_find_their_ways_from_the_calendar(world: World, cycle: Cycle) -> None:
    page = said(signed_in(world.teacher).get(reverse("timetable:calendar")))
    assert reverse("timetable:move", args=[cycle.meeting.code]) in page
    with time_machine.travel(MEETING.replace(month=4), tick=False):
        client = signed_in(world.teacher)
        assert "Spacing" not in said(client.get(reverse("timetable:calendar")))
        past = said(client.get(reverse("timetable:calendar") + "?earlier=1"))
        assert "Spacing" in past
        assert reverse("timetable:move", args=[cycle.meeting.code]) not in past
        assert reverse("timetable:extensions", args=[cycle.code]) not in past


def test_the_calendar_costs_the_same_for_one_cycle_and_ten(
    world: World, cycle: Cycle, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(9):
        build_cycle(world, module=build_module(world.cohort.course, key=f"module-{number}"))
    for subject in (world.ann, world.tutor, world.teacher):
        client = signed_in(subject)
        with django_assert_max_num_queries(20):
            client.get(reverse("timetable:calendar"))


def test_an_address_is_made_shown_and_replaced(world: World) -> None:
    client = signed_in(world.ann)
    assert "No address yet" in said(client.get(reverse("timetable:feed")))
    assert not Feed.objects.exists()
    client.post(reverse("timetable:feed"))
    client.post(reverse("timetable:feed"))
    old = Feed.objects.get()
    page = said(client.get(reverse("timetable:feed")))
    assert old.token in page
    assert "webcal://" in page
    assert "Google Calendar" in page
    client.post(reverse("timetable:rotate"))
    page = said(client.get(reverse("timetable:feed")))
    assert old.token not in page
    assert Client().get(reverse("timetable:ics", args=[old.token])).status_code == 404


@pytest.mark.parametrize("name", ["extensions", "reminders"])
def test_pages_of_a_cycle_are_for_its_staff(world: World, cycle: Cycle, name: str) -> None:
    address = reverse(f"timetable:{name}", args=[cycle.code])
    assert signed_in(world.teacher).get(address).status_code == 200
    assert signed_in(world.administrator).get(address).status_code == 200
    assert signed_in(world.tutor).get(address).status_code == (200 if name == "reminders" else 404)
    for outsider in (world.ann, world.stranger):
        assert signed_in(outsider).get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("calendar", "post"),
        ("feed", "delete"),
        ("rotate", "get"),
        ("extensions", "delete"),
        ("reminders", "post"),
        ("plan", "delete"),
        ("publish", "get"),
        ("move", "delete"),
        ("cancel", "get"),
        ("restore", "get"),
    ],
)
def test_a_wrong_method_is_refused(world: World, cycle: Cycle, name: str, method: str) -> None:
    codes = {"plan": world.cohort.code, "publish": cycle.code}
    codes |= {"extensions": cycle.code, "reminders": cycle.code}
    codes |= dict.fromkeys(("move", "cancel", "restore"), cycle.meeting.code)
    address = reverse(f"timetable:{name}", args=[codes[name]] if name in codes else [])
    assert getattr(signed_in(world.teacher), method)(address).status_code == 405


def test_more_time_is_given_and_taken_back(world: World, cycle: Cycle) -> None:
    client = signed_in(world.teacher)
    address = reverse("timetable:extensions", args=[cycle.code])
    given = {"learner": world.ann.code, "on": "2026-03-13", "at": "18:00", "reason": "ill"}
    assert client.post(address, given).status_code == 302
    assert "Ann Learner" in said(client.get(address))
    assert Extension.objects.get().closes_at.hour == 17
    early = {**given, "on": "2026-03-01"}
    assert client.post(address, early).status_code == 422
    outsider = {**given, "learner": world.stranger.code}
    assert client.post(address, outsider).status_code == 422
    client.post(reverse("timetable:withdraw", args=[cycle.code, world.ann.code]))
    assert not Extension.objects.exists()
    gone = client.post(reverse("timetable:withdraw", args=[cycle.code, world.ann.code]))
    assert gone.status_code == 404


def test_nobody_gets_more_time_for_a_meeting_that_is_over(world: World, cycle: Cycle) -> None:
    address = reverse("timetable:extensions", args=[cycle.code])
    given = {"learner": world.ann.code, "on": "2026-05-13", "at": "18:00", "reason": "ill"}
    with time_machine.travel(MEETING.replace(month=4), tick=False):
        client = signed_in(world.teacher)
        page = said(client.get(address))
        assert "This meeting is over" in page
        assert "Give it" not in page
        refused = client.post(address, given)
    assert refused.status_code == 422
    assert "This meeting is over" in said(refused)
    assert not Extension.objects.exists()


def test_the_preview_says_whom_it_reaches_whom_not_and_why(
    world: World, cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_done", [lambda _cycle: {world.bob.pk}])
    address = reverse("timetable:reminders", args=[cycle.code])
    page = said(signed_in(world.teacher).get(address))
    assert "It reaches 1 learner" in page
    assert page.count("Tue 10 Mar, 20:59") == 2
    assert "has finished preparing" in page
    stop_purpose(world.ann, "reminder", at=AT)
    page = said(signed_in(world.teacher).get(address))
    assert "It skips 2 learners" in page
    # A tutor of blue sees blue only.
    assert "Bob Learner" not in said(signed_in(world.tutor).get(address))


def test_the_preview_goes_on_to_the_reminder_that_is_next(world: World, cycle: Cycle) -> None:
    # Due at one in the night, mailed the evening before: at ten in the evening it is gone.
    with time_machine.travel(dt.datetime(2026, 3, 10, 21, tzinfo=dt.UTC), tick=False):
        page = said(signed_in(world.teacher).get(reverse("timetable:reminders", args=[cycle.code])))
    assert "is due Wed 11 Mar, 20:59" in page


def test_the_preview_is_empty_when_nothing_is_left(world: World, cycle: Cycle) -> None:
    with time_machine.travel(MEETING, tick=False):
        page = said(signed_in(world.teacher).get(reverse("timetable:reminders", args=[cycle.code])))
    assert "No reminder is left" in page


@pytest.mark.parametrize("name", ["extensions", "reminders", "move", "plan"])
def test_pages_cost_little(
    world: World,
    cycle: Cycle,
    name: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    codes = {"plan": world.cohort.code, "move": cycle.meeting.code}
    client = signed_in(world.teacher)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(reverse(f"timetable:{name}", args=[codes.get(name, cycle.code)]))


def test_a_draft_is_published_from_the_calendar(world: World) -> None:
    draft = build_cycle(world, published=False)
    client = signed_in(world.teacher)
    address = reverse("timetable:publish", args=[draft.code])
    assert address in said(client.get(reverse("timetable:calendar")))
    assert signed_in(world.ann).post(address).status_code == 404
    assert client.post(address).status_code == 302
    assert "Spacing" in said(signed_in(world.ann).get(reverse("timetable:calendar")))
    actions.publish_cycle(draft, by=None, at=AT)

"""The planner, the cycle's page and the preview say one time of a reminder: when it is mailed."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.timetable.testing import AT, build_cycle, build_world

pytestmark = pytest.mark.django_db
# Closing is at seven in the morning: 24 and 6 hours before it are both in quiet hours.
MAILED = ("Tue 10 Mar, 20:59", "Wed 11 Mar, 20:59")


def test_three_pages_say_when_a_reminder_of_the_night_is_mailed() -> None:
    with time_machine.travel(AT, tick=False):
        world = build_world()
        client = Client()
        assert world.teacher.person is not None
        client.force_login(world.teacher.person)
        plan = client.get(
            reverse("timetable:plan", args=[world.cohort.code]), {"on": "2026-03-12", "at": "10:00"}
        )
        cycle = build_cycle(world)
        pages = [
            client.get(reverse("web:cycle", args=[cycle.code])),
            client.get(reverse("timetable:move", args=[cycle.meeting.code])),
        ]
        preview = client.get(reverse("timetable:reminders", args=[cycle.code]))
    for page in (plan, *pages):
        for mailed in MAILED:
            assert mailed in page.content.decode()
    assert f"is due {MAILED[0]}" in preview.content.decode()


def test_what_was_mailed_keeps_its_time() -> None:
    with time_machine.travel(AT, tick=False):
        world = build_world()
        cycle = build_cycle(world)
    assert world.teacher.person is not None
    with time_machine.travel(dt.datetime(2026, 3, 11, 23, tzinfo=dt.UTC), tick=False):
        client = Client()
        client.force_login(world.teacher.person)
        page = client.get(reverse("web:cycle", args=[cycle.code])).content.decode()
    for mailed in MAILED:
        assert mailed in page

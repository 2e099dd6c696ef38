"""What the cycle page offers while a meeting is ahead, under way and over."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.timetable.testing import AT, build_cycle, build_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("later", "moves", "more"),
    [
        (dt.timedelta(days=-1), True, True),
        (dt.timedelta(minutes=1), False, True),
        (dt.timedelta(days=1), False, False),
    ],
)
def test_a_meeting_is_moved_while_ahead_and_time_given_until_its_end(
    later: dt.timedelta, *, moves: bool, more: bool
) -> None:
    with time_machine.travel(AT, tick=False):
        world = build_world()
        cycle = build_cycle(world)
    assert world.teacher.person is not None
    client = Client()
    with time_machine.travel(cycle.meeting.starts_at + later, tick=False):
        client.force_login(world.teacher.person)
        page = client.get(reverse("web:cycle", args=[cycle.code])).content.decode()
    assert (reverse("timetable:move", args=[cycle.meeting.code]) in page) is moves
    assert (reverse("timetable:extensions", args=[cycle.code]) in page) is more

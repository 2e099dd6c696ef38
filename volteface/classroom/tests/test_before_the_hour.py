"""Before the meeting the plan leads, and roles whose takers may not be named are counted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse

from volteface.classroom.actions.plans import save_plan
from volteface.classroom.actions.rooms import open_room
from volteface.classroom.queries.role_words import roles_counted
from volteface.classroom.queries.route import route_of
from volteface.classroom.testing import AT
from volteface.learning.models import MeetingRole
from volteface.timetable.testing import MEETING

from .conftest import browser_of

if TYPE_CHECKING:
    from volteface.classroom.testing import Held

pytestmark = pytest.mark.django_db


def _primary(held: Held, at: dt.datetime) -> str:
    with time_machine.travel(at, tick=False):
        page = browser_of(held.world.teacher).get(_plan(held)).text
    main = page.partition("<main")[2]
    assert main.count('class="button primary') == 1
    return main.partition('class="button primary')[2].partition("</form>")[0].partition("</a>")[0]


def _plan(held: Held) -> str:
    return reverse("classroom:plan", args=[held.cycle.code])


def test_the_plan_is_the_next_thing_until_two_hours_before_the_meeting(held: Held) -> None:
    evening = MEETING - dt.timedelta(hours=14)
    assert "Take this plan" in _primary(held, evening)
    save_plan(held.cycle, by=None, at=AT)
    assert "Print the run sheet" in _primary(held, evening)
    with time_machine.travel(evening, tick=False):
        assert "Open the room" in browser_of(held.world.teacher).get(_plan(held)).text
    assert "Open the room" in _primary(held, MEETING - dt.timedelta(hours=2))
    open_room(held.cycle, by=None, at=evening)
    assert "Go to the room" in _primary(held, evening)


def test_roles_without_names_are_counted_in_one_line(held: Held) -> None:
    for subject in (held.world.bob, held.world.teacher, held.world.ann):
        role = MeetingRole.Role.DESIGNER if subject == held.world.ann else "game_master"
        MeetingRole.objects.create(cycle=held.cycle, subject=subject, role=role, at=AT)
    page = browser_of(held.world.tutor).get(_plan(held)).text
    assert "<li>2 game masters</li>" in page
    assert "Ann Learner" in page
    assert "A learner" not in page
    route = route_of(held.cycle, held.world.tutor, at=AT)
    named = [one.name or one.stop for one in route.masters]
    assert all(named)
    assert roles_counted(["designer", "game_master", "game_master"]) == (
        "2 game masters, 1 question designer"
    )
    assert roles_counted([]) == ""

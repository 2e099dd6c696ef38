"""A module whose meetings have no learning slot says so where it is written."""

from __future__ import annotations

import datetime as dt

import pytest

from volteface.courses.events import watchers
from volteface.timetable.queries.reserving import slots_missing
from volteface.timetable.testing import AT, MEETING, build_cycle, build_world

pytestmark = pytest.mark.django_db


def test_a_meeting_to_come_without_a_slot_is_remarked() -> None:
    cycle = build_cycle(build_world())
    assert not list(slots_missing(cycle.module, AT))
    cycle.slots.all().delete()
    [remark] = slots_missing(cycle.module, AT)
    assert "1 meeting to come has no reserved learning slot." in remark.text
    assert cycle.meeting.code in remark.path
    assert not list(slots_missing(cycle.module, MEETING + dt.timedelta(hours=1)))


def test_it_is_asked_where_modules_are_written() -> None:
    assert slots_missing in watchers()

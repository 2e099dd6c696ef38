"""A published module leads on to planning its meeting."""

from __future__ import annotations

import pytest
from django.urls import reverse

from volteface.accounts.testing import build_subject
from volteface.timetable.queries.leading import next_to_plan
from volteface.timetable.testing import AT, build_cycle, build_module, build_world

pytestmark = pytest.mark.django_db


def test_a_module_without_a_meeting_leads_to_planning_it() -> None:
    world = build_world()
    module = build_module(world.cohort.course, key="rivers")
    action = next_to_plan(module, world.teacher, AT)
    assert action is not None
    address = reverse("timetable:plan", args=[world.cohort.code])
    assert action.href == f"{address}?module={module.code}"


def test_a_planned_module_leads_nowhere() -> None:
    world = build_world()
    cycle = build_cycle(world)
    assert next_to_plan(cycle.module, world.teacher, AT) is None


def test_without_a_cohort_people_are_named_first() -> None:
    world = build_world()
    module = build_module(world.cohort.course, key="rivers")
    action = next_to_plan(module, build_subject("Somebody"), AT)
    assert action is not None
    assert action.href == reverse("rosters:new")

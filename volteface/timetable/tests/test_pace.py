"""A time factor reaches slots, the calendar, reminders, and every deadline that has one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from volteface.rosters.actions import set_time_factor
from volteface.rosters.models import Membership
from volteface.timetable.queries import cycle_for, cycles_of
from volteface.timetable.queries.agenda import agenda_of
from volteface.timetable.rules.dates import Offsets, SlotOffset, Span, at_pace, cycle_dates
from volteface.timetable.testing import AT, World, build_cycle, build_world


@pytest.mark.parametrize(("factor", "minutes"), [(1, 20), (1.5, 30), (2, 40), (0, 20)])
def test_a_slot_is_as_long_as_its_learner_needs(factor: float, minutes: int) -> None:
    start = dt.datetime(2026, 3, 12, 9, tzinfo=dt.UTC)
    dates = cycle_dates(
        meeting=Span(starts_at=start, ends_at=start + dt.timedelta(hours=1)),
        zone="Europe/Paris",
        offsets=Offsets(),
        slots=[SlotOffset(before=dt.timedelta(days=2), minutes=20)],
    )
    own = at_pace(dates, factor)
    assert own.slot_starts_at == dates.slot_starts_at
    assert own.slots[0].ends_at - own.slots[0].starts_at == dt.timedelta(minutes=minutes)
    assert own.slot_ends_at == own.slots[-1].ends_at
    assert (own.closes_at, own.meeting_starts_at) == (dates.closes_at, dates.meeting_starts_at)


def slowly(world: World, factor: str) -> None:
    place = Membership.objects.get(subject=world.ann, cohort=world.cohort)
    set_time_factor(place, Decimal(factor), by=world.teacher, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(("factor", "minutes"), [("1", 20), ("1.5", 30), ("2", 40), ("0", 20)])
def test_the_calendar_reserves_the_learners_own_time(factor: str, minutes: int) -> None:
    world = build_world()
    cycle = build_cycle(world)
    slowly(world, factor)
    [slot] = [item for item in agenda_of(world.ann, AT) if item.kind == "slot"]
    assert slot.ends_at - slot.starts_at == dt.timedelta(minutes=minutes)
    assert cycle_for(world.ann, cycle.code, at=AT).factor == float(factor)
    [view] = cycles_of(world.ann, AT)
    assert (view.factor, view.dates.slots[0]) == (float(factor), view.dates.slots[0])
    # Everybody else's stays as it was planned.
    [other] = [item for item in agenda_of(world.bob, AT) if item.kind == "slot"]
    assert other.ends_at - other.starts_at == dt.timedelta(minutes=20)

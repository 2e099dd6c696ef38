"""A time factor in learning: the minutes that are said, and every deadline that is short."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.once import copy_of, once
from volteface.core.models import Change
from volteface.learning.actions import open_draw, record_reading
from volteface.learning.models import Draw, Progress
from volteface.learning.queries import DrawFacts, draw_facts, draw_versions
from volteface.learning.queries.measured import forget_paces, measured_in
from volteface.learning.queries.module_page import module_page
from volteface.learning.queries.pages import module_start, step_page
from volteface.learning.testing import AT
from volteface.learning.tests.paths_world import PathWorld, path_world
from volteface.rosters.actions import set_time_factor
from volteface.rosters.models import Membership
from volteface.timetable.queries import cycle_for
from volteface.timetable.testing import build_person

pytestmark = pytest.mark.django_db
SHORT = dt.timedelta(seconds=90)


_here = once(path_world)


@pytest.fixture
def here(_here: PathWorld, db: None) -> PathWorld:
    return copy_of(_here)


def slowly(here: PathWorld, factor: str) -> None:
    place = Membership.objects.get(subject=here.ann, cohort=here.cycle.cohort)
    set_time_factor(place, Decimal(factor), by=here.world.teacher, at=AT)


@pytest.mark.parametrize(("factor", "all_minutes"), [("1", 10), ("1.5", 15), ("2", 20), ("0", 10)])
def test_the_minutes_said_are_the_learners_own(
    here: PathWorld, factor: str, all_minutes: int
) -> None:
    slowly(here, factor)
    view = cycle_for(here.ann, here.cycle.code, at=here.at)
    start = module_start(view, here.ann, at=here.at)
    assert (start.minutes, start.minutes_left) == (all_minutes, all_minutes)
    step = step_page(view, here.ann, "gap", at=here.at)
    assert step.minutes_all == all_minutes
    other = cycle_for(here.world.bob, here.cycle.code, at=here.at)
    assert module_start(other, here.world.bob, at=here.at).minutes == 10


@pytest.mark.parametrize("purpose", ["opening_check", "vote", "exit_ticket", "delayed_check"])
@pytest.mark.parametrize("factor", ["1", "1.25", "1.33", "1.5", "2"])
def test_whatever_closes_closes_later_for_who_has_more_time(
    here: PathWorld, purpose: str, factor: str
) -> None:
    slowly(here, factor)
    facts = short_draw(here, purpose)
    grace = dt.timedelta(seconds=5 if purpose == "vote" else 30)
    closes_at = AT + SHORT * float(factor)
    second = dt.timedelta(seconds=1)
    assert facts.closes_for(here.ann.pk) == closes_at
    assert not facts.is_late(here.ann.pk, closes_at + grace)
    assert facts.is_late(here.ann.pk, closes_at + grace + second)
    assert facts.closes_for(here.world.bob.pk) == AT + SHORT


def test_without_a_limit_nothing_is_ever_late(here: PathWorld) -> None:
    slowly(here, "0")
    facts = short_draw(here, Draw.Purpose.VOTE)
    assert facts.closes_for(here.ann.pk) is None
    assert not facts.is_late(here.ann.pk, AT + dt.timedelta(days=9))


def short_draw(here: PathWorld, purpose: str) -> DrawFacts:
    """A draw of a minute and a half, as the lane knows it."""
    draw = open_draw(
        purpose,
        cohort=here.cycle.cohort,
        cycle=here.cycle,
        nonce=f"short:{purpose}",
        versions=draw_versions(here.draw("preparation"))[:1],
        opens_at=AT,
        closes_at=AT + SHORT,
        at=AT,
    )
    facts = draw_facts(draw.pk)
    if facts is None:
        raise LookupError(purpose)
    return facts


def test_the_lane_hears_of_a_new_pace(
    here: PathWorld, django_capture_on_commit_callbacks: object
) -> None:
    draw = open_draw(
        Draw.Purpose.OPENING_CHECK,
        cohort=here.cycle.cohort,
        cycle=here.cycle,
        nonce="check",
        versions=draw_versions(here.draw("preparation"))[:1],
        opens_at=AT,
        closes_at=AT + SHORT,
        at=AT,
    )
    Change.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture of pytest-django
        slowly(here, "1.5")
    told = set(Change.objects.values_list("topic", "key"))
    assert {("draw", str(draw.pk)), ("cycle", here.cycle.code)} <= told


def test_measured_minutes_need_five_and_leave_out_what_was_skipped(here: PathWorld) -> None:
    people = [build_person(f"Person {number}") for number in range(5)]
    rows = [
        Progress(
            cycle=here.cycle,
            subject=person,
            step_key=key,
            opened_at=AT,
            finished_at=AT,
            seconds=seconds,
            skipped_at=AT if skipped else None,
        )
        for person, seconds, skipped in zip(
            people, (120, 240, 300, 360, 600), (False, False, False, False, True), strict=True
        )
        for key in ("gap", "mix")
    ]
    record_reading(rows[:-2])
    view = cycle_for(here.ann, here.cycle.code, at=here.at)
    assert measured_in(here.cycle).whole is None
    record_reading(rows[-2:])
    forget_paces()
    assert measured_in(here.cycle).steps == {}
    Progress.objects.update(skipped_at=None)
    forget_paces()
    found = module_page(view, here.ann, at=here.at)
    assert [(one.measured.minutes, one.measured.n) for one in found.way if one.measured] == [
        (5, 5),
        (5, 5),
    ]
    assert found.measured is not None
    assert (found.measured.minutes, found.measured.n) == (10, 5)

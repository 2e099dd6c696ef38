"""The run sheets' page, choosing one, and all minutes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from volteface.classroom.actions.plans import save_plan
from volteface.classroom.models import Plan
from volteface.classroom.testing import AT, prepare

from .conftest import browser_of

if TYPE_CHECKING:
    from volteface.classroom.testing import Held

pytestmark = pytest.mark.django_db


def _times(plan: Plan, *codes: str, minutes: int = 7) -> dict[str, object]:
    return {
        "order": list(codes),
        **{f"minutes-{code}": minutes for code in codes},
        **{f"talk-{code}": 2 for code in codes},
    }


def _codes(held: Held) -> list[str]:
    plan = Plan.objects.get(cycle=held.cycle)
    return list(plan.activities.values_list("code", flat=True))


def test_three_sheets_are_made_for_the_room_that_was_told(held: Held) -> None:
    prepare(held, held.world.ann, right=False)
    browser = browser_of(held.world.teacher)
    page = browser.get(reverse("classroom:run_sheets", args=[held.cycle.code]))
    assert "We guess" in page.text
    assert page.text.count("wrong)") >= 3
    asked = {"room": "floor", "people": 30, "seats": 20, "minutes": 90}
    page = browser.get(reverse("classroom:run_sheets", args=[held.cycle.code]), asked)
    assert "We guess" not in page.text
    assert "30 people, 20 seats" in page.text
    assert not Plan.objects.filter(cycle=held.cycle).exists()


def test_the_plan_stays_until_one_is_chosen_and_then_knows_its_room(held: Held) -> None:
    kept = save_plan(held.cycle, by=held.world.teacher, at=AT)
    browser = browser_of(held.world.teacher)
    browser.get(reverse("classroom:run_sheets", args=[held.cycle.code]))
    assert kept.activities.filter(technique="opening_check").exists()
    browser.post(
        reverse("classroom:run_sheet_choose", args=[held.cycle.code]),
        {"sheet": "discuss", "room": "rows", "seats": 80, "people": 30, "minutes": 60},
    )
    plan = Plan.objects.get(cycle=held.cycle)
    assert (plan.pk, plan.sheet, plan.room, plan.seats) == (kept.pk, "discuss", "rows", 80)
    assert plan.check_in_minutes + sum(row.minutes for row in plan.activities.all()) == 60
    assert "peer_instruction" in plan.activities.values_list("technique", flat=True)


def test_a_sheet_of_no_such_name_is_none(held: Held) -> None:
    answer = browser_of(held.world.teacher).post(
        reverse("classroom:run_sheet_choose", args=[held.cycle.code]), {"sheet": "sleep"}
    )
    assert answer.status_code == 404


def test_order_minutes_and_talk_are_saved_together(held: Held) -> None:
    plan = save_plan(held.cycle, by=held.world.teacher, at=AT)
    turned = _codes(held)[::-1]
    address = reverse("classroom:plan_times", args=[held.cycle.code])
    browser_of(held.world.teacher).post(address, _times(plan, *turned))
    assert _codes(held) == turned
    assert set(plan.activities.values_list("minutes", "talk_minutes")) == {(7, 2)}


@pytest.mark.parametrize("minutes", [0, 241, -3])
def test_odd_minutes_save_nothing(held: Held, minutes: int) -> None:
    plan = save_plan(held.cycle, by=held.world.teacher, at=AT)
    before = list(plan.activities.values_list("code", "minutes"))
    address = reverse("classroom:plan_times", args=[held.cycle.code])
    browser_of(held.world.teacher).post(address, _times(plan, *_codes(held)[::-1], minutes=minutes))
    assert list(plan.activities.values_list("code", "minutes")) == before


def test_a_block_added_meanwhile_stays_and_one_taken_out_is_passed_over(held: Held) -> None:
    plan = save_plan(held.cycle, by=held.world.teacher, at=AT)
    codes = _codes(held)
    address = reverse("classroom:plan_times", args=[held.cycle.code])
    browser_of(held.world.teacher).post(address, _times(plan, "gone", *codes[1:3]))
    assert _codes(held) == [*codes[1:3], codes[0], *codes[3:]]

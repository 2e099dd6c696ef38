"""What a plan offers: techniques that fit its people, its minutes and the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from volteface.classroom import techniques
from volteface.classroom.models import Activity
from volteface.classroom.queries.offers import offers_for
from volteface.classroom.queries.plans import plan_of
from volteface.classroom.queries.techniques import entry_of
from volteface.classroom.rules.library import Wanted, offers

from .conftest import browser_of

if TYPE_CHECKING:
    from volteface.classroom.testing import Held

ENTRIES = [entry_of(sheet) for sheet in techniques.all_sheets()]


def test_offers_are_three_for_different_goals_and_nothing_planned() -> None:
    wanted = Wanted(people=30, minutes=30)
    found = offers(ENTRIES, wanted, planned={"snowball"})
    assert len(found) == 3
    assert len({entry.goals[0] for entry in found}) == 3
    assert "snowball" not in {entry.name for entry in found}


def test_a_hall_of_three_hundred_in_rows_is_offered_no_walk() -> None:
    found = offers(ENTRIES, Wanted(people=300, minutes=40, room="rows"), planned=())
    assert found
    assert all("rows" in entry.rooms and entry.most_people is None for entry in found)


def test_a_team_test_is_offered_only_after_the_test_alone() -> None:
    wanted = Wanted(people=30, minutes=30, words="appeals")
    assert "readiness_team" not in [entry.name for entry in offers(ENTRIES, wanted, planned=())]
    after = offers(ENTRIES, wanted, planned={"readiness_alone"})
    assert after[0].name == "readiness_team"


@pytest.mark.django_db
@pytest.mark.usefixtures("during")
def test_a_full_plan_offers_something_for_its_longest_block(held: Held) -> None:
    plan = plan_of(held.cycle, people=30)
    found = offers_for(plan, people=30, room="nowhere")
    longest = max(plan.blocks, key=lambda block: block.timed.block.minutes)
    assert found.room == ""
    if plan.timeline.spare_minutes < 5:
        assert found.instead_of == longest.title
    planned = {block.timed.block.technique for block in plan.blocks}
    assert found.rows
    assert planned.isdisjoint(offer.name for offer in found.rows)
    assert all("30 people" in offer.reason for offer in found.rows)


@pytest.mark.django_db
@pytest.mark.usefixtures("during")
def test_an_offer_is_added_by_one_press(held: Held) -> None:
    teacher = browser_of(held.world.teacher)
    path = reverse("classroom:plan", args=[held.cycle.code])
    assert b"What would fit" in teacher.get(path, {"room": "tables"}).content
    offer = offers_for(plan_of(held.cycle, people=5), people=5).rows[0]
    teacher.post(
        reverse("classroom:plan_add", args=[held.cycle.code]),
        {"technique": offer.name, "minutes": offer.minutes},
    )
    assert Activity.objects.filter(technique=offer.name, minutes=offer.minutes).exists()

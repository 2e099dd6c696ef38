"""The run sheets' page, choosing one, and all minutes at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from volteface.classroom.actions.plans import save_plan
from volteface.classroom.models import Plan
from volteface.classroom.queries.run_sheet_words import Told, case_for
from volteface.classroom.queries.run_sheets import room_of
from volteface.classroom.rules.fits import TEAMS
from volteface.classroom.rules.run_sheets import Situation
from volteface.classroom.testing import AT, STEMS, prepare
from volteface.questions.models import Misconception
from volteface.readiness.actions import refresh_readiness
from volteface.rosters.testing import build_learner
from volteface.timetable.testing import build_cycle, build_module

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
    about = browser.get(
        reverse("classroom:run_sheets", args=[held.cycle.code]), {"objective": "recall"}
    )
    # The most missed questions of this objective alone.
    assert STEMS[1][:40] in about.text
    assert STEMS[0][:40] not in about.text
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


def test_what_is_told_of_a_room_is_known_at_the_next_meeting_there(held: Held) -> None:
    browser = browser_of(held.world.teacher)
    address = reverse("classroom:plan_room", args=[held.cycle.code])
    browser.post(address, {"room": "moon", "seats": 4})
    assert not Plan.objects.filter(cycle=held.cycle).exists()
    browser.post(address, {"room": "tables", "seats": 24})
    # Both meet in Amphi B.
    other = build_cycle(held.world, module=build_module(held.world.module.course, key="later"))
    assert room_of(other) == ("tables", 24)
    page = browser.get(reverse("classroom:run_sheets", args=[other.code])).text
    assert "We guess" not in page


def test_a_mini_fix_is_offered_for_what_many_believe_until_it_is_planned(held: Held) -> None:
    Misconception.objects.create(
        bank=held.world.module.course.bank, key="cram", text="Cramming lasts"
    )
    for number in range(10):
        learner = build_learner(held.world.cohort, f"Learner {number}", at=AT)
        prepare(held, learner.subject, right=number > 4)
    refresh_readiness(at=AT)
    browser = browser_of(held.world.teacher)
    page = browser.get(reverse("classroom:plan", args=[held.cycle.code])).text
    assert "5 of 10 show it" in page
    browser.post(
        reverse("classroom:plan_add", args=[held.cycle.code]),
        {"technique": "mini_fix", "minutes": 5, "misconception": "cram"},
    )
    rows = list(Plan.objects.get().activities.values_list("technique", "title")[:2])
    assert rows == [
        ("opening_check", "Opening check"),
        ("mini_fix", "Mini-fix: “Cramming lasts”"),
    ]
    page = browser.get(reverse("classroom:plan", args=[held.cycle.code])).text
    assert "5 of 10 show it" not in page
    said = browser.get(reverse("classroom:prompter", args=[held.cycle.code])).text
    assert "5 of 10 chose: The evening before, in one long session" in said
    assert "Then: In about six days, when it begins to fade" in said
    assert "More than five minutes" not in page
    Plan.objects.get().activities.filter(technique="mini_fix").update(minutes=9)
    assert (
        "More than five minutes"
        in browser.get(reverse("classroom:plan", args=[held.cycle.code])).text
    )


def test_what_was_replaced_comes_back_with_its_notes_until_something_else_changes(
    held: Held,
) -> None:
    plan = save_plan(held.cycle, by=held.world.teacher, at=AT)
    plan.activities.filter(position=1).update(notes="Bring the clock", minutes=9)
    before = list(plan.activities.values_list("code", "minutes", "notes", "reason"))
    browser = browser_of(held.world.teacher)
    page, undo = (
        reverse(f"classroom:{name}", args=[held.cycle.code]) for name in ("plan", "plan_undo")
    )
    asked = {"sheet": "teams", "room": "tables", "seats": 30, "people": 30, "minutes": 60}
    browser.post(reverse("classroom:run_sheet_choose", args=[held.cycle.code]), asked)
    assert "“Work in teams” is the plan now." in browser.get(page).text
    browser.post(undo)
    plan.refresh_from_db()
    assert list(plan.activities.values_list("code", "minutes", "notes", "reason")) == before
    assert (plan.sheet, plan.room, plan.seats, plan.undo) == ("", "", None, {})
    # A block that was taken out, back in its place; the others are the same rows.
    rows = [row.pk for row in plan.activities.all()]
    browser.post(reverse("classroom:activity_remove", args=[held.cycle.code, before[1][0]]))
    assert "is out of the plan" in browser.get(page).text
    browser.post(undo)
    assert list(plan.activities.values_list("code", "minutes", "notes", "reason")) == before
    assert [row.pk for row in plan.activities.all()][::2] == rows[::2]
    # Whatever comes after it, it cannot be undone any more.
    browser.post(reverse("classroom:plan_again", args=[held.cycle.code]))
    browser.post(reverse("classroom:plan_check_in", args=[held.cycle.code]), {"minutes": 3})
    assert undo not in browser.get(page).text
    again = _codes(held)
    assert "nothing to undo" in browser.post(undo, follow=True).text
    assert _codes(held) == again


def test_an_offer_takes_the_longest_blocks_place_where_no_minutes_are_free(held: Held) -> None:
    plan = save_plan(held.cycle, by=held.world.teacher, at=AT)
    longest = plan.activities.order_by("-minutes").first()
    assert longest is not None
    browser = browser_of(held.world.teacher)
    add = reverse("classroom:plan_add", args=[held.cycle.code])
    page = browser.get(reverse("classroom:plan", args=[held.cycle.code])).text
    assert f'name="instead" value="{longest.code}"' in page
    browser.post(add, {"technique": "debate", "minutes": 30, "instead": longest.code})
    made = plan.activities.get(position=longest.position)
    assert (made.technique, made.title, made.minutes) == ("debate", "Debate with changed sides", 30)
    assert plan.activities.count() == len(_codes(held))
    other = build_cycle(held.world, module=build_module(held.world.module.course, key="later"))
    theirs = save_plan(other, by=held.world.teacher, at=AT).activities.get(position=0)
    odd = {"technique": "debate", "minutes": 30, "instead": theirs.code}
    assert browser.post(add, odd).status_code == 404
    browser.post(reverse("classroom:plan_undo", args=[held.cycle.code]))
    assert plan.activities.get(position=longest.position).code == longest.code


def test_who_is_ready_is_counted_by_the_teams_there_are() -> None:
    asked = Situation(minutes=60, people=40, room="tables", ready=16, audience=40)
    told = Told(situation=asked, objectives={}, beliefs={}, missed=(), written={})
    assert case_for(TEAMS, told) == "16 of 40 are ready: 2 or more for each team."
    ten = replace(told, situation=replace(asked, teams=10))
    assert case_for(TEAMS, ten) == "16 of 40 are ready: 1 or more for each team."
    many = replace(told, situation=replace(asked, teams=20))
    assert case_for(TEAMS, many) == "16 of 40 are ready: not one for every team, so mix them."

"""A meeting in its room: two votes, a guest, an absent learner; on three screens at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.inspection import faults, small_targets
from tests.browser.rooms import room

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.visits import Visit


def _vote(phone: Page, place: int) -> None:
    phone.locator("#stage .choices-large label.choice").nth(place).click()
    phone.locator("#stage button[type=submit]").click()
    expect(phone.locator("#stage [data-note]")).to_contain_text("recorded")


def test_c15_c28_a_meeting_from_the_code_to_what_was_missed(visit: Visit) -> None:
    with room(visit) as (teacher, code, cycle):
        _hold(visit, teacher, code, cycle)


def _hold(visit: Visit, teacher: Page, code: str, cycle: str) -> None:
    # A window of its own: the tab behind another one is drawn once a second.
    projector = visit.as_("teacher", width=1280, height=720)
    projector.goto(f"/room/{code}/projector/")
    expect(projector.locator(".projector-code").first).to_have_text(code)
    assert faults(teacher) + faults(projector) == []

    member = visit.as_("newcomer")
    member.goto("/room/")
    member.get_by_label("Code").fill(f"{code[:3]} {code[3:]}".lower())
    member.get_by_role("button", name="Go to the room").click()
    assert faults(member) == []
    member.get_by_role("button", name=re.compile("I am here")).click()
    guest = visit.as_("nobody")
    guest.goto(f"/room/{code}/")
    guest.get_by_label(re.compile("first name", re.IGNORECASE)).fill("Zoë")
    guest.get_by_role("button", name="Join", exact=True).click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("You are in")

    teacher.locator(".ask-button").first.click()
    teacher.get_by_role("button", name="Open the vote").click()
    _vote(member, 0)
    _vote(guest, 1)
    assert small_targets(member, 44) == []
    assert faults(member) == []
    expect(projector.locator("[data-count=answered]")).to_have_text("2")
    expect(projector.locator(".hall-bars")).to_have_count(0)
    teacher.get_by_role("button", name="Discuss").click()
    expect(member.get_by_text("Find somebody who chose differently")).to_be_visible()
    expect(projector.get_by_text("Find somebody who chose differently")).to_be_visible()
    # Neither the page nor what it is sent says how the first vote went.
    expect(projector.locator(".hall-bars, .bar, [data-option-count]")).to_have_count(0)
    state = projector.request.get(f"/room/{code}/projector/state/").text()
    assert not re.search(r'"(counts|distribution|bars|right)"', state)
    teacher.get_by_role("button", name="Vote again").click()
    expect(member.locator("[data-phase]")).to_have_text("second vote")
    _vote(member, 1)
    _vote(guest, 1)
    expect(projector.locator(".hall-bars")).to_have_count(0)
    teacher.get_by_role("button", name="Show the result").click()
    # Two have answered: their numbers are not for the hall.
    expect(projector.get_by_text("Fewer than five answers")).to_be_visible()
    expect(projector.get_by_text("Right answer:").first).to_be_visible()
    expect(projector.locator(".bar")).to_have_count(0)
    expect(teacher.locator(".bar").first).to_be_visible()
    state = projector.request.get(f"/room/{code}/projector/state/").json()
    assert {"first", "second"}.isdisjoint(state)
    expect(member.get_by_text("yours")).to_be_visible()
    assert faults(projector) + faults(member) + faults(teacher) == []

    _close(teacher, cycle)
    expect(member.get_by_text("The meeting is over")).to_be_visible()
    _afterwards(visit, member, cycle)
    expect(member.get_by_role("heading", level=1)).to_have_text("What the meeting came to")


def _close(teacher: Page, cycle: str) -> None:
    teacher.locator(".confirm > summary", has_text="Close the room").click()
    teacher.get_by_role("button", name="Close it").click()
    # Somebody came: how it went is asked first.
    teacher.wait_for_url(f"**/room/retro/{cycle}/")
    teacher.goto(f"/room/debrief/{cycle}/")
    expect(teacher.get_by_text(re.compile(r"\d+ guests?\."))).to_be_visible()


def _afterwards(visit: Visit, member: Page, cycle: str) -> None:
    absent = visit.as_("newcomer")
    for page in (member, absent):
        page.goto(f"/room/missed/{cycle}/")
        # First one tries: the answer is folded.
        page.locator(".after-asked summary").first.click()
        expect(page.get_by_text("Right answer:").first).to_be_visible()
    expect(absent.get_by_role("heading", level=1)).to_have_text("What you missed")
    assert faults(absent) == []

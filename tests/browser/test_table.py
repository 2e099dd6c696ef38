"""A printed kit's page on a phone whose network comes and goes: nothing is lost or untrue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.inspection import faults, overflow, small_targets

if TYPE_CHECKING:
    from tests.browser.visits import Visit

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def test_r02_taps_wait_on_the_phone_and_hand_in_last(visit: Visit) -> None:
    teacher = visit.as_("teacher", width=1280, height=900)
    teacher.goto(f"/room/kit/{visit.server.cycle('retrieval')}/")
    teacher.locator("#printed a").first.click()
    assert faults(teacher) == []
    teacher.get_by_text("Kit by kit").click()
    spare = teacher.locator("#kits th a").last.get_attribute("href")
    assert spare is not None

    phone = visit.as_("nobody", first=True)
    phone.goto(spare)
    assert small_targets(phone, 44) == []
    assert faults(phone) == []
    words = phone.locator(".table-text").first
    short = words.text_content()
    words.evaluate("(text, long) => text.textContent = long", LONG_WORD)
    assert overflow(phone) == []
    words.evaluate("(text, short) => text.textContent = short", short)
    first, second = (phone.locator(f'[data-card="{number}"]') for number in (1, 2))
    first.get_by_role("button", name="Missed").click()
    expect(first.locator("[data-note]")).to_contain_text("Saved")
    first.get_by_role("button", name="B", exact=True).click()
    expect(first.locator('[value="B"]')).to_have_attribute("aria-pressed", "true")

    phone.context.set_offline(True)
    second.get_by_role("button", name="Right").click()
    expect(second.locator("[data-note]")).to_have_text("Waits on this phone")
    expect(phone.locator("[data-offline]")).to_be_visible()
    phone.get_by_role("button", name="Done, hand in").click()
    assert faults(phone) == []
    phone.context.set_offline(False)
    expect(phone.get_by_text("Your kit is handed in")).to_be_visible()
    expect(phone.get_by_text("2 cards played")).to_be_visible()
    assert faults(phone) == []
    phone.get_by_role("button", name="Change something").click()
    expect(second.get_by_role("button", name="Right")).to_have_attribute("aria-pressed", "true")

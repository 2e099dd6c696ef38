"""Teams changed by dragging and by keys alone, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.visits import Visit


def test_c04_a_person_is_dragged_to_a_team_or_ticked_and_sent_by_keys(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280, height=900)
    page.goto(f"/room/teams/{visit.server.cycle('retrieval')}/")
    first, second = page.locator(".teams > .team").nth(0), page.locator(".teams > .team").nth(1)
    person = first.locator("[data-who]").first
    code = person.get_attribute("data-who")
    person.drag_to(second.locator("h2"))
    expect(second.locator(f"[data-who='{code}']")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(first.locator(f"[data-who='{code}']")).to_be_visible()

    expect(page.locator("[data-count]")).to_have_text("Tick people")
    first.locator(f"[data-who='{code}'] input").press("Space")
    expect(page.locator("[data-count]")).to_have_text("1 ticked")
    page.get_by_label("Team", exact=True).select_option(index=1)
    page.get_by_role("button", name="Move").press("Enter")
    expect(second.locator(f"[data-who='{code}']")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(first.locator(f"[data-who='{code}']")).to_be_visible()

"""A plan edited by hand, by keys and without a script; the teleprompter by keys and a tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.inspection import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.visits import Visit

BLOCKS = "li.block:has([data-grip])"


def _titles(page: Page) -> list[str]:
    return page.locator(f"{BLOCKS} .block-title b").all_inner_texts()


def _times(page: Page) -> list[str]:
    return page.locator(f"{BLOCKS} .block-time").all_inner_texts()


def _drag(page: Page, place: int, *, down: int) -> None:
    box = page.locator("[data-grip]").nth(place).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + down, steps=4)
    page.mouse.up()


def test_a_plan_is_tried_out_on_the_page_and_kept_only_when_saved(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280, height=900)
    page.goto(f"/room/plan/{visit.server.cycle('retrieval')}/")
    titles, times = _titles(page), _times(page)
    meter = page.locator(".talk-meter b")
    before = meter.inner_text()
    _drag(page, 0, down=230)
    assert _titles(page) == [titles[1], titles[0], *titles[2:]]
    assert _times(page)[0] == times[0]
    page.locator("[data-grip]").nth(1).press("ArrowUp")
    assert _titles(page) == titles
    expect(page.locator("[data-unsaved]")).to_be_hidden()
    page.locator("[data-talk]").nth(2).fill("29")
    expect(meter).not_to_have_text(before)
    expect(page.locator("[data-unsaved]")).to_contain_text("Not saved yet")
    page.get_by_role("link", name="Undo").click()
    expect(meter).to_have_text(before)

    # The server comes to the clock times the page has shown.
    longer = page.locator("[data-minutes]").first
    minutes = longer.input_value()
    longer.fill(str(int(minutes) + 7))
    shown = _times(page)
    assert shown != times
    page.get_by_role("button", name="Save order and minutes").click()
    expect(page.get_by_text("Order and minutes are saved.")).to_be_visible()
    assert _times(page) == shown
    assert faults(page) == []

    plain = visit.as_("teacher", javascript=False)
    plain.goto(page.url)
    plain.locator("[data-minutes]").first.fill(minutes)
    plain.get_by_role("button", name="Save order and minutes").click()
    plain.get_by_role("button", name=f"Move down: {titles[0]}").click()
    plain.get_by_role("button", name=f"Move up: {titles[0]}").click()
    assert plain.locator(f"{BLOCKS} .block-time").all_inner_texts() == times


def test_the_teleprompter_shows_one_block_and_without_a_script_all(visit: Visit) -> None:
    page = visit.as_("tutor", width=1280, height=800)
    page.goto(f"/room/plan/{visit.server.cycle('spacing')}/now/")
    cues = page.locator("[data-cue]")
    expect(cues.locator("visible=true")).to_have_count(1)
    expect(cues.nth(0)).to_be_visible()
    page.keyboard.press("Space")
    expect(cues.nth(1)).to_be_visible()
    cues.nth(1).locator("h2").click()
    expect(cues.nth(2)).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(cues.nth(1)).to_be_visible()
    page.keyboard.press("Home")
    expect(cues.nth(0)).to_be_visible()
    sizes = page.evaluate(
        "[...document.querySelectorAll('.prompter *')].filter((one) => one.checkVisibility() &&"
        " one.textContent.trim()).map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 24

    plain = visit.as_("tutor", javascript=False)
    plain.goto(page.url)
    assert plain.locator("[data-cue]").locator("visible=true").count() == cues.count()

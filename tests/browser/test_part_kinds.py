"""Partners, categories, an order and gaps: answered by keyboard, and without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.inspection import faults, small_targets
from tests.browser.learning import SAVED, send

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.visits import Visit

ORDER = ["Explain each step", "Cover the next", "Complete a similar", "Solve a third"]
GAPS = ["150", "2", "minute", "40,2"]


def _open(visit: Visit, page: Page, module: str, step: str) -> None:
    page.goto(f"/learn/{visit.server.cycle(module)}/{step}/")


def _card(page: Page, inside: str) -> Locator:
    return page.locator("[data-answer]").filter(has=page.locator(inside)).first


def _is_right(card: Locator) -> None:
    expect(card.locator("[data-note]")).to_have_text(SAVED)
    expect(card.locator("[data-feedback] .verdict, [data-feedback] p").first).to_contain_text(
        "Right"
    )


def _put_in_order(page: Page, card: Locator) -> None:
    """Move each item up by its button until it stands in its place."""
    items = card.locator(".order-rows li")
    for place, words in enumerate(ORDER):
        texts = items.all_inner_texts()
        at = next(index for index, text in enumerate(texts) if words in text)
        button = items.nth(at).locator(".order-move.up")
        button.focus()
        for _press in range(at - place):
            page.keyboard.press("Enter")
    expect(card.locator("[role=status]").first).to_contain_text("of 4")


def test_questions_with_parts_are_answered_by_keyboard(visit: Visit) -> None:
    page = visit.as_("newcomer", width=390)
    _open(visit, page, "load", "borrow")
    card = _card(page, "order-list")
    send(card)
    expect(card.locator("[data-note]")).to_contain_text("Choose or write an answer first")
    _put_in_order(page, card)
    send(card)
    _is_right(card)
    card = _card(page, ".with-gaps")
    for place, words in enumerate(GAPS):
        card.locator(".gap").nth(place).focus()
        page.keyboard.type(words)
    send(card)
    _is_right(card)
    assert faults(page) == []
    assert not [fault for fault in small_targets(page, 24) if "order" in fault or "gap" in fault]
    _open(visit, page, "load", "loads")
    card = _card(page, ".part-sorts")
    for place in range(5):
        item = card.locator(".part-sort").nth(place)
        subject = "Five" in item.inner_text() or "Terms" in item.inner_text()
        item.locator(f"input[value={'subject' if subject else 'presentation'}]").focus()
        page.keyboard.press("Space")
    send(card)
    _is_right(card)
    assert faults(page) == []
    _drag_partners_and_places(visit, page)


def _drag(page: Page, what: Locator, onto: Locator) -> None:
    # Both in sight, clear of the bars at the top and the bottom.
    onto.evaluate("place => place.scrollIntoView({ block: 'center' })")
    start, end = what.bounding_box(), onto.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 4, steps=5)
    page.mouse.up()


def _drag_partners_and_places(visit: Visit, page: Page) -> None:
    """Dragging only fills in the menus and fields that are sent anyway."""
    card = _card(page, ".part-sorts")
    _drag(page, card.locator("[data-drags]").nth(1), card.locator(".part-sort").first)
    expect(card.locator(".part-sort").first.locator("input").nth(1)).to_be_checked()
    _open(visit, page, "load", "borrow")
    items = _card(page, "order-list").locator(".order-rows li")
    words = items.nth(1).locator(".order-words").inner_text()
    _drag(page, items.nth(1).locator(".order-grip"), items.first)
    expect(items.first).to_contain_text(words)
    expect(items.first.locator("select")).to_have_value("1")
    _open(visit, page, "retrieval", "begin")
    card = _card(page, ".part-rows")
    _drag(page, card.locator("[data-drags]").last, card.locator(".part-rows li").first)
    expect(card.locator(".part-rows select").first).not_to_have_value("")


def test_partners_and_an_order_need_no_script(visit: Visit) -> None:
    page = visit.as_("newcomer", javascript=False)
    _open(visit, page, "load", "borrow")
    card = _card(page, "order-list")
    card.locator("select").first.select_option("1")
    send(card)
    card = _card(page, "order-list")
    expect(card.get_by_role("alert")).to_contain_text("Give every item a place first")
    for item in card.locator(".order-rows li").all():
        place = next(at for at, words in enumerate(ORDER, 1) if words in item.inner_text())
        item.locator("select").select_option(str(place))
    send(card)
    _is_right(_card(page, "order-list"))
    _open(visit, page, "retrieval", "begin")
    card = _card(page, ".part-rows")
    for menu in card.locator("select").all():
        menu.select_option(index=1)
    send(card)
    card = _card(page, ".part-rows")
    expect(card.locator("[data-note]")).to_have_text(SAVED)
    expect(card.locator(".part-said li")).to_have_count(3)

"""A test on paper: made, a sheet typed in by keys alone and undone, and put away again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.inspection import faults

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.visits import Visit

HERE = re.compile("is-here")


def test_c04_a_sheet_is_typed_in_by_keys_alone(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280, theme="dark")
    page.goto(f"/room/papers/{visit.server.cycle('retrieval')}/")
    for box in page.locator("input[name=q]").all():
        box.check()
    page.get_by_label("Title").fill("Typed in by keys")
    page.get_by_role("button", name="Make the test").click()
    assert faults(page) == []
    made = page.url
    page.get_by_role("link", name="People's sheets").click()
    assert faults(page) == []
    rows = page.locator("[data-row]")
    signs = {_answer(page, row) for row in rows.all()}
    assert signs == {"a", "b", "+", ""}
    page.keyboard.press("Enter")
    expect(page.locator(".alert.success")).to_contain_text("Saved:")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text("Undone.")

    page.goto(made)
    page.get_by_role("button", name="Put away").click()
    expect(page.locator("main")).to_contain_text("“Typed in by keys” is put away.")
    assert page.get_by_role("link", name="Typed in by keys").count() == 0
    assert faults(page) == []


def _answer(page: Page, row: Locator) -> str:
    """Answer the row at hand with one key; the next one's turn comes by itself, or by an arrow."""
    expect(row).to_have_class(HERE)
    kinds = {
        "a": row.locator("input[type=radio][value=A]"),
        "b": row.locator("input[type=checkbox][value=B]"),
        "+": row.locator("input[type=radio][value='+']"),
    }
    sign = next((key for key, found in kinds.items() if found.count()), "")
    if sign:
        page.keyboard.press(sign)
        expect(kinds[sign]).to_be_checked()
    if sign in ("b", ""):
        page.keyboard.press("ArrowDown")
    return sign

"""Opens a room for a test and closes it again: every test finds one in which nothing was asked."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.visits import Visit


@contextmanager
def room(visit: Visit) -> Iterator[tuple[Page, str, str]]:
    """Next week's cycle in its room: the presenter's page, the room's and the cycle's codes."""
    page = visit.as_("teacher", width=1280, height=900)
    cycle = visit.server.cycle("load")
    page.goto(f"/room/plan/{cycle}/")
    page.locator("form[action*='/room/open/'] button").first.click()
    page.wait_for_url("**/presenter/")
    presenter = page.url
    try:
        yield page, presenter.split("/")[4], cycle
    finally:
        page.goto(presenter)
        if page.get_by_text("This room is closed.").count() == 0:
            page.locator(".confirm > summary", has_text="Close the room").click()
            page.get_by_role("button", name="Close it").click()
            # Where somebody came, how it went is asked first.
            page.wait_for_url(re.compile(f"/room/(retro|debrief)/{cycle}/"))

"""From the mail: one tap, no sign-in; and no more mails for whoever has enough."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.inspection import faults

if TYPE_CHECKING:
    from tests.browser.visits import Visit

COUNT = "SELECT count(*) FROM learning_response"
STOPPED = "SELECT stopped FROM messaging_preference"


def test_a_refresher_is_answered_from_the_mail_in_one_tap(visit: Visit) -> None:
    text = visit.server.mail_to(visit.server.mailed[0], holding="/refresh/r/")
    link = re.search(r"http://\S+/refresh/r/\S+\?o=\S+", text)
    assert link is not None
    page = visit.as_("nobody")
    before = visit.server.rows(COUNT)
    page.goto(link[0])
    expect(page.locator("input[name=choice]:checked")).to_have_count(1)
    assert visit.server.rows(COUNT) == before
    assert faults(page) == []
    page.get_by_role("button", name="Confirm this answer").click()
    expect(page.get_by_text("saved")).to_be_visible()
    assert faults(page) == []
    assert visit.server.rows(COUNT) == [(before[0][0] + 1,)]
    page.goto(link[0])
    expect(page.get_by_text("saved")).to_be_visible()
    assert "/sign-in/" not in page.url
    page.goto("/")
    assert "/sign-in/" in page.url


def test_c19_mails_stop_from_the_mail_without_signing_in(visit: Visit) -> None:
    text = visit.server.mail_to(visit.server.mailed[1], holding="List-Unsubscribe")
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in text
    link = re.search(r"Stop these mails: (http://\S+)", text)
    assert link is not None
    page = visit.as_("nobody", javascript=False)
    before = visit.server.rows(STOPPED)
    page.goto(link[1])
    expect(page.get_by_text("Nothing has changed yet")).to_be_visible()
    assert visit.server.rows(STOPPED) == before
    page.get_by_role("button", name="Stop this kind").click()
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    assert len(visit.server.rows(STOPPED)) == len(before) + 1

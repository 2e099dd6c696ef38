"""T04, T15: whoever is put out is out at once, and signing out leaves nothing behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.learning import go_on_learning, to_a_choice

if TYPE_CHECKING:
    from tests.browser.visits import Visit


def test_t04_a_suspended_learner_is_out_at_once(visit: Visit) -> None:
    learner = visit.as_("newcomer")
    learner.goto("/account/")
    email = re.search(r"\S+@demo\.example", learner.locator("main").inner_text())
    assert email is not None
    learner.goto("/timetable/feed/")
    learner.get_by_role("button", name="Make my address").click()
    feed = learner.locator("#feed-address").input_value()
    assert learner.request.get(feed).ok
    go_on_learning(learner)
    card = to_a_choice(learner)

    administrator = visit.as_("administrator", width=1280)
    administrator.goto(f"/account/people/?q={email[0]}")
    administrator.locator("main table a").first.click()
    administrator.locator(".confirm > summary").click()
    administrator.get_by_role("button", name=re.compile("^Suspend .")).click()
    expect(administrator.get_by_text("Suspended: nothing works")).to_be_visible()

    card.locator("label.choice").first.click()
    with learner.expect_response("**/a/") as answered:
        card.locator("button[type=submit]").click()
    assert answered.value.status in {403, 404, 410}
    expect(card.locator("[data-note]")).not_to_contain_text("saved ")
    assert learner.request.get(feed).status == 404
    learner.goto("/")
    assert "/sign-in/" in learner.url


def test_t15_after_signing_out_back_shows_nothing(visit: Visit) -> None:
    page = visit.as_("newcomer")
    go_on_learning(page)
    title = page.locator("h1").inner_text()
    page.goto("/")
    page.locator("details.menu > summary").first.click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")
    page.go_back()
    expect(page.get_by_text(title)).to_have_count(0)
    assert "/sign-in/" in page.url
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0

"""C21, C22, T15: a module on a train, its answers sent once, and nothing left after signing out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.inspection import faults
from tests.browser.learning import SAVED, answers_of, code_of, go_on_learning, send, to_a_choice

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.visits import Visit

_LEFT = """async () => [
  ...await caches.keys(),
  ...(await indexedDB.databases()).map(({ name }) => name),
  ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  ...Object.keys(localStorage),
]"""
_KEPT = """async () => {
  const names = await caches.keys();
  const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return all.flat().map(({ url }) => new URL(url).pathname);
}"""


def _take(page: Page) -> str:
    """Take tomorrow's module along; the address of the step one was at."""
    go_on_learning(page)
    to_a_choice(page)
    step = page.url
    page.goto(page.url.rsplit("/", 2)[0] + "/")
    page.locator("[data-take-now]").click()
    expect(page.locator("[data-take-status]")).to_contain_text("MB", timeout=30_000)
    return step


def _sign_out(page: Page) -> None:
    page.goto("/")
    page.locator("details.menu > summary").first.click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")


def test_c21_a_module_taken_along_is_worked_through_and_sent_once(visit: Visit) -> None:
    page = visit.as_("newcomer", first=True)
    step = _take(page)
    page.context.set_offline(True)
    page.goto(step)
    title = page.locator("h1").inner_text()
    expect(page.locator("[data-network]")).to_be_visible(timeout=3_000)
    card = page.locator("[data-answer]:visible:has(.choice)").first
    code = code_of(card)
    card.locator("label.choice").first.click()
    send(card)
    expect(card.locator("[data-note]")).to_contain_text("kept on this device", timeout=3_000)
    page.get_by_role("button", name=re.compile("Next|Finish")).click()
    expect(page.locator("h1")).not_to_have_text(title)
    # What was not taken says so, and names what was.
    page.goto("/messages/")
    expect(page.locator("h1")).to_have_text("No network")
    expect(page.locator("[data-taken] a")).to_have_count(1)
    page.context.set_offline(False)
    page.goto(step)
    expect(page.locator(f"#q-{code} [data-note]")).to_have_text(SAVED)
    assert len(answers_of(visit, page, code)) == 1


def test_t05_only_what_was_taken_is_kept_and_no_key(visit: Visit) -> None:
    page = visit.as_("newcomer", first=True)
    _take(page)
    page.goto("/account/data/")
    page.goto("/messages/")
    kept = page.evaluate(_KEPT)
    strange = re.compile(r"^/(static/|media/|learn/|offline/$|taken/about\.json$)")
    assert [path for path in kept if not strange.match(path)] == []
    assert any(path.startswith("/learn/") for path in kept)


def test_t15_after_signing_out_nothing_is_left(visit: Visit) -> None:
    page = visit.as_("newcomer", first=True)
    step = _take(page)
    page.goto(step)
    assert page.evaluate(_LEFT) != []
    _sign_out(page)
    assert page.evaluate(_LEFT) == []
    page.context.set_offline(True)
    failed = ""
    try:
        page.goto(step)
    except Exception as error:  # noqa: BLE001 - the browser's own page for no network
        failed = str(error)
    assert "ERR_INTERNET_DISCONNECTED" in failed


def test_t15_signing_out_with_something_unsent_asks_first(visit: Visit) -> None:
    page = visit.as_("newcomer", first=True)
    go_on_learning(page)
    card = to_a_choice(page)
    page.route("**/a/", lambda route: route.abort())
    card.locator("label.choice").first.click()
    send(card)
    expect(card.locator("[data-note]")).to_contain_text("kept on this device")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.goto("/messages/")
    page.locator("details.menu > summary").first.click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_timeout(500)
    assert "lost" in asked[0]
    assert "/messages/" in page.url


def test_who_sees_the_door_has_nothing_of_anybody(visit: Visit) -> None:
    page = visit.as_("newcomer", first=True)
    _take(page)
    page.context.clear_cookies()
    page.goto("/")
    expect(page).to_have_url(re.compile("/sign-in/"))
    expect(page.locator("main form").first).to_be_visible()
    assert [path for path in page.evaluate(_KEPT) if path.startswith("/learn/")] == []


def test_the_way_out_of_the_network_is_well_formed(visit: Visit) -> None:
    page = visit.as_("newcomer", width=320, first=True)
    _take(page)
    assert faults(page) == []
    page.goto("/offline/")
    assert faults(page) == []
    manifest = page.request.get("/manifest.webmanifest").json()
    assert {"name", "start_url", "icons", "display"} <= set(manifest)
    assert all(page.request.get(icon["src"]).ok for icon in manifest["icons"])

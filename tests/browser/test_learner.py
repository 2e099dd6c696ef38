"""A learner's evening: on a phone, by keyboard, without a script, and without a network."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.inspection import faults, small_targets
from tests.browser.learning import (
    SAVED,
    answers_of,
    code_of,
    go_on_learning,
    send,
    to_a_choice,
)

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Request

    from tests.browser.visits import Visit


def _seconds_of(page: Page, card: Locator) -> int:
    """Send an answer; the seconds the page says it took."""
    with page.expect_request("**/a/") as sent:
        send(card)
    return int(sent.value.post_data_json["seconds"])


def test_learning_on_a_phone_says_saved_and_goes_on(visit: Visit) -> None:
    page = visit.as_("newcomer")
    go_on_learning(page)
    card = to_a_choice(page)
    assert not [fault for fault in small_targets(page, 44) if "choice" in fault]
    expect(card.locator("[data-feedback]")).to_be_empty()
    card.locator("label.choice").first.click()
    page.wait_for_timeout(1_600)
    answered = time.monotonic()
    assert _seconds_of(page, card) >= 1
    expect(card.locator("[data-note]")).to_have_text(SAVED)
    expect(card.locator("[data-feedback]")).not_to_be_empty()
    # Counted on from the answer before, not from when the page was shown, 1.6 seconds earlier.
    # Whole seconds are sent: up to half of one more than there were.
    assert _seconds_of(page, card) <= time.monotonic() - answered + 0.5
    assert faults(page) == []
    title = page.locator("h1").inner_text()
    page.get_by_role("button", name="Next").click()
    expect(page.locator("article.step h1")).not_to_have_text(title)
    page.go_back()
    page.reload()
    expect(page.locator("[data-answer]:visible [data-note]").first).to_have_text(SAVED)


def test_t05_the_page_holds_no_key_before_the_answer(visit: Visit) -> None:
    page = visit.as_("newcomer")
    go_on_learning(page)
    to_a_choice(page)
    source = page.content().lower()
    for word in ("is_correct", "fraction", "tolerance", "misconception", "explanation"):
        assert word not in source


def test_c14_learning_works_without_a_script(visit: Visit) -> None:
    page = visit.as_("newcomer", javascript=False)
    go_on_learning(page)
    card = to_a_choice(page)
    send(card)
    expect(page.get_by_role("alert").first).to_contain_text("Choose or write an answer first")
    card.locator("label.choice").first.click()
    send(card)
    expect(card.locator("[data-note]")).to_have_text(SAVED)
    expect(card.locator("[data-feedback]")).not_to_be_empty()


def test_c02_a_question_is_answered_by_keyboard_alone(visit: Visit) -> None:
    page = visit.as_("newcomer", width=1280)
    go_on_learning(page)
    card = to_a_choice(page)
    focused_choice = "() => document.activeElement.matches('[data-answer] .choice input')"
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(focused_choice):
            break
    ring = "() => getComputedStyle(document.activeElement.closest('.choice')).outlineStyle"
    inner = "() => getComputedStyle(document.activeElement).outlineStyle"
    assert {page.evaluate(ring), page.evaluate(inner)} != {"none"}
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(card.locator("[data-note]")).to_have_text(SAVED)


def test_r02_c22_an_answer_without_network_is_kept_and_sent_once(visit: Visit) -> None:
    page = visit.as_("newcomer", first=True)
    go_on_learning(page)
    card = to_a_choice(page)
    code = code_of(card)
    page.context.set_offline(True)
    card.locator("label.choice").first.click()
    send(card)
    banner = page.locator("[data-outbox]")
    expect(banner).to_be_visible(timeout=5_000)
    expect(banner).to_contain_text("1 answer is kept on this device")
    expect(card.locator("[data-note]")).to_contain_text("kept on this device")
    page.context.set_offline(False)
    expect(card.locator("[data-note]")).to_have_text(SAVED)
    expect(banner).to_be_hidden()
    assert len(answers_of(visit, page, code)) == 1


def test_r02_a_kept_answer_outlives_the_page(visit: Visit) -> None:
    page = visit.as_("newcomer")
    go_on_learning(page)
    card = to_a_choice(page)
    code = code_of(card)
    address = page.url
    page.route("**/a/", lambda route: route.abort())
    card.locator("label.choice").nth(1).click()
    send(card)
    expect(card.locator("[data-note]")).to_contain_text("kept on this device")
    page.goto("/")
    page.goto(address)
    expect(page.locator("[data-outbox]")).to_be_visible(timeout=5_000)
    page.unroute("**/a/")
    with page.expect_response("**/a/") as sent:
        page.reload()
    assert sent.value.ok
    expect(page.locator("[data-outbox]")).to_be_hidden()
    page.reload()
    expect(page.locator("[data-answer]:visible [data-note]").first).to_have_text(SAVED)
    assert len(answers_of(visit, page, code)) == 1


def test_without_network_next_waits_calmly_and_goes_on_by_a_tap(visit: Visit) -> None:
    page = visit.as_("newcomer", first=True)
    go_on_learning(page)
    card = to_a_choice(page)
    title = page.locator("h1").inner_text()
    following = page.get_by_role("button", name="Next")
    page.context.set_offline(True)
    card.locator("label.choice").first.click()
    send(card)
    # At once: nobody waits to see whether it will be sent after all.
    expect(card.locator("[data-note]")).to_contain_text("kept on this device", timeout=1_000)
    following.click()
    words = page.locator("[data-onward-words]")
    expect(words).to_contain_text("The next step needs the network.")
    expect(words).to_be_in_viewport()
    assert page.locator("h1").inner_text() == title
    page.context.set_offline(False)
    expect(words).to_have_text("The network is back: you can go on.")
    expect(card.locator("[data-note]")).to_have_text(SAVED)
    # On line, says the browser, but nothing comes through.
    page.route("**/f/", lambda route: route.abort())
    following.click()
    expect(words).to_contain_text("The next step needs the network.")
    page.unroute("**/f/")
    following.click()
    expect(page.locator("article.step h1")).not_to_have_text(title)


def test_what_is_no_number_is_refused_at_the_card_and_kept_there(visit: Visit) -> None:
    page = visit.as_("newcomer")
    go_on_learning(page)
    card = _to_a_number(page)
    code = code_of(card)
    field, note = card.locator("[name=value]"), card.locator("[data-note]")
    # The first is seen by the page itself, the second by the server only.
    for typed in ("abc", "1.2.3"):
        field.fill(typed)
        send(card)
        expect(note).to_have_text("Write a number, for example 3.5")
        expect(field).to_have_value(typed)
    expect(card.locator("[data-feedback]")).to_be_empty()
    expect(page.locator("[data-outbox]")).to_be_hidden()
    assert faults(page) == []
    field.fill("3,5")
    send(card)
    expect(note).to_have_text(SAVED)
    assert len(answers_of(visit, page, code)) == 1


def test_an_answer_refused_on_another_page_is_said_there_once(visit: Visit) -> None:
    page = visit.as_("newcomer")
    go_on_learning(page)
    card = _to_a_number(page)
    code = code_of(card)
    page.route("**/a/", lambda route: route.abort())
    card.locator("[name=value]").fill("1.2.3")
    send(card)
    expect(card.locator("[data-note]")).to_contain_text("kept on this device")
    page.goto("/")
    page.unroute("**/a/")
    alert = page.locator("main .alert[role=alert]")
    expect(alert).to_contain_text("Write a number, for example 3.5", timeout=15_000)
    assert faults(page) == []
    alert.get_by_role("link").click()
    expect(page.locator(f"#q-{code}")).to_be_in_viewport()
    expect(page.locator("main .alert[role=alert]")).to_have_count(0)
    assert len(answers_of(visit, page, code)) == 0


def test_without_a_script_what_is_no_number_comes_back_in_its_field(visit: Visit) -> None:
    page = visit.as_("newcomer", javascript=False)
    go_on_learning(page)
    card = _to_a_number(page)
    card.locator("[name=value]").fill("abc")
    send(card)
    expect(card.get_by_role("alert")).to_have_text("Write a number, for example 3.5")
    expect(card.locator("[name=value]")).to_have_value("abc")
    expect(card.locator("[data-feedback]")).to_be_empty()


def _to_a_number(page: Page) -> Locator:
    """Go on until a step asks for a number; its card."""
    card = page.locator("[data-answer]:has([name=value])").first
    while not card.count():
        title = page.locator("h1").inner_text()
        page.get_by_role("button", name="Next").click()
        page.locator("article.step h1").filter(has_not_text=title).wait_for()
    return card


def test_c12_learners_pages_are_light(visit: Visit) -> None:
    """On a first visit, nothing cached: 150 kB in all, 60 kB of it script."""
    home = visit.as_("learner")
    home.goto("/")
    # Whether a refresher is due now depends on who answered what before.
    paths = ["/", "/room/", f"/refresh/{visit.server.cohort}/"]
    for kind in ("/c/", "/learn/"):
        address = home.locator(f"main a[href*='{kind}']").first.get_attribute("href")
        assert address is not None
        paths.append(address)
    weights = {path: _weight(visit, path) for path in paths}
    heavy = {path: weight for path, weight in weights.items() if weight > (150_000, 0)}
    assert heavy == {}
    assert max(script for _total, script in weights.values()) <= 60_000


def _weight(visit: Visit, path: str) -> tuple[int, int]:
    """Bytes transferred by a browser that has seen nothing yet: all but films, and scripts."""
    page = visit.as_("learner", first=True)
    asked: list[Request] = []
    # Playwright writes on the handler, which a built-in method does not allow.
    page.on("requestfinished", lambda request: asked.append(request))  # noqa: PLW0108
    page.goto(path)
    total = script = 0
    for request in asked:
        if request.resource_type != "media":
            size = request.sizes()
            bytes_sent = size["responseBodySize"] + size["responseHeadersSize"]
            total += bytes_sent
            script += bytes_sent if request.resource_type == "script" else 0
    return total, script

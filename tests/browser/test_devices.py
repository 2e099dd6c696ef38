"""Two tabs, two devices, a clock that is a day wrong: nothing is lost and nothing gained."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.learning import SAVED, answers_of, code_of, go_on_learning, send, to_a_choice

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.visits import Visit


def _choose(page: Page, place: int) -> Locator:
    card = page.locator("[data-answer]:has(.choice):visible").first
    card.locator("label.choice").nth(place).click()
    send(card)
    return card


def test_r03_two_tabs_without_network_send_each_answer_once(visit: Visit) -> None:
    first = visit.as_("newcomer", first=True)
    go_on_learning(first)
    to_a_choice(first)
    second = first.context.new_page()
    second.goto(first.url)
    first.context.set_offline(True)
    _choose(first, 0)
    expect(first.locator("[data-outbox]")).to_be_visible(timeout=5_000)
    card = _choose(second, 1)
    expect(second.locator("[data-outbox]")).to_contain_text("2 answers are kept")
    first.context.set_offline(False)
    expect(card.locator("[data-note]")).to_have_text(SAVED)
    expect(second.locator("[data-outbox]")).to_be_hidden()
    expect(first.locator("[data-outbox]")).to_be_hidden(timeout=10_000)
    stored = answers_of(visit, first, code_of(card))
    assert len(stored) == 2
    assert len({answer for answer, _late, _at in stored}) == 2


def test_r03_the_last_of_two_devices_counts_and_both_are_kept(visit: Visit) -> None:
    phone = visit.as_("newcomer", first=True)
    go_on_learning(phone)
    to_a_choice(phone)
    desk = visit.as_("nobody", width=1280, cookies=phone.context.cookies(), first=True)
    desk.goto(phone.url)
    card = _choose(desk, 0)
    expect(card.locator("[data-note]")).to_have_text(SAVED)
    card = _choose(phone, 1)
    expect(card.locator("[data-note]")).to_have_text(SAVED)
    desk.reload()
    chosen = desk.locator("[data-answer]:has(.choice):visible").first.locator("label.choice input")
    expect(chosen.nth(1)).to_be_checked()
    assert len(answers_of(visit, phone, code_of(card))) == 2


@pytest.mark.parametrize("days", [-1, 1])
def test_r03_a_clock_a_day_wrong_changes_nothing(visit: Visit, days: int) -> None:
    page = visit.as_("newcomer", first=True)
    now = dt.datetime.now(dt.UTC)
    page.clock.install(time=now + dt.timedelta(days=days))
    go_on_learning(page)
    to_a_choice(page)
    card = _choose(page, 0)
    expect(card.locator("[data-note]")).to_have_text(SAVED)
    [(_answer, late, moment)] = answers_of(visit, page, code_of(card))
    assert not late
    accepted = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
    assert abs(accepted - now) < dt.timedelta(minutes=5)

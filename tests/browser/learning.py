"""A learner's moves in a step, as the journeys share them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SAVED = re.compile(r"saved \d\d:\d\d:\d\d")


def go_on_learning(page: Page) -> None:
    """From home through tomorrow's cycle into its module."""
    page.goto("/")
    page.locator("article.cycle-card h2 a").first.click()
    address = page.locator(".step-lines a").first.get_attribute("href")
    assert address is not None
    page.goto(address)
    page.locator("article.step").wait_for()


def to_a_choice(page: Page) -> Locator:
    """Go on until a step asks a question with choices; its card."""
    card = page.locator("[data-answer]:has(.choice):visible").first
    while not card.count():
        title = page.locator("h1").inner_text()
        page.get_by_role("button", name="Next").click()
        page.locator("article.step h1").filter(has_not_text=title).wait_for()
    return card


def send(card: Locator) -> None:
    """Press the card's button, whatever it says."""
    card.locator("button[type=submit]").click()

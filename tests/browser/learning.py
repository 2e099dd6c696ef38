"""A learner's moves in a step, as the journeys share them, and what is stored of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.visits import Visit

SAVED = re.compile(r"saved \d\d:\d\d:\d\d")
# What the demo's cohort learns for tomorrow's meeting.
TOMORROW = "Leave gaps, and mix"


def go_on_learning(page: Page) -> None:
    """From home through tomorrow's cycle into its module."""
    page.goto("/")
    page.locator("article.cycle-card h2 a", has_text=TOMORROW).click()
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


def code_of(card: Locator) -> str:
    """The code of the question on the card."""
    code = card.get_attribute("data-question")
    assert code
    return code


def answers_of(visit: Visit, page: Page, question: str) -> list[tuple[str, int, str]]:
    """What the page's newcomer has answered to a question: answer, late, moment; oldest first."""
    return visit.server.rows(
        "SELECT r.answer, r.late, r.accepted_at FROM learning_response r"
        " JOIN questions_questionversion v ON v.id = r.version_id"
        " JOIN accounts_subject s ON s.id = r.subject_id"
        " JOIN accounts_person p ON p.id = s.person_id"
        " WHERE v.code = ? AND p.email = ? ORDER BY r.seq",
        question,
        visit.email_of(page),
    )

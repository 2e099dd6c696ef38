"""C26: a learner and a teacher work in French, on a phone, without a word of English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.visits import Visit

PHONE = 390
# Words of the interface that no French page needs; content of courses may be in any language.
ENGLISH = (
    *("Answer", "Briefing", "Calendar", "Continue", "Courses", "Home", "Learn", "Meeting", "Next"),
    *("Previous", "Profile", "Save", "Sign out", "Start", "Step", "not started", "min left"),
)
# Parts of a page that hold the course's own words rather than ours.
CONTENT = (
    "[lang=en], .prose, .question, h1, h2, h3, h4, a, b, code, .eyebrow, .title, .chip-content"
)


def in_french(visit: Visit, role: str, *, width: int = PHONE) -> Page:
    """Signed in as somebody, after choosing French in the menu, as anybody would."""
    page = visit.as_(role, width=width)
    page.goto("/")
    page.locator("details.menu > summary").first.click()
    page.locator("button[name=language][value=fr]").first.click()
    page.wait_for_load_state()
    return page


def assert_french(page: Page) -> None:
    """The page says that it is French, is it, and fits."""
    assert page.locator("html").get_attribute("lang") == "fr", page.url
    words = page.evaluate(
        """content => {
            const copy = document.body.cloneNode(true);
            copy.querySelectorAll(content + ", script, style, template").forEach(e => e.remove());
            return copy.textContent.replace(/\\s+/g, " ");
        }""",
        CONTENT,
    )
    found = [word for word in ENGLISH if re.search(rf"\b{word}\b", words)]
    assert found == [], (page.url, words)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, (page.url, wide)


@pytest.mark.parametrize("width", [320, PHONE])
def test_c26_a_learner_goes_from_home_to_a_step_in_french(visit: Visit, width: int) -> None:
    page = in_french(visit, "learner", width=width)
    assert_french(page)
    page.goto(f"/c/{visit.server.cycle('spacing')}/")
    assert_french(page)
    step = _first(page, "/learn/")
    page.goto(step.rsplit("/", 2)[0] + "/")
    assert_french(page)
    page.goto(step)
    assert_french(page)


def test_c26_a_teacher_reads_the_cycle_and_its_briefing_in_french(visit: Visit) -> None:
    page = in_french(visit, "teacher")
    assert_french(page)
    page.goto(f"/c/{visit.server.cycle('spacing')}/")
    assert_french(page)
    page.goto(_first(page, "/briefing/"))
    assert_french(page)


def _first(page: Page, start: str) -> str:
    address = page.locator(f'main a[href^="{start}"]').first.get_attribute("href")
    assert address, (page.url, start)
    return address

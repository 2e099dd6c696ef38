"""A live room as people meet it: on the projector, on phones, with and without a script."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from tests.browser.rooms import room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.visits import Visit

SMALL_WORDS = """() => [...document.querySelectorAll('main *')].filter(element =>
  [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) &&
  !element.closest('.hidden, svg, noscript') &&
  parseFloat(getComputedStyle(element).fontSize) < 24).length"""


@pytest.fixture
def teacher(visit: Visit) -> Iterator[Page]:
    """The presenter's view of a room that has just been opened."""
    with room(visit) as (page, _room_code, _cycle):
        yield page


def _code(page: Page) -> str:
    return page.url.split("/")[4]


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1024, 768)])
def test_c15_c28_the_projector_is_read_from_the_last_row(
    teacher: Page, width: int, height: int
) -> None:
    screen = teacher.context.new_page()
    screen.set_viewport_size({"width": width, "height": height})
    screen.goto(f"/room/{_code(teacher)}/projector/")
    picture = Image.open(io.BytesIO(screen.screenshot())).convert("L")
    small = picture.resize((int(width * 0.15), int(height * 0.15)), Image.Resampling.LANCZOS)
    found = [code.text for code in zxingcpp.read_barcodes(small)]
    assert found
    assert found[0].endswith(f"/room/{_code(teacher)}/")
    assert screen.evaluate(SMALL_WORDS) == 0
    assert screen.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_a_vote_is_cast_by_event_and_seen_by_the_presenter(teacher: Page, visit: Visit) -> None:
    phone = visit.as_("nobody")
    phone.goto(f"/room/{_code(teacher)}/")
    phone.get_by_label("Your first name").fill("Zoë")
    phone.get_by_role("button", name="Join", exact=True).click()
    teacher.locator(".ask-button").first.click()
    teacher.locator("[data-next]").first.click()
    option = phone.locator(".choices-large label.choice")
    option.nth(1).click()
    heights = option.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) >= 56
    phone.get_by_role("button", name="Send my answer").click()
    phone.locator("[data-note]", has_text="recorded").wait_for()
    teacher.locator(".stat", has_text="have answered").get_by_text("1", exact=True).wait_for()
    teacher.keyboard.press("ArrowRight")
    phone.get_by_text("Find somebody who chose differently").wait_for()


def test_c14_a_vote_is_cast_without_a_script(teacher: Page, visit: Visit) -> None:
    phone = visit.as_("nobody", javascript=False)
    phone.goto("/room/")
    phone.get_by_label("Code").fill(_code(teacher).lower())
    phone.get_by_role("button", name="Go to the room").click()
    phone.get_by_role("button", name="Join", exact=True).click()
    teacher.locator(".ask-button").first.click()
    teacher.locator("[data-next]").first.click()
    teacher.get_by_text("first vote").wait_for()
    phone.reload()
    phone.locator(".choices-large label.choice").first.click()
    phone.get_by_role("button", name="Send my answer").click()
    phone.get_by_text("recorded").wait_for()


def test_r01_without_events_the_phone_asks_and_is_still_right(teacher: Page, visit: Visit) -> None:
    phone = visit.as_("nobody")
    phone.route("**/events/**", lambda route: route.abort())
    phone.goto(f"/room/{_code(teacher)}/")
    phone.get_by_role("button", name="Join", exact=True).click()
    phone.get_by_text("slow connection, still here").wait_for(timeout=15_000)
    teacher.locator(".ask-button").first.click()
    phone.get_by_text("Read first").wait_for(timeout=15_000)

"""C24, C25, C26: themes, both directions and long words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.inspection import overflow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.visits import Visit

_BACKGROUND = "() => getComputedStyle(document.documentElement).backgroundColor"
_BODY = "() => getComputedStyle(document.body).backgroundColor"


def _is_dark(page: Page) -> bool:
    """Whether what is painted behind the page is nearer to black."""
    for script in (_BODY, _BACKGROUND):
        colour = page.evaluate(
            """(colour) => {
              const canvas = document.createElement("canvas").getContext("2d");
              canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
              return [...canvas.getImageData(0, 0, 1, 1).data];
            }""",
            page.evaluate(script),
        )
        if colour[3]:
            return sum(colour[:3]) < 384
    return False


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_c24_the_theme_follows_the_system(visit: Visit, theme: str) -> None:
    page = visit.as_("nobody", theme=theme)
    page.goto("/account/sign-in/")
    assert _is_dark(page) is (theme == "dark")


def test_c24_a_chosen_theme_is_kept_and_painted_first(visit: Visit) -> None:
    page = visit.as_("newcomer", theme="light")
    page.goto("/")
    page.locator("details.menu > summary").first.click()
    page.locator("button[name=theme][value=dark]").first.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert _is_dark(page)
    # The server writes the theme into the page: there is nothing to switch after the first paint.
    answer = page.goto("/")
    assert answer is not None
    assert 'data-theme="dark"' in answer.text()
    assert _is_dark(page)


@pytest.mark.parametrize("variant", ["rtl", "long"])
@pytest.mark.parametrize("width", [390, 1280])
def test_c25_c26_components_hold_long_words_and_turn_around(
    visit: Visit, variant: str, width: int
) -> None:
    page = visit.as_("nobody", width=width)
    page.goto(f"/styleguide/?variant={variant}")
    assert overflow(page) == []


@pytest.mark.parametrize("path", ["/", "/timetable/"])
def test_c25_pages_turn_around(visit: Visit, path: str) -> None:
    page = visit.as_("learner")
    page.goto(path)
    page.evaluate("() => { document.documentElement.dir = 'rtl'; }")
    assert overflow(page) + violations(page) == []
    heading = page.locator("h1").first.bounding_box()
    assert heading is not None
    assert page.locator("h1").first.evaluate("(e) => getComputedStyle(e).textAlign") in {
        "start",
        "right",
        "-webkit-auto",
    }


@pytest.mark.parametrize("path", ["/", "/timetable/", "/messages/"])
def test_c26_forty_per_cent_more_text_fits_a_phone(visit: Visit, path: str) -> None:
    page = visit.as_("learner")
    page.goto(path)
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const words = walker.currentNode.textContent.trim();
            if (words) walker.currentNode.textContent +=
              " " + words.slice(0, Math.ceil(words.length * 0.4));
          }
        }"""
    )
    assert overflow(page) == []


def test_c08_nothing_moves_for_whoever_asked_for_calm(visit: Visit) -> None:
    page = visit.as_("learner")
    page.goto("/")
    moving = page.evaluate(
        "() => document.getAnimations().filter((a) => a.effect.getTiming().duration > 1).length"
    )
    assert moving == 0

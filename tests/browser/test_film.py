"""A film in a step: captions follow, a question opens at its time, and another device goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.inspection import faults
from tests.browser.learning import go_on_learning

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.visits import Visit


def to_the_film(page: Page) -> Locator:
    """Go on until a step shows a film."""
    go_on_learning(page)
    while not page.locator("[data-film]").count():
        title = page.locator("h1").inner_text()
        page.get_by_role("button", name="Next").click()
        page.locator("article.step h1").filter(has_not_text=title).wait_for()
    film = page.locator("[data-film]")
    expect(film).to_have_attribute("data-ready", "1")
    return film


def play_from(film: Locator, second: float) -> None:
    film.locator("video").evaluate("(video, second) => { video.currentTime = second; }", second)
    film.get_by_role("button", name="Play", exact=True).click()


def second_of(film: Locator) -> float:
    return float(film.locator("video").evaluate("video => video.currentTime"))


def wait_until(page: Page, expression: str) -> None:
    """Ask again and again: the page's own policy forbids a script to be made of a text."""
    for _attempt in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"not within ten seconds: {expression}")


def test_a_film_asks_follows_and_goes_on_elsewhere(visit: Visit) -> None:
    page = visit.as_("newcomer")
    film = to_the_film(page)
    # A screen on which the bars above and below cover no part of a button.
    page.set_viewport_size({"width": 390, "height": 2_000})
    assert faults(page) == []

    # What is said follows, and is searched.
    play_from(film, 16.5)
    expect(film.locator(".cues [aria-current]")).to_contain_text("four times in one evening")
    film.get_by_role("button", name="Pause", exact=True).click()
    film.get_by_label("Search what is said").fill("ÉVENING")
    expect(film.locator(".cues li:visible")).to_have_count(1)
    film.get_by_label("Search what is said").fill("")

    # The question opens at its time, and may be skipped.
    asked = film.get_by_role("region", name="A question of the film")
    expect(asked).to_be_hidden()
    play_from(film, 34.8)
    expect(asked).to_be_visible()
    assert film.locator("video").evaluate("video => video.paused")
    assert faults(page) == []
    asked.get_by_role("button", name="Skip for now").click()
    expect(asked).to_be_hidden()
    expect(film.locator("[data-questions]")).to_contain_text("skipped")

    # It is answered below; a wrong answer offers to look again.
    film.locator("[data-questions] a").click()
    asked.get_by_text("Nothing: it shows that").click()
    asked.get_by_role("button", name="Answer").click()
    expect(film.locator("[data-questions]")).to_contain_text("answered")
    asked.get_by_role("link", name="Three days (0:25)").click()
    wait_until(page, "Math.abs(document.querySelector('video').currentTime - 25) < 1")
    asked.get_by_role("button", name="Again from 30 s before").click()
    expect(asked).to_be_hidden()
    wait_until(page, "!document.querySelector('video').paused")
    assert 5 < second_of(film) < 9

    # Another device goes on where this one stopped.
    film.get_by_role("button", name="Pause", exact=True).click()
    film.locator("video").evaluate("video => { video.currentTime = 27; }")
    stopped, step = second_of(film), page.url.partition("#")[0]
    page.goto("/")
    other = visit.as_("nobody", width=1280, cookies=page.context.cookies())
    other.goto(step)
    reached = f"Math.abs(document.querySelector('video').currentTime - {stopped}) < 1.5"
    wait_until(other, reached)


@pytest.mark.parametrize(("stalled", "opens"), [(3_000, True), (0, False)])
def test_a_question_opens_though_the_device_was_busy_and_not_after_a_jump(
    visit: Visit, stalled: int, opens: bool
) -> None:
    page = visit.as_("newcomer")
    film = to_the_film(page)
    # As after a stall: the time is told once before the question, and once after it.
    film.locator("video").evaluate(
        """(video, stalled) => {
          let time = 33, now = performance.now();
          performance.now = () => now;
          Object.defineProperty(video, "currentTime", {get: () => time});
          video.dispatchEvent(new Event("seeking"));
          video.dispatchEvent(new Event("timeupdate"));
          time += 3;
          now += stalled;
          video.dispatchEvent(new Event("timeupdate"));
        }""",
        stalled,
    )
    asked = film.get_by_role("region", name="A question of the film")
    expect(asked).to_be_visible(visible=opens)
    if not opens:
        expect(film.locator("[data-questions]")).to_contain_text("skipped")


def test_the_players_keys_do_what_they_say(visit: Visit) -> None:
    page = visit.as_("newcomer", width=1280)
    film = to_the_film(page)
    film.locator("video").focus()
    wait_until(page, "document.querySelector('video').readyState > 0")
    page.keyboard.press("l")
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.querySelector('video').currentTime > 14")
    page.keyboard.press("k")
    wait_until(page, "!document.querySelector('video').paused")
    page.keyboard.press("k")
    captions = film.get_by_role("button", name="Captions")
    expect(captions).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("c")
    expect(captions).to_have_attribute("aria-pressed", "false")
    film.get_by_label("Speed").select_option("1.5")
    page.reload()
    expect(page.get_by_label("Speed")).to_have_value("1.5")
    expect(page.get_by_role("button", name="Captions")).to_have_attribute("aria-pressed", "false")


def test_c14_a_film_needs_no_script(visit: Visit) -> None:
    page = visit.as_("newcomer", javascript=False)
    go_on_learning(page)
    while not page.locator("[data-film]").count():
        page.get_by_role("button", name="Next").click()
    film = page.locator("[data-film]")
    assert film.locator("video").get_attribute("controls") is not None
    expect(film.locator(".film-bar")).to_be_hidden()
    expect(film.locator(".cues li").first).to_be_visible()
    link = film.locator("[data-questions] a")
    address = link.get_attribute("href")
    assert address is not None
    assert re.fullmatch(r"#q-\w+", address)
    expect(page.locator(address)).to_be_visible()

"""Pictures, marked words, drawn values and a rubric: by pointer, keyboard and without a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.inspection import faults, overflow, small_targets
from tests.browser.learning import SAVED, send

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.visits import Visit

WORDS = ("reads", "her", "slide", "aloud", "turns", "back", "to", "the", "key")


def _open(visit: Visit, page: Page, step: str) -> None:
    page.goto(f"/learn/{visit.server.cycle('load')}/{step}/")


def _card(page: Page, inside: str) -> Locator:
    return page.locator("[data-answer]").filter(has=page.locator(inside)).first


def _is_right(card: Locator) -> None:
    expect(card.locator("[data-note]")).to_have_text(SAVED)
    expect(card.locator("[data-feedback]")).to_contain_text("Right")
    expect(card.locator("[data-feedback]")).not_to_contain_text("Right answer")


def _mark(page: Page, card: Locator) -> None:
    """Mark the right words with the keyboard alone."""
    texts = [text.strip(" .,") for text in card.locator(".word").all_inner_texts()]
    starts = (texts.index("reads"), texts.index("turns"))
    for at in [*range(starts[0], starts[0] + 4), *range(starts[1], starts[1] + 5)]:
        assert texts[at] in WORDS
        card.locator(".word input").nth(at).focus()
        page.keyboard.press("Space")


def test_pictures_words_and_values_are_answered_by_pointer_and_keyboard(visit: Visit) -> None:
    page = visit.as_("newcomer", width=390)
    _open(visit, page, "loads")
    card = _card(page, "[data-hotspot]")
    send(card)
    expect(card.locator("[data-note]")).to_contain_text("Choose or write an answer first")
    picture = card.locator("[data-hotspot-picture]")
    box = picture.bounding_box()
    assert box is not None
    picture.click(position={"x": box["width"] * 0.8, "y": box["height"] * 0.8})
    expect(card.locator("[data-hotspot-status]")).to_have_text("Marked: 1 of 1.")
    send(card)
    _is_right(card)
    card.locator("summary").focus()
    page.keyboard.press("Enter")
    card.locator(".choice").filter(has_text="The formula").locator("input").focus()
    page.keyboard.press("Space")
    expect(card.locator("[data-hotspot-marks] circle")).to_have_count(0)
    send(card)
    expect(card.locator("[data-feedback]")).to_contain_text("it is the subject")
    expect(card.locator("[data-feedback] .hotspot-areas .right")).to_have_count(1)
    expect(card.locator("[data-feedback] .hotspot-areas .wrong")).to_have_count(1)
    card = _card(page, ".word-text")
    _mark(page, card)
    send(card)
    _is_right(card)
    assert faults(page) == []
    assert not [each for each in small_targets(page, 24) if "word" in each or "point" in each]
    _open(visit, page, "glance")
    card = _card(page, "input[name=seed]")
    found = re.search(r"has (\d+) steps.*groups of (\d+)", card.inner_text())
    assert found is not None
    card.locator("input[name=value]").focus()
    page.keyboard.type(str(int(found[1]) // int(found[2])))
    send(card)
    _is_right(card)


def test_a_picture_and_a_rubric_need_no_script(visit: Visit) -> None:
    page = visit.as_("newcomer", javascript=False)
    _open(visit, page, "loads")
    card = _card(page, "[data-hotspot]")
    card.locator("summary").click()
    card.locator(".choice").filter(has_text="The list of letters").locator("input").check()
    send(card)
    _is_right(_card(page, "[data-hotspot]"))
    _open(visit, page, "fade")
    card = _card(page, ".rubric")
    card.locator("textarea").fill("Beginners need every line, as it is all new to them.")
    send(card)
    card = _card(page, ".rubric")
    expect(card.locator("[data-feedback]")).to_contain_text("until then it is not judged")
    card.get_by_role("link", name=re.compile("Mark it yourself")).click()
    for group in page.locator("form fieldset").all():
        group.locator("input").first.check()
    page.get_by_role("button", name="Keep my marks").click()
    expect(page.locator("form input:checked")).to_have_count(3)
    # Where no script runs, none can look for faults either.
    assert overflow(page) == []


def test_an_author_draws_an_area_on_the_picture(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280)
    code = visit.server.one("SELECT code FROM questions_question WHERE key = 'ld25'")
    page.goto(f"/questions/{code}/")
    area = page.locator("[data-area-of]").first
    area.get_by_role("button", name="Circle").click()
    box = page.locator("[data-draw-areas] .hotspot").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5)
    page.mouse.up()
    expect(area.locator("input")).to_have_value(re.compile(r"^circle (49|50)\d (49|50)\d \d+$"))
    expect(page.locator("[data-draw-shapes] .chosen")).to_have_count(1)
    assert faults(page) == []

"""From a deck, a document and a question file to a published module with a reserved slot."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.inspection import faults, overflow, violations
from volteface.interop.testing import deck, document

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.browser.visits import Visit

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
MOST_CLICKS = 12
MOST_SECONDS = 10


class Hand:
    """Counts what a teacher clicks, and how long they wait for what they clicked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.waited = 0.0

    def does(self, act: Callable[[], object], until: Locator) -> None:
        """One click, a drop or a choice of files, and what appears because of it."""
        self.clicks += 1
        began = time.monotonic()
        act()
        # Longer than is allowed: the sum is looked at in the end.
        expect(until).to_be_visible(timeout=1_000 * 2 * MOST_SECONDS)
        self.waited += time.monotonic() - began


def files() -> list[dict[str, object]]:
    """What the teacher has: forty slides, two pages, forty-three questions."""
    questions = CORPORA / "gift" / "moodle" / "examples.txt"
    if not questions.exists():
        pytest.skip(f"{questions} is not here")
    named = [
        ("water.pptx", deck(40)),
        ("water.docx", document()),
        ("questions.txt", questions.read_bytes()),
    ]
    return [
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        for name, data in named
    ]


@pytest.mark.scale
def test_a_deck_becomes_a_published_module_with_a_reserved_slot(visit: Visit) -> None:
    brought = files()
    page = visit.as_("teacher", width=1280)
    page.goto("/")
    hand = Hand(page)
    choice = page.locator("#drop-course")
    if choice.count():
        # There are other courses by now.
        hand.clicks += 1
        choice.select_option(visit.server.course)
    # A file window opens with one click; the files in it are chosen together.
    chooser = page.get_by_label("Files from your computer")
    bring_in = page.get_by_role("button", name="Bring it in")
    hand.does(lambda: chooser.set_input_files(brought), bring_in)  # type: ignore[arg-type]  # a list of payloads
    hand.clicks += 1
    expect(page.get_by_label("Title of the module")).to_have_value("The water cycle")
    assert page.locator("input[name=step]").count() >= 8
    assert faults(page) == []
    assert violations(page) == []
    hand.does(bring_in.click, page.get_by_role("heading", name="It is in"))
    open_module = page.get_by_role("link", name="Open the module")
    publish = page.get_by_role("button", name="Publish")
    hand.does(open_module.click, publish)
    plan = page.get_by_role("link", name="Plan the meeting")
    hand.does(publish.click, plan)
    hand.does(plan.click, page.get_by_role("heading", name="Plan a meeting"))
    expect(page.get_by_label("Module")).to_contain_text("The water cycle")
    hand.does(
        page.get_by_role("button", name="Publish").click,
        page.get_by_role("heading", name="The water cycle").first,
    )
    assert "/c/" in page.url
    slots = visit.server.rows(
        "SELECT count(*) FROM timetable_slot slot JOIN timetable_cycle cycle"
        " ON cycle.id = slot.cycle_id JOIN courses_module module ON module.id = cycle.module_id"
        " WHERE module.title = 'The water cycle' AND cycle.state = 'published'"
    )
    assert slots == [(1,)]
    print(f"{hand.clicks} clicks, {hand.waited:.1f} s of waiting")
    assert hand.clicks <= MOST_CLICKS
    assert hand.waited <= MOST_SECONDS


def test_files_are_dropped_on_a_course_and_unticked_without_a_script(visit: Visit) -> None:
    brought = files()[1:2]
    page = visit.as_("teacher", javascript=False)
    page.goto("/courses/")
    page.locator(f"main a.course-card[href='/courses/{visit.server.course}/']").click()
    page.get_by_label("Files from your computer").set_input_files(brought)  # type: ignore[arg-type]  # a list of payloads
    page.get_by_role("button", name="Look at them").click()
    expect(page.get_by_label("Title of the module")).to_have_value("Water on the ground")
    assert overflow(page) == []
    page.get_by_label("Title of the module").fill("Rivers and lakes")
    page.get_by_label("How much water there is").uncheck()
    page.get_by_label("Most water is salt").uncheck()
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_role("link", name="Open the module").click()
    expect(page.get_by_role("heading", name="Rivers and lakes")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("How much water there is")
    expect(page.locator("main")).not_to_contain_text("Most water is salt")


def test_a_drop_on_the_course_page_is_enough(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280)
    page.goto("/courses/")
    page.locator(f"main a.course-card[href='/courses/{visit.server.course}/']").click()
    expect(page.locator("[data-drop-words]")).to_be_visible()
    page.evaluate(
        """() => {
          const carried = new DataTransfer();
          carried.items.add(new File(["One https://youtu.be/abcdefghijk\\n"], "films.txt"));
          const form = document.querySelector("form[data-drop]");
          form.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true}));
        }"""
    )
    expect(page.get_by_role("heading", name="A module out of what you have")).to_be_visible()
    expect(page.get_by_text("1 film")).to_be_visible()
    page.get_by_role("button", name="Drop it").click()
    expect(page.get_by_text("Nothing was changed.")).to_be_visible()

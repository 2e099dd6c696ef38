"""Notes and search by pointer, by keyboard alone, and without JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.inspection import faults
from tests.browser.learning import go_on_learning

if TYPE_CHECKING:
    from tests.browser.visits import Visit

_SELECT = """() => {
  const text = document.querySelector(".step .prose > p").firstChild;
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(text, 12);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  document.dispatchEvent(new PointerEvent("pointerup"));
}"""
_PAINTED = "() => CSS.highlights.get('own-note')?.size ?? 0"


def test_a_passage_is_highlighted_by_selecting_and_is_there_again(visit: Visit) -> None:
    page = visit.as_("newcomer")
    go_on_learning(page)
    expect(page.locator(".paragraph-row button").first).to_be_attached()
    page.wait_for_load_state("networkidle")
    page.evaluate(_SELECT)
    page.get_by_role("toolbar").get_by_role("button", name="Highlight").click()
    expect(page.locator(".is-noted")).to_have_count(1)
    page.reload()
    expect(page.locator(".is-noted")).to_have_count(1)
    assert page.evaluate(_PAINTED) == 1


def test_a_note_is_written_by_keyboard_alone(visit: Visit) -> None:
    page = visit.as_("newcomer", width=320)
    go_on_learning(page)
    button = page.locator(".paragraph-row button").first
    button.focus()
    page.keyboard.press("Enter")
    heading = page.locator(".panel h2").first
    expect(heading).to_be_focused()
    assert faults(page) == []
    page.keyboard.press("Tab")
    page.keyboard.type("Come back to this")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".panel .note")).to_contain_text("Come back to this")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.goto("/learn/notes/?q=back")
    expect(page.locator("main .note")).to_have_count(1)
    assert faults(page) == []


def test_a_question_is_asked_beside_the_step_and_answered_there(visit: Visit) -> None:
    page = visit.as_("newcomer")
    go_on_learning(page)
    page.get_by_role("link", name="Ask a question").click()
    panel = page.locator(".panel")
    panel.get_by_label("What is not clear?").fill("Is a chunk the same for all of us?")
    panel.get_by_role("button", name="Ask", exact=True).click()
    expect(panel.locator(".thread").first).to_contain_text("Is a chunk the same for all of us?")
    assert faults(page) == []
    teacher = visit.as_("teacher", width=1280)
    teacher.goto(page.url)
    teacher.get_by_role("link", name="Ask a question").click()
    thread = teacher.locator(".panel .thread").filter(has_text="Is a chunk the same")
    thread.locator("summary").first.click()
    thread.locator("textarea").fill("No: what you know decides.")
    thread.get_by_role("button", name="Send").click()
    expect(teacher.locator(".panel")).to_contain_text("No: what you know decides.")
    page.reload()
    page.get_by_role("link", name="Ask a question").click()
    expect(page.locator(".panel")).to_contain_text("No: what you know decides.")


def test_notes_questions_and_search_work_without_javascript(visit: Visit) -> None:
    page = visit.as_("newcomer", javascript=False)
    go_on_learning(page)
    step = page.url
    page.get_by_role("link", name="Notes").click()
    page.get_by_role("textbox", name="Your note").fill("Written without a script")
    page.get_by_label("About").select_option(index=1)
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator("main .note")).to_contain_text("Written without a script")
    page.locator("main .note").get_by_role("button", name="Put away").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("main .note")).to_have_count(1)
    page.goto("/search/?q=without+script")
    expect(page.locator(".hits a")).to_contain_text("Written")
    page.goto(step.rsplit("/", 2)[0] + "/")
    expect(page.get_by_role("link", name="Print (PDF)", exact=True)).to_be_visible()


def test_c32_ctrl_k_finds_and_opens_by_keyboard(visit: Visit) -> None:
    page = visit.as_("learner")
    page.goto("/")
    page.keyboard.press("Control+k")
    box = page.get_by_role("dialog", name="Search").get_by_role("searchbox")
    expect(box).to_be_focused()
    page.keyboard.type("memory")
    expect(page.locator(".palette .hits a").first).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/learn/|/c/"))

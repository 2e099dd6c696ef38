"""A step written in blocks: typed, moved, pasted, undone, and shared by two authors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.inspection import faults

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

    from tests.browser.visits import Visit

SAVED = re.compile(r"^saved \d")
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PASTED = f"""<html><body><h1>Why gaps help</h1>
<p class=MsoNormal>Leave a <b>gap</b>, <i>always</i>.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·</span>One</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·</span>Two</p>
<table><tr><td>When</td><td>What</td></tr><tr><td>1</td><td>2</td></tr></table>
<p><img src="data:image/png;base64,{PIXEL}"></p><script>window.hacked = 1</script></body></html>"""
PASTE = """html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "words");
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def new_step(visit: Visit, page: Page, title: str, body: str) -> str:
    """A step of its own for a test; its address."""
    page.goto(f"/courses/module/{visit.server.module('retrieval')}/")
    page.get_by_label("Add a step").fill(title)
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url(re.compile(r"/courses/step/"))
    page.get_by_role("button", name="Markdown", exact=True).click()
    page.locator("textarea[name=body]").fill(body)
    # Without waiting for the page to save itself, which the tests of typing do.
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state()
    visual = page.get_by_role("button", name="Visual", exact=True)
    visual.click()
    expect(page.locator(".piece").first).to_be_visible()
    return page.url


def status(page: Page) -> Locator:
    return page.locator("[data-autosave-status]")


def wait_for_save(page: Page) -> None:
    """Until the page has saved itself once more."""
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and answer.url == page.url
    ):
        pass


def body(page: Page) -> str:
    return page.locator("textarea[name=body]").input_value()


def test_text_typed_in_place_is_saved_as_markdown(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280)
    kept = "```py\nx  =  1\n```\n\n*  Odd   but kept\n*  as it was"
    new_step(visit, page, "Typed", f"Words.\n\n{kept}\n")
    page.locator("[data-typing]").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And ")
    page.keyboard.press("Control+b")
    page.keyboard.type("bold")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.keyboard.type("With $x^2$.")
    wait_for_save(page)
    page.get_by_label("Title", exact=True).focus()
    expect(page.locator("[data-typing] math").first).to_be_attached()
    page.reload()
    # What nobody touched came back byte for byte.
    assert body(page) == f"Words. And **bold**\n\nWith $x^2$.\n\n{kept}\n"
    assert faults(page) == []


def test_blocks_move_by_buttons_and_everything_is_undone(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280)
    first = "## One\n\nA\n\n## Two\n\nB\n\n## Three\n\nC"
    new_step(visit, page, "Moved", first)
    page.locator(".piece").first.get_by_role("button", name="Move down").click()
    assert body(page) == "## Two\n\nB\n\n## One\n\nA\n\n## Three\n\nC"
    expect(page.locator("[data-block-status]")).to_have_text("Moved to place 2/3")
    page.locator(".piece").last.get_by_role("button", name="Take out").click()
    assert "Three" not in body(page)
    page.locator("[data-block-status]").get_by_role("button", name="Undo").click()
    assert "Three" in body(page)
    page.locator("[data-typing]").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" more")
    # Slow typing is taken back in more steps than one.
    for _press in range(6):
        if body(page) != first:
            page.keyboard.press("Control+z")
    assert body(page) == first
    page.keyboard.press("Control+y")
    assert body(page).startswith("## Two")
    expect(status(page)).to_have_text(SAVED)


def test_what_is_undone_while_it_is_on_its_way_stays_undone(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280)
    new_step(visit, page, "Undone", "One.")
    address = f"**{page.locator('[data-blocks]').get_attribute('data-address')}"
    held: list[Route] = []
    page.route(address, lambda route: route.continue_() if held else held.append(route))
    page.locator("[data-typing]").first.click()
    page.keyboard.press("Control+End")
    with page.expect_request(address):
        page.keyboard.type(" Two.")
    for _press in range(6):
        page.keyboard.press("Control+z")
    with page.expect_response(address):
        held[0].continue_()
    expect(status(page)).to_have_text(SAVED)
    assert body(page) == "One."
    expect(page.locator("[data-typing]").first).to_have_text("One.")


def test_a_page_of_a_word_processor_keeps_its_structure(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280)
    new_step(visit, page, "Pasted", "Before.")
    page.locator("[data-typing]").first.click()
    page.keyboard.press("Control+End")
    page.evaluate(PASTE, PASTED)
    words = page.get_by_label("Alternative text")
    expect(words).to_be_focused()
    assert re.fullmatch(
        r"Before\.\n\n## Why gaps help\n\nLeave a \*\*gap\*\*, \*always\*\.\n\n- One\n- Two\n\n"
        r"\| When \| What \|\n\| --- \| --- \|\n\| 1 \| 2 \|\n\n!\[\]\(pasted-\w+\.png\)\s*",
        body(page),
    )
    expect(page.get_by_text("Say what it shows, or that it is decorative.")).to_be_visible()
    words.fill("A single grey dot")
    expect(page.get_by_text("Say what it shows, or that it is decorative.")).to_be_hidden()
    assert "![A single grey dot](pasted-" in body(page)
    assert page.evaluate("window.hacked") is None
    expect(status(page)).to_have_text(SAVED)
    assert faults(page) == []


def test_two_authors_lose_no_word(visit: Visit) -> None:
    one = visit.as_("teacher", width=1280)
    address = new_step(visit, one, "Shared", "## A\n\nOne.\n\n## B\n\nTwo.")
    two = visit.as_("administrator", width=1280)
    two.goto(address)
    # Told while writing, not only when saving.
    expect(two.get_by_text("is also editing this step")).to_be_visible()
    one.locator("[data-typing]").first.click()
    one.keyboard.press("Control+End")
    one.keyboard.type(" Mine.")
    wait_for_save(one)
    two.locator("[data-typing]").last.click()
    two.keyboard.press("Control+End")
    two.keyboard.type(" Theirs.")
    expect(status(two)).to_have_text(re.compile("both texts are now in one"))
    expect(two.locator("[data-typing]").first).to_contain_text("One. Mine.")
    assert body(two) == "## A\n\nOne. Mine.\n\n## B\n\nTwo. Theirs."

    # Now in the same place: the second is told, and chooses.
    one.reload()
    one.locator("[data-typing]").last.click()
    one.keyboard.press("Control+End")
    one.keyboard.type(" First.")
    wait_for_save(one)
    two.locator("[data-typing]").last.click()
    two.keyboard.press("Control+End")
    two.keyboard.type(" Second.")
    two.get_by_role("button", name="Bring them together").click()
    expect(two.get_by_text("Both of you changed this")).to_be_visible()
    assert faults(two) == []
    two.get_by_role("button", name="Save as one text").click()
    two.wait_for_url(address)
    assert "Two. Theirs. Second." in body(two)
    assert "Two. Theirs. First." in body(two)


def test_a_block_is_put_in_from_the_menu(visit: Visit) -> None:
    page = visit.as_("teacher", width=390)
    new_step(visit, page, "Put in", "Words.")
    page.get_by_role("button", name="Put something in below").first.click()
    page.get_by_role("button", name="Question", exact=True).click()
    page.get_by_label("Search the bank").fill("gap")
    page.locator("#question-picker [data-put]").first.click()
    expect(page.locator(".piece[data-kind=question] .question-preview")).to_be_visible()
    assert re.search(r"^\{\{ question [\w-]+ \}\}", body(page), re.MULTILINE)
    page.get_by_role("button", name="Put something in below").last.click()
    page.get_by_role("button", name="Table", exact=True).click()
    page.get_by_role("button", name="Add: Row").click()
    expect(page.locator(".piece[data-kind=table] tr")).to_have_count(3)
    expect(status(page)).to_have_text(SAVED)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page) == []


def test_forms_of_code_and_pictures_change_only_what_was_typed(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280)
    new_step(
        visit, page, "Forms", '```py title=a\nx = 1\n```\n\n![A](no.png "Its title")\n\n$$\nx\n$$'
    )
    page.locator("[data-kind=code] textarea").fill("x = `2`")
    page.get_by_label("Alternative text").fill("A [b]")
    page.get_by_label("Formula, as in LaTeX").fill("y^2")
    page.get_by_label("Title", exact=True).focus()
    expected = '```py title=a\nx = `2`\n```\n\n![A \\[b\\]](no.png "Its title")\n\n$$\ny^2\n$$'
    assert body(page) == expected
    expect(page.locator(".piece[data-kind=formula] msup")).to_be_attached()
    page.get_by_label("It is decorative").check()
    assert '![](no.png "decorative")' in body(page)
    wait_for_save(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_without_a_script_the_textarea_is_the_editor(visit: Visit, width: int) -> None:
    page = visit.as_("teacher", width=width, javascript=False)
    page.goto(f"/courses/module/{visit.server.module('retrieval')}/")
    page.get_by_label("Add a step").fill(f"Plain {width}")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("[data-blocks]")).to_be_hidden()
    page.locator("textarea[name=body]").fill("Plain words.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("textarea[name=body]")).to_have_value("Plain words.")
    expect(page.locator("#preview")).to_contain_text("Plain words.")

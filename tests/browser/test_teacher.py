"""A teacher's desk: plan, move, write, publish, bring in people and questions."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest
from playwright.sync_api import expect

from tests.browser.inspection import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.visits import Visit

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
PLACE = "Greenhouse 7"


def _feed_of(page: Page) -> str:
    page.goto("/timetable/feed/")
    make = page.get_by_role("button", name="Make my address")
    if make.count():
        make.click()
    return page.locator("#feed-address").input_value()


def _meeting_in(page: Page, feed: str) -> tuple[str, int, dt.datetime]:
    answer = page.request.get(feed)
    assert answer.ok
    calendar = icalendar.Calendar.from_ical(answer.body())
    (found,) = [event for event in calendar.walk("VEVENT") if event.get("LOCATION") == PLACE]
    return str(found["UID"]), int(found.get("SEQUENCE", 0)), found["DTSTART"].dt


def test_c18_a_meeting_is_planned_on_one_screen_and_moves_in_the_feed(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280)
    page.goto("/timetable/")
    page.locator(f"a[href='/timetable/plan/{visit.server.cohort}/']").click()
    # Nothing else is planned for this group alone.
    page.get_by_label("Module").select_option(visit.server.module("retrieval"))
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=22)
    page.get_by_label("For", exact=True).select_option(label="Group 4")
    page.get_by_label("Place", exact=False).first.fill(PLACE)
    page.get_by_label("Day", exact=True).first.fill(day.isoformat())
    page.keyboard.press("Tab")
    # Everything follows from the day, without a press.
    expect(page.locator("#proposal")).to_contain_text(f"{day:%-d %b}")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(re.compile(r"/timetable/$|/c/"))
    feed = _feed_of(page)
    uid, sequence, starts_at = _meeting_in(page, feed)
    assert starts_at.date() == day

    page.goto("/timetable/")
    item = page.locator(".day-item", has_text=PLACE).filter(has=page.locator("a", has_text="Move"))
    item.locator("a", has_text="Move").click()
    page.get_by_label("Day", exact=True).fill((day + dt.timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_role("button", name="Move it")).to_have_count(0)
    assert _meeting_in(page, feed)[0] == uid
    assert _meeting_in(page, feed)[1] > sequence
    assert _meeting_in(page, feed)[2] - starts_at >= dt.timedelta(hours=23)


def test_c17_a_step_saves_itself_and_is_published(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280)
    page.goto(f"/courses/{visit.server.course}/")
    address = f"/courses/module/{visit.server.module('load')}/"
    expect(page.locator(f"main .module-list a[href='{address}']")).to_be_visible()
    page.goto(address)
    page.goto(page.locator(".step-line a").nth(1).get_attribute("href") or "")
    page.get_by_role("button", name="Markdown", exact=True).click()
    body = page.locator("textarea[name=body]")
    words = "Breathe out before you go on."
    body.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(f"\n\n{words}")
    # Within five seconds, whatever else is waited for longer.
    status = page.locator("[data-autosave-status]")
    expect(status).to_have_text(re.compile(r"^saved \d"), timeout=5_000)
    expect(page.locator("#preview")).to_contain_text(words)
    page.reload()
    expect(body).to_have_value(re.compile(re.escape(words)))
    page.goto(address)
    page.get_by_role("button", name="Publish the changes").click()
    expect(page.get_by_role("button", name="Publish the changes")).to_have_count(0)


def test_c16_a_roster_is_looked_at_before_it_comes_in(visit: Visit) -> None:
    page = visit.as_("teacher", width=1280)
    cohort = f"/cohorts/{visit.server.cohort}/"
    page.goto(f"{cohort}import/")
    rows = "name,email,group\nAda Quill,ada.quill@example.org,Group 2\nNobody,not an address,\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "roster.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="Look before it counts")).to_be_visible()
    expect(page.locator(".stat", has_text="new here")).to_contain_text("1")
    expect(page.locator(".stat", has_text="skipped")).to_contain_text("1")
    assert faults(page) == []
    count = "SELECT count(*) FROM accounts_person WHERE email = 'ada.quill@example.org'"
    assert visit.server.rows(count) == [(0,)]
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("button", name="Bring it in")).to_have_count(0)
    page.goto(f"{cohort}?q=quill")
    expect(page.locator("main")).to_contain_text("Ada Quill")
    assert visit.server.rows(count) == [(1,)]


def test_c30_questions_come_in_from_gift(visit: Visit) -> None:
    file = CORPORA / "gift" / "moodle" / "examples.txt"
    if not file.exists():
        pytest.skip(f"{file} is not here")
    page = visit.as_("teacher", width=1280)
    # A course of its own: what comes in stands in nobody's way.
    page.goto("/courses/new/")
    page.get_by_label("Title", exact=True).fill("Brought along")
    page.get_by_label("Short code").fill("brought-along")
    page.get_by_role("button", name="Create the course").click()
    page.locator("main a[href='/import/brought-along/']").first.click()
    page.locator("input[type=file]").set_input_files(file)
    # Choosing the file is enough where there is a script.
    expect(page.get_by_role("heading", name="Look before it counts")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", name="It is in")).to_be_visible()
    count = (
        "SELECT count(*) FROM questions_question q JOIN courses_course c ON c.bank_id = q.bank_id"
        " WHERE c.code = 'brought-along'"
    )
    assert visit.server.one(count) > 0
    assert faults(page) == []

"""Any task of a learner's lies within three taps of home; a folded part costs a tap of its own."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from volteface.dialogue.actions import acknowledge
from volteface.dialogue.testing import SmallClass, small_class
from volteface.learning.actions import finish_step
from volteface.questions.models import Question
from volteface.refreshers.models import Schedule
from volteface.refreshers.rules import memory

MOST = 3


class Links(HTMLParser):
    """Every link of a page with what it takes to tap it: one more for each part folded over it."""

    def __init__(self) -> None:
        super().__init__()
        self.folds: list[bool] = []
        self.in_summary = False
        self.found: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "details":
            self.folds.append("open" not in values)
        if tag == "a" and (href := values.get("href")):
            path = href.split("#")[0].split("?")[0]
            taps = 1 + sum(self.folds)
            self.found[path] = min(taps, self.found.get(path, taps))

    def handle_endtag(self, tag: str) -> None:
        if tag == "details" and self.folds:
            self.folds.pop()


@pytest.fixture
def here(db: None) -> SmallClass:
    return small_class()


def taps_from_home(here: SmallClass) -> dict[str, int]:
    """How many taps each page of ours is from home, up to three."""
    client = Client()
    client.force_login(here.learner)
    reached = {"/": 0}
    for depth in range(MOST):
        for address in [one for one, taps in reached.items() if taps == depth]:
            response = client.get(address)
            if response.status_code != 200 or "html" not in response["Content-Type"]:
                continue
            links = Links()
            links.feed(response.content.decode())
            for path, taps in links.found.items():
                if path.startswith("/") and not path.startswith(("/static/", "/media/")):
                    total = depth + taps
                    reached[path] = min(total, reached.get(path, total))
    return reached


def test_before_the_meeting_everything_is_three_taps_away(here: SmallClass) -> None:
    acknowledge(here.cohort, by=here.learner.subject, at=here.at)
    taps = taps_from_home(here)
    code = here.cycle.code
    tasks = {
        "go on learning": reverse("learning:step", args=[code, "gap"]),
        "see the calendar": reverse("timetable:calendar"),
        "ask a question": reverse("dialogue:ask_at", args=[code, "module"]),
        "change reminders": reverse("messaging:preferences"),
        "see own answers": reverse("learning:answers", args=[code]),
    }
    assert {
        task: taps.get(path, 9) for task, path in tasks.items() if taps.get(path, 9) > MOST
    } == {}
    assert taps[tasks["go on learning"]] == 1
    finish_step(here.cycle, subject=here.learner.subject, step_key="gap", at=here.at)
    assert taps_from_home(here)[reverse("learning:practise", args=[code])] <= MOST


def test_after_the_meeting_refreshers_are_one_tap_away(here: SmallClass) -> None:
    meeting = here.cycle.meeting
    meeting.starts_at = here.at - dt.timedelta(days=1)
    meeting.ends_at = meeting.starts_at + dt.timedelta(hours=1)
    meeting.save()
    question = Question.objects.create(bank=here.cohort.course.bank, key="due")
    known = memory.reviewed(None, correct=False, certainty=2, at=here.at - dt.timedelta(days=2))
    Schedule.objects.create(
        subject=here.learner.subject,
        question=question,
        cohort=here.cohort,
        card=memory.to_json(known),
        due_at=here.at - dt.timedelta(hours=1),
    )
    taps = taps_from_home(here)
    assert taps[reverse("refreshers:due", args=[here.cohort.code])] <= MOST


def test_the_closing_time_is_absolute_with_its_zone_and_how_far_it_is(here: SmallClass) -> None:
    here.learner.time_zone = "Asia/Tokyo"
    here.learner.save()
    client = Client()
    client.force_login(here.learner)
    acknowledge(here.cohort, by=here.learner.subject, at=here.at)
    html = client.get(reverse("web:cycle", args=[here.cycle.code])).content.decode()
    # Two days before the clocks change the meeting is an hour nearer or further.
    assert re.search(r"Asia/Tokyo \(in 4[3-6] hours\)", html)
    assert "Two short evenings" in html

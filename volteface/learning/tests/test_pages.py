"""The learner's pages: they read, lead on, and show an answer only to who gave it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.once import copy_of, once
from volteface.accounts.actions import bump_epoch
from volteface.core.lanes.testing import call
from volteface.learning.actions import finish_step, record_response
from volteface.learning.models import Draw, Progress
from volteface.learning.queries import draw_of, finish_token, progress_token
from volteface.learning.queries.engagement import Engagement, engagement_of, engagements_in
from volteface.learning.testing import Lesson, build_lesson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries

    from volteface.accounts.models import Subject

pytestmark = pytest.mark.django_db
RIGHT = '{"choice":["o1"]}'


_lesson = once(build_lesson)


@pytest.fixture
def lesson(_lesson: Lesson, db: None) -> Lesson:
    return copy_of(_lesson)


@pytest.fixture(autouse=True)
def monday(lesson: Lesson) -> Iterator[None]:
    with time_machine.travel(lesson.at, tick=False):
        yield


def _browser(subject: Subject) -> Client:
    browser = Client()
    assert subject.person is not None
    browser.force_login(subject.person)
    return browser


def _step(lesson: Lesson, key: str = "gap") -> str:
    return reverse("learning:step", args=[lesson.cycle.code, key])


def test_the_start_page_says_how_long_and_leads_to_the_first_step(lesson: Lesson) -> None:
    page = _browser(lesson.learner).get(reverse("learning:module", args=[lesson.cycle.code]))
    text = page.content.decode()
    assert "8 min" in text
    assert _step(lesson) in text
    assert "Begin" in text


def test_a_finished_step_is_left_behind_when_one_comes_back(lesson: Lesson) -> None:
    finish_step(lesson.cycle, subject=lesson.learner, step_key="gap", at=lesson.at)
    page = _browser(lesson.learner).get(reverse("learning:module", args=[lesson.cycle.code]))
    text = page.content.decode()
    assert "5 min of 8 min left" in text
    assert f'href="{_step(lesson, "mix")}"' in text.split("</header>")[1]


def test_ones_own_engagement_is_the_same_alone_and_among_all(lesson: Lesson) -> None:
    assert engagement_of(lesson.cycle, lesson.learner) == Engagement()
    _answer(lesson, lesson.learner)
    finish_step(lesson.cycle, subject=lesson.learner, step_key="gap", at=lesson.at)
    found = engagement_of(lesson.cycle, lesson.learner)
    assert found == engagements_in(lesson.cycle)[lesson.learner.pk]
    assert (found.answers, found.last_at, found.is_through) == (1, lesson.at, False)


def test_a_step_shows_its_questions_without_any_key(lesson: Lesson) -> None:
    text = _browser(lesson.learner).get(_step(lesson)).content.decode()
    assert text.count('action="/a/"') == 2
    assert "Canberra" in text
    for secret in ("Yes, since 1927", "halfway between", "misconception", "fraction"):
        assert secret not in text


def test_an_answer_without_a_script_comes_back_with_its_feedback(lesson: Lesson) -> None:
    browser = _browser(lesson.learner)
    fields = _form(browser.get(_step(lesson)).content.decode())
    sent = call("POST", "/a/", fields={**fields, "choice": "o2"})
    assert sent.status == 303
    path, _, anchor = sent.headers["location"].partition("#")
    assert (path, anchor) == (_step(lesson), f"q-{lesson.versions[0].code}")
    text = browser.get(path).content.decode()
    assert "The largest city." in text
    assert "saved <time" in text


def test_an_empty_form_comes_back_saying_so(lesson: Lesson) -> None:
    browser = _browser(lesson.learner)
    fields = _form(browser.get(_step(lesson)).content.decode())
    sent = call("POST", "/a/", fields=fields)
    assert "Choose or write an answer first." in _error(browser, sent.headers["location"])


def test_practising_again_hides_what_was_answered(lesson: Lesson) -> None:
    _answer(lesson, lesson.learner)
    browser = _browser(lesson.learner)
    assert "Yes, since 1927" in browser.get(_step(lesson)).content.decode()
    assert "Yes, since 1927" not in browser.get(f"{_step(lesson)}?again=1").content.decode()


def test_nobody_sees_anybody_elses_answer(lesson: Lesson) -> None:
    _answer(lesson, lesson.learner)
    assert "Yes, since 1927" not in _browser(lesson.other).get(_step(lesson)).content.decode()


def test_the_saved_time_is_the_readers_own(lesson: Lesson) -> None:
    _answer(lesson, lesson.learner)
    local = lesson.at.astimezone(dt.timezone(dt.timedelta(hours=1)))
    assert f"{local:%H:%M:%S}" in _browser(lesson.learner).get(_step(lesson)).content.decode()


def test_an_answer_of_another_day_says_which(lesson: Lesson) -> None:
    _answer(lesson, lesson.learner)
    browser = _browser(lesson.learner)
    assert "2 Mar" not in _saved(browser.get(_step(lesson)).content.decode())
    with time_machine.travel(lesson.at + dt.timedelta(days=1), tick=False):
        assert _saved(browser.get(_step(lesson)).content.decode()).startswith("2 Mar, 10:00:00")


def _going_on(lesson: Lesson, key: str = "gap") -> dict[str, str]:
    """What the form below a step sends."""
    page = _browser(lesson.learner).get(_step(lesson, key)).content.decode()
    form = page[page.index('action="/f/"') :]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))


def test_going_on_tells_a_script_where(lesson: Lesson) -> None:
    told = call("POST", "/f/", fields=_going_on(lesson), as_json=True)
    assert told.json() == {"next": _step(lesson, "mix")}
    assert Progress.objects.get().finished_at == lesson.at


def test_going_on_finishes_the_step_and_leads_to_the_next(lesson: Lesson) -> None:
    for days in (0, 1):
        with time_machine.travel(lesson.at + dt.timedelta(days=days), tick=False):
            answer = call("POST", "/f/", fields=_going_on(lesson))
            assert (answer.status, answer.headers["location"]) == (303, _step(lesson, "mix"))
    assert Progress.objects.get().finished_at == lesson.at
    last = call("POST", "/f/", fields=_going_on(lesson, "mix"))
    assert last.headers["location"] == reverse("learning:module", args=[lesson.cycle.code])


def test_going_on_keeps_the_time_in_sight_and_the_films_place(lesson: Lesson) -> None:
    cycle, subject = lesson.cycle, lesson.learner
    token = progress_token(subject, cycle, at=lesson.at)
    sent = {"token": token, "step": "gap", "seconds": "40", "position": "12.5"}
    call("POST", "/p/", fields=sent)
    call("POST", "/f/", fields=_going_on(lesson))
    row = Progress.objects.get()
    assert (row.seconds, row.position, row.finished_at) == (40, 12.5, lesson.at)


def test_a_step_is_finished_by_its_own_form_only(lesson: Lesson) -> None:
    fields = _going_on(lesson)
    assert call("POST", "/f/", fields=fields | {"step": "mix"}).status == 403
    assert call("POST", "/f/", fields=fields | {"token": ""}).status == 403
    bump_epoch(lesson.learner, at=lesson.at)
    assert call("POST", "/f/", fields=fields).status == 403
    assert not Progress.objects.exists()


def test_going_on_from_a_step_that_has_left_the_module_is_not_found(lesson: Lesson) -> None:
    token = finish_token(lesson.learner, lesson.cycle, "gone", at=lesson.at)
    told = call("POST", "/f/", fields={"token": token, "step": "gone"}, as_json=True)
    assert (told.status, told.json()["why"]) == (404, "gone")


def test_reading_writes_nothing(lesson: Lesson) -> None:
    browser = _browser(lesson.learner)
    browser.get(_step(lesson))
    assert not Progress.objects.exists()


@pytest.mark.parametrize("name", ["module", "step"])
def test_strangers_find_nothing_and_wrong_methods_are_refused(lesson: Lesson, name: str) -> None:
    arguments = [lesson.cycle.code] if name == "module" else [lesson.cycle.code, "gap"]
    path = reverse(f"learning:{name}", args=arguments)
    assert _browser(lesson.stranger).get(path).status_code == 404
    assert _browser(lesson.learner).post(path).status_code == 405
    assert Client().get(path).status_code == 302


def test_a_step_that_is_not_there_is_not_found(lesson: Lesson) -> None:
    assert _browser(lesson.learner).get(_step(lesson, "nowhere")).status_code == 404


def test_a_step_costs_few_queries(
    lesson: Lesson, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = _browser(lesson.learner)
    browser.get(_step(lesson))
    with django_assert_max_num_queries(16):
        browser.get(_step(lesson))


def test_c12_a_step_and_its_scripts_are_light(lesson: Lesson) -> None:
    text = _browser(lesson.learner).get(_step(lesson)).content
    assert len(text) < 60_000


def _answer(lesson: Lesson, subject: Subject) -> None:
    draw = draw_of(lesson.cycle, Draw.Purpose.PREPARATION)
    assert draw is not None
    record_response(subject, draw=draw, version=lesson.versions[0], answer=RIGHT, at=lesson.at)


def _form(page: str) -> dict[str, str]:
    """The hidden fields of the first question's form."""
    form = page.split('action="/a/"')[1].split("</form>", maxsplit=1)[0]
    parts = form.split('<input type="hidden" name="')[1:]
    return {part.split('"')[0]: part.split('value="')[1].split('"')[0] for part in parts}


def _saved(page: str) -> str:
    """What stands behind the first "saved"."""
    return page.split("saved <time", maxsplit=1)[1].split(">", maxsplit=1)[1][:20]


def _error(browser: Client, path: str) -> str:
    page = browser.get(path).content.decode()
    return page.split('class="error"')[1] if 'class="error"' in page else ""

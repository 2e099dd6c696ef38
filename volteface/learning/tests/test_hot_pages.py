"""The hot way to a step gives the page that Django gives, to whom Django gives it, or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.once import copy_of, once
from volteface.accounts.actions import end_sessions, suspend_person
from volteface.core import hot
from volteface.learning.actions import finish_step
from volteface.learning.testing import Lesson, build_lesson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.accounts.models import Subject

pytestmark = pytest.mark.django_db
CHANCE = re.compile(r'name="(answer_id|csrfmiddlewaretoken)" value="[^"]*"')


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
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser


def _step(lesson: Lesson) -> str:
    return reverse("learning:step", args=[lesson.cycle.code, "gap"])


def _module(lesson: Lesson) -> str:
    return reverse("learning:module", args=[lesson.cycle.code])


def _hot(browser: Client, path: str, **scope: object) -> hot.Answer | None:
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
    return hot.answer(
        {
            "method": "GET",
            "path": path,
            "query_string": b"",
            "scheme": "http",
            "headers": [(b"host", b"testserver"), (b"cookie", cookies.encode())],
            **scope,
        }
    )


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
@pytest.mark.parametrize("page", ["step", "module"])
def test_the_page_and_its_headers_are_those_of_django(
    lesson: Lesson, language: str, theme: str, page: str
) -> None:
    browser = _browser(lesson.learner)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    browser.cookies["theme"] = theme
    path = _step(lesson) if page == "step" else _module(lesson)
    usual = browser.get(path)
    quick = _hot(browser, path)
    assert quick is not None
    status, headers, body = quick
    assert status == 200
    assert CHANCE.sub("", body.decode()) == CHANCE.sub("", usual.content.decode())
    told = {name.decode(): value.decode() for name, value in headers}
    assert ("set-cookie" in told) == bool(usual.cookies)
    told.pop("set-cookie", None)
    expected = {name.lower(): value for name, value in usual.items()}
    for one in (told, expected):
        one["vary"] = ", ".join(sorted(part.strip() for part in one["vary"].split(",")))
    assert told == expected | {"content-length": str(len(body))}


def test_t01_only_who_may_see_it_gets_it(lesson: Lesson) -> None:
    assert _hot(Client(), _step(lesson)) is None
    assert _hot(_browser(lesson.stranger), _step(lesson)) is None
    assert _hot(_browser(lesson.learner), _step(lesson)) is not None


def test_t04_t15_it_ends_with_the_session_and_the_access(lesson: Lesson) -> None:
    browser = _browser(lesson.learner)
    assert lesson.learner.person is not None
    end_sessions(lesson.learner.person)
    assert _hot(browser, _step(lesson)) is None
    browser = _browser(lesson.learner)
    kept = {name: morsel.value for name, morsel in browser.cookies.items()}
    browser.post(reverse("accounts:sign_out"))
    for name, value in kept.items():
        browser.cookies[name] = value
    assert _hot(browser, _step(lesson)) is None
    browser = _browser(lesson.learner)
    suspend_person(lesson.learner.person, by=None, at=lesson.at)
    assert _hot(browser, _step(lesson)) is None


@pytest.mark.parametrize(
    "scope",
    [
        {"query_string": b"again=1"},
        {"method": "POST"},
        {"method": "HEAD"},
        {"headers": [(b"host", b"evil.example")]},
        {"headers": []},
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_django(
    lesson: Lesson, scope: dict[str, object]
) -> None:
    assert _hot(_browser(lesson.learner), _step(lesson), **scope) is None


def test_a_notice_waits_for_django_to_show_it(lesson: Lesson) -> None:
    browser = _browser(lesson.learner)
    browser.cookies["messages"] = "something"
    assert _hot(browser, _step(lesson)) is None


def test_a_newcomers_page_is_made_once_and_holds_nothing_of_the_first_reader(
    lesson: Lesson,
) -> None:
    pages = []
    for subject in (lesson.learner, lesson.other):
        quick = _hot(_browser(subject), _module(lesson))
        assert quick is not None
        assert subject.person is not None
        assert subject.person.name in quick[2].decode()
        pages.append(CHANCE.sub("", quick[2].decode()).replace(subject.person.name, ""))
    assert pages[0] == pages[1]


def test_whoever_has_begun_gets_their_own_start_page_from_django(lesson: Lesson) -> None:
    browser = _browser(lesson.learner)
    finish_step(lesson.cycle, subject=lesson.learner, step_key="gap", at=lesson.at)
    assert _hot(browser, _module(lesson)) is None
    assert _hot(_browser(lesson.other), _module(lesson)) is not None


def test_the_form_of_a_hot_page_is_accepted(lesson: Lesson) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert lesson.learner.person is not None
    browser.force_login(lesson.learner.person)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    quick = _hot(browser, _module(lesson))
    assert quick is not None
    name, _, value = dict(quick[1])[b"set-cookie"].decode().partition(";")[0].partition("=")
    browser.cookies[name] = value
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', quick[2].decode())
    assert found is not None
    sent = {"csrfmiddlewaretoken": found[1], "theme": "dark"}
    assert browser.post(reverse("core:preferences"), sent).status_code == 302


def test_what_is_not_there_is_left_to_django(lesson: Lesson) -> None:
    browser = _browser(lesson.learner)
    for path in (f"/learn/{lesson.cycle.code}/nowhere/", "/learn/", "/learn/a/b/c/", "/else/"):
        assert _hot(browser, path) is None

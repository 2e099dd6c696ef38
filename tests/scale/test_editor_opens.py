"""With 300 steps and 3,000 questions the editor opens in half a second and filters at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from tests.scale.large_course import RARE, STEPS, build_large_course
from volteface.accounts.testing import build_subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from volteface.courses.models import Step

pytestmark = [pytest.mark.scale, pytest.mark.django_db]

OPENS_MS, FILTERS_MS = 500, 100


@pytest.fixture
def desk(db: None) -> tuple[Client, Step]:
    """A teacher signed in, and a step in the middle."""
    teacher = build_subject("Tea Cher")
    step = build_large_course(teacher).steps.get(key="step-150")
    client = Client()
    assert teacher.person is not None
    client.force_login(teacher.person)
    return client, step


def best(what: str, call: Callable[[], object], *, first: bool = False) -> float:
    """The best of five in ms (the first, where it counts); every one is reported."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        call()
        times.append((time.perf_counter() - begun) * 1_000)
    print(f"{what}: {', '.join(f'{each:.0f}' for each in times)} ms")
    return times[0] if first else min(times)


def test_the_editor_opens_within_half_a_second(desk: tuple[Client, Step]) -> None:
    client, step = desk
    page = reverse("courses:step", args=[step.code])
    html = client.get(page).content.decode()
    assert html.count('aria-current="page"') >= 1
    assert html.count("/courses/step/") >= STEPS
    assert best("editor", lambda: client.get(page), first=True) <= OPENS_MS


@pytest.mark.parametrize("words", [RARE, "worked", "Question 29", "nowhere"])
def test_the_bank_is_filtered_at_once(desk: tuple[Client, Step], words: str) -> None:
    client, step = desk
    page = reverse("courses:questions", args=[step.code])

    def search() -> object:
        return client.get(page, {"q": words}, headers={"HX-Request": "true"})

    html = client.get(page, {"q": words}, headers={"HX-Request": "true"}).content.decode()
    assert (words in html) is (words != "nowhere")
    assert html.count("data-put=") <= 20
    assert best(f"filter {words}", search, first=True) <= FILTERS_MS


def test_typing_is_turned_into_markdown_at_once(desk: tuple[Client, Step]) -> None:
    client, step = desk
    page = reverse("courses:blocks", args=[step.code])
    html = "<p>Words with <b>emphasis</b>.</p>" * 50
    assert best("typing", lambda: client.post(page, {"html": html})) <= FILTERS_MS

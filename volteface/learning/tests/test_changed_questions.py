"""A question answered before it was published anew: as answered, or asked again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.courses.actions import publish_module, write_module
from volteface.learning.actions import ensure_preparation_draw, record_response
from volteface.learning.actions.paths import ensure_beside
from volteface.learning.queries import draw_versions
from volteface.learning.queries.practice import practice_page
from volteface.learning.tests.paths_world import DOCUMENT, PathWorld, path_world
from volteface.questions.models import QuestionVersion
from volteface.questions.queries import parse_answer
from volteface.timetable.queries import cycle_for

if TYPE_CHECKING:
    from volteface.questions.queries.content import Content

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> PathWorld:
    found = path_world()
    # Wrong: o2, which gives a belief away.
    found.answer("gap1", right=False)
    return found


def _edit(world: PathWorld, change: dict[str, object]) -> None:
    """Change the first question, publish, and open the new edition's draws as the handlers do."""
    gap, *others = DOCUMENT.steps
    text, first, *rest = gap.blocks
    content: Content = replace(first.content, **change)
    steps = (replace(gap, blocks=(text, replace(first, content=content), *rest)), *others)
    module = world.cycle.module
    write_module(module.course, replace(DOCUMENT, steps=steps), by=None, at=world.at)
    publish_module(module, by=None, at=world.at)
    world.cycle.refresh_from_db()
    ensure_preparation_draw(world.cycle, at=world.at)
    ensure_beside(world.cycle, at=world.at)


def _card(world: PathWorld) -> tuple[QuestionVersion, str]:
    """The newest version of the first question, and its card on the step's page."""
    version = QuestionVersion.objects.filter(question__key="gap1").latest("number")
    browser = Client()
    assert world.ann.person is not None
    browser.force_login(world.ann.person)
    with time_machine.travel(world.at, tick=False):
        page = browser.get(
            reverse("learning:step", args=[world.cycle.code, "gap"])
        ).content.decode()
    return version, page.split(f'id="q-{version.code}"')[1].split("</section>")[0]


def test_after_new_words_the_answer_still_stands(world: PathWorld) -> None:
    _edit(world, {"stem": "Which city is Australia’s capital?"})
    version, card = _card(world)
    assert version.number == 2
    assert "Which city is Australia’s capital?" in card
    assert "saved <time" in card
    assert "The largest city." in card
    assert "has changed" not in card


def test_after_another_meaning_it_is_asked_again_beside_what_was_said(world: PathWorld) -> None:
    options = DOCUMENT.steps[0].blocks[1].content.options
    key = (
        replace(options[0], fraction=0),
        replace(options[1], text="Sydney, of course"),
        replace(options[2], fraction=1),
    )
    _edit(world, {"options": key})
    version, card = _card(world)
    assert version.series == 2
    said = card.split('class="changed-since')[1].split("</blockquote>")[0]
    assert "The question has changed since you answered it" in said
    # In the words of the time, and without a verdict on them.
    assert "Sydney" in said
    assert "of course" not in said
    assert "saved <time" not in card
    assert "checked" not in card
    assert 'aria-live="polite"></div>' in card


def test_once_answered_again_nothing_is_said_of_before(world: PathWorld) -> None:
    options = DOCUMENT.steps[0].blocks[1].content.options
    _edit(
        world,
        {"options": (replace(options[0], fraction=0), options[1], replace(options[2], fraction=1))},
    )
    version, _card_before = _card(world)
    draw = world.draw("preparation")
    answer = parse_answer(version, {"choice": ["o3"]}) or ""
    record_response(world.ann, draw=draw, version=version, answer=answer, at=world.at)
    _version, card = _card(world)
    assert "has changed" not in card
    assert "saved <time" in card


def test_practice_asks_the_newest_words_once(world: PathWorld) -> None:
    _edit(world, {"stem": "Which city is Australia’s capital?"})
    draw = world.draw("practice")
    keys = [one.question.key for one in draw_versions(draw)]
    assert keys.count("gap1") == 2
    view = cycle_for(world.world.teacher, world.cycle.code, at=world.at)
    page = practice_page(view, world.world.teacher, at=world.at)
    assert page is not None
    assert page.questions == len(set(keys))

"""Feedback on a wrong answer names where to look again: step and heading, or a film's second."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.core.lanes.testing import call
from volteface.courses.queries import edition_steps
from volteface.courses.queries.document import (
    FilmMark,
    QuestionBlock,
    TextBlock,
    VideoBlock,
)
from volteface.learning.actions import finish_step
from volteface.learning.queries import look
from volteface.learning.tests.paths_world import DOCUMENT, SURE, PathWorld, path_world

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def _asks(key: str, *objectives: str) -> QuestionBlock:
    return QuestionBlock(
        key=key, content=replace(SURE, stem=f"Question {key}?"), objectives=objectives
    )


GAP, HELP, MIX, BEYOND = DOCUMENT.steps
TAUGHT = replace(
    DOCUMENT,
    steps=(
        replace(
            GAP,
            blocks=(
                TextBlock(markdown="Why.\n\n## A fifth of the *wait*\n\nSix days."),
                *GAP.blocks[1:],
            ),
        ),
        HELP,
        replace(
            MIX,
            blocks=(
                VideoBlock(
                    source="two.webm",
                    title="Two weeks",
                    marks=(
                        FilmMark(at=0, chapter="One evening"),
                        FilmMark(at=25, chapter="Three days"),
                        FilmMark(at=70, key="film1", block=_asks("film1", "mix")),
                    ),
                ),
                TextBlock(markdown="Mix."),
                _asks("mix1", "mix"),
                _asks("gap9", "gap"),
                _asks("none1"),
            ),
        ),
        BEYOND,
    ),
)


@pytest.fixture
def world() -> PathWorld:
    return path_world(TAUGHT)


def _browser(world: PathWorld) -> Client:
    browser = Client()
    assert world.ann.person is not None
    browser.force_login(world.ann.person)
    return browser


def _step(world: PathWorld, key: str) -> str:
    return reverse("learning:step", args=[world.cycle.code, key])


def _looks(world: PathWorld, purpose: str = "preparation") -> dict[str, look.Look]:
    draw = world.draw(purpose)
    found = look.looks_in(draw.pk)
    keys = draw.questions.values_list("version__question_id", "version__question__key")
    return {key: found[question] for question, key in keys if question in found}


def test_a_wrong_answer_names_the_heading_above_with_and_without_a_script(world: PathWorld) -> None:
    browser = _browser(world)
    with time_machine.travel(world.at, tick=False):
        page = browser.get(_step(world, "gap")).content.decode()
        assert '<h2 id="h-1">A fifth of the <em>wait</em></h2>' in page
        assert "To look at again" not in page
        form = re.search(r"<form action=.*?</form>", page, re.DOTALL)
        assert form is not None
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]))
        sent = call("POST", "/a/", fields={**fields, "choice": "o2"}, as_json=True)
        page = browser.get(_step(world, "gap")).content.decode()
    for html in (sent.json()["feedback_html"], page):
        said = html.split("To look at again:")[1].split("</p>")[0]
        assert f'href="{_step(world, "gap")}#h-1"' in said
        assert "The gap › A fifth of the wait</a>" in " ".join(said.split())
        assert "Choose a gap" in said


def test_a_right_answer_sends_nobody_back(world: PathWorld) -> None:
    world.answer("gap1", right=True)
    with time_machine.travel(world.at, tick=False):
        page = _browser(world).get(_step(world, "gap")).content.decode()
    assert "Yes, since 1927" in page
    assert "To look at again" not in page


def test_a_question_asked_again_leads_to_where_its_objective_was_taught(world: PathWorld) -> None:
    looks = _looks(world)
    assert looks["gap9"].step_url == f"{_step(world, 'gap')}#h-1"
    assert looks["gap9"] == looks["gap1"]
    # A support step explains by itself; without an objective there is only its own step.
    assert looks["gap3"].step_url == f"{_step(world, 'help')}#main"
    assert (looks["none1"].step_url, looks["none1"].objective) == (
        f"{_step(world, 'mix')}#main",
        "",
    )


def test_a_films_question_leads_to_its_chapters_second(world: PathWorld) -> None:
    found = _looks(world)["film1"]
    assert (found.place, found.clock) == ("Three days", "0:25")
    assert found.step_url == f"{_step(world, 'mix')}#film-1-c2"
    steps = edition_steps(world.cycle.module.published)
    film = next(block.html for step in steps for block in step.blocks if block.film)
    assert 'id="film-1-c2"' in film
    assert 'id="film-1-q1"' in film


def test_questions_kept_aside_lead_to_the_step_of_their_objective(world: PathWorld) -> None:
    assert _looks(world, "pretest")["gap-p1"].step_url == f"{_step(world, 'gap')}#h-1"
    world.answer("gap-x", right=False, purpose="practice")
    practise = reverse("learning:practise", args=[world.cycle.code])
    with time_machine.travel(world.at, tick=False):
        version = next(
            one.version
            for one in world.draw("practice").questions.all()
            if one.version.question.key == "gap-x"
        )
        finish_step(world.cycle, subject=world.ann, step_key="gap", at=world.at)
        page = _browser(world).get(f"{practise}?of={version.code}").content.decode()
        assert "A fifth of the wait</a>" in page
        page = (
            _browser(world)
            .get(reverse("learning:answers", args=[world.cycle.code]))
            .content.decode()
        )
    assert f'href="{_step(world, "gap")}#h-1"' in page


def test_all_readers_of_an_edition_share_what_was_found(
    world: PathWorld, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = world.cycle.module.published
    assert edition is not None
    first = look.places_of(edition)
    with django_assert_num_queries(0):
        assert look.places_of(edition) is first

"""What nobody can read is refused before anything is stored, and comes back to be mended."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.core.lanes.testing import call
from volteface.learning.models import DrawQuestion, Grade, Response
from volteface.learning.queries import answer_token, draw_facts, preparation_draw
from volteface.learning.testing import AT, bank_versions, build_lesson
from volteface.questions.queries import parse_answer
from volteface.questions.queries.content import Content, Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.core.lanes.testing import LaneAnswer
    from volteface.learning.testing import Lesson
    from volteface.questions.models import QuestionVersion

pytestmark = pytest.mark.django_db
NUMERIC = Content(
    kind="numeric",
    stem="How many days?",
    options=(Option(id="o1", text="6", fraction=1, tolerance=1),),
    explanation="A fifth of the time.",
)
SHORT = Content(
    kind="short_text", stem="Who?", options=(Option(id="o1", text="Ebbinghaus", fraction=1),)
)
SAID = "Write a number, for example 3.5"


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


class Form:
    """A question of the first step, before a learner of the lesson."""

    def __init__(self, lesson: Lesson, version: QuestionVersion) -> None:
        draw = preparation_draw(lesson.cycle.pk)
        assert draw is not None
        self.step = reverse("learning:step", args=[lesson.cycle.code, "gap"])
        self.fields = {
            "token": answer_token(lesson.learner, draw, at=AT, scope=lesson.cycle.code),
            "version": version.code,
            "next": self.step,
            "language": "en",
        }

    def send(self, *, as_json: bool = True, **changes: str) -> LaneAnswer:
        fields = {"answer_id": str(uuid.uuid4()), **self.fields, **changes}
        return call("POST", "/a/", fields=fields, as_json=as_json)


def _asking(content: Content) -> tuple[Lesson, QuestionVersion]:
    """A lesson whose first question is this one instead."""
    lesson = build_lesson()
    (version,) = bank_versions(1, content=content)
    draw = preparation_draw(lesson.cycle.pk)
    edition = lesson.cycle.module.published
    assert draw is not None
    assert edition is not None
    DrawQuestion.objects.create(draw=draw, version=version, position=9)
    step = edition.steps.get(key="gap")
    step.blocks = [{"question": version.pk}]
    step.save()
    facts = draw_facts(draw.pk)
    assert facts is not None
    assert version.code in facts.versions
    return lesson, version


def _stored() -> int:
    return Response.objects.count() + Grade.objects.count()


def _page(lesson: Lesson, path: str) -> str:
    browser = Client()
    assert lesson.learner.person is not None
    browser.force_login(lesson.learner.person)
    return browser.get(path.partition("#")[0]).content.decode()


@pytest.mark.parametrize("typed", ["abc", "six", "-", "1.2.3", "1" * 101])
def test_the_lane_refuses_what_is_no_number_and_stores_nothing(typed: str) -> None:
    form = Form(*_asking(NUMERIC))
    refused = form.send(value=typed)
    assert refused.status == 422
    assert refused.json() == {"error": SAID, "why": "unreadable answer"}
    assert _stored() == 0


def test_it_is_said_in_the_readers_language() -> None:
    refused = Form(*_asking(NUMERIC)).send(value="abc", language="fr")
    assert refused.json()["error"] == "Écrivez un nombre, par exemple 3,5"


@pytest.mark.parametrize("typed", ["6", "6,0", "6.5 days"])
def test_a_number_is_taken_with_a_comma_and_with_a_unit(typed: str) -> None:
    assert Form(*_asking(NUMERIC)).send(value=typed).json()["correct"] is True


def test_a_wrong_number_is_still_an_answer() -> None:
    assert Form(*_asking(NUMERIC)).send(value="100").json()["correct"] is False


def test_the_answers_sent_with_it_are_taken() -> None:
    lesson, version = _asking(NUMERIC)
    bad, good = Form(lesson, version), Form(lesson, lesson.versions[1])
    statuses = [
        good.send(choice="o1").status,
        bad.send(value="x").status,
        bad.send(value="6").status,
    ]
    assert statuses == [200, 422, 200]
    assert [json.loads(row.answer) for row in Response.objects.order_by("seq")] == [
        {"choice": ["o1"]},
        {"value": "6"},
    ]


def test_without_a_script_the_page_comes_back_with_the_text_and_no_key() -> None:
    lesson, version = _asking(NUMERIC)
    sent = Form(lesson, version).send(as_json=False, value='abc"><b>')
    assert sent.status == 303
    assert sent.headers["location"].endswith(f"#q-{version.code}")
    page = _page(lesson, sent.headers["location"])
    assert f'<p class="error" role="alert">{SAID}</p>' in page
    assert 'value="abc&#34;&gt;&lt;b&gt;"' in page
    assert "A fifth of the time." not in page
    assert _stored() == 0


def test_a_number_left_out_is_asked_for_without_a_script() -> None:
    lesson, version = _asking(NUMERIC)
    sent = Form(lesson, version).send(as_json=False, value=" ")
    assert SAID in _page(lesson, sent.headers["location"]).split('class="error"')[1]


@pytest.mark.parametrize("as_json", [True, False])
def test_a_text_that_is_too_long_is_refused_whole(as_json: bool) -> None:
    refused = Form(*_asking(SHORT)).send(as_json=as_json, text="x" * 301)
    assert refused.status == 422
    assert "it is too long" in refused.body.decode()
    assert _stored() == 0


def test_other_doors_get_no_answer_from_what_cannot_be_read() -> None:
    (version,) = bank_versions(1, content=NUMERIC)
    assert parse_answer(version, {"value": ["abc"]}) is None
    assert parse_answer(version, {"value": ["3,5"]}) == '{"value":"3,5"}'


def test_the_text_of_a_form_that_came_back_belongs_to_its_own_question() -> None:
    lesson, version = _asking(NUMERIC)
    step = reverse("learning:step", args=[lesson.cycle.code, "gap"])
    assert "a few" not in _page(lesson, f"{step}?empty=other&typed=a+few")
    assert "a few" in _page(lesson, f"{step}?empty={version.code}&typed=a+few")

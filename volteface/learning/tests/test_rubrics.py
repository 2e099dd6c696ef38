"""Texts are marked by people: nothing is wrong before, and a grade of its own comes after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.core.errors import Missing
from volteface.learning.actions import open_draw, record_response
from volteface.learning.actions.rubrics import mark_text
from volteface.learning.errors import LevelsMissing
from volteface.learning.models import Draw, Response, RubricMark
from volteface.learning.queries import current_responses
from volteface.learning.queries.feedback import feedback_html
from volteface.learning.queries.rubrics import own_text
from volteface.learning.testing import Lesson, bank_versions, build_lesson
from volteface.questions.queries.content import Content, Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.accounts.models import Subject

pytestmark = pytest.mark.django_db
RUBRIC = Content(
    kind="rubric",
    stem="Why do gaps help?",
    options=(
        Option(id="o1", text="Names recall", fraction=0.75, match="3: with a reason\n0: no"),
        Option(id="o2", text="Gives an example", fraction=0.25, match="1: yes\n0: no"),
    ),
    explanation="Because recalling is learning.",
)


@pytest.fixture
def lesson() -> Iterator[Lesson]:
    lesson = build_lesson()
    with time_machine.travel(lesson.at, tick=False):
        yield lesson


@pytest.fixture
def text(lesson: Lesson) -> Response:
    draw = open_draw(
        Draw.Purpose.PREPARATION,
        cohort=lesson.cycle.cohort,
        cycle=lesson.cycle,
        nonce="rubric",
        versions=bank_versions(1, content=RUBRIC),
        at=lesson.at,
    )
    version = draw.questions.get().version
    for words in ("First <b>try</b>", "Recall, for example cards"):
        answer = f'{{"text":"{words}"}}'
        record_response(lesson.learner, draw=draw, version=version, answer=answer, at=lesson.at)
    return Response.objects.order_by("-seq").first() or pytest.fail("no response")


def _client(subject: Subject) -> Client:
    client = Client()
    client.force_login(subject.person)
    return client


def test_until_it_is_marked_a_text_is_not_judged(text: Response) -> None:
    (row,) = current_responses(text.draw)
    assert row.correct
    html = feedback_html(text.version, text.answer, "en")
    assert "until then it is not judged" in html
    assert "verdict" not in html


def test_a_teacher_marks_the_current_text_without_a_name(lesson: Lesson, text: Response) -> None:
    client = _client(lesson.teacher)
    address = reverse("learning:marking", args=[lesson.cycle.code])
    page = client.get(address).content.decode()
    assert "Recall, for example cards" in page
    assert "First" not in page
    assert lesson.learner.person is not None
    assert lesson.learner.person.name not in page.partition("<main")[2]
    posted = {"text": text.pk, "level.o1": "o1=3", "comment": "Well said."}
    client.post(address, posted)
    assert not RubricMark.objects.exists()
    for _twice in range(2):
        assert client.post(address, posted | {"level.o2": "o2=0"}).status_code == 302
    (row,) = current_responses(text.draw)
    assert (row.fraction, row.correct) == (0.75, True)
    assert text.grades.count() == 2
    seen = _client(lesson.learner).get(reverse("learning:own_marks", args=[text.version.code]))
    assert "3 of 4 points" in seen.content.decode()
    assert "Well said." in seen.content.decode()


def test_a_learner_marks_their_own_text_and_gets_no_grade(lesson: Lesson, text: Response) -> None:
    client = _client(lesson.learner)
    address = reverse("learning:own_marks", args=[text.version.code])
    assert "Because recalling is learning." in client.get(address).content.decode()
    client.post(address, {"level.o1": "o1=3", "level.o2": "o2=1"})
    assert RubricMark.objects.get().is_own
    assert text.grades.count() == 1
    assert client.get(address).content.decode().count(" checked") == 2


def test_strangers_and_other_learners_find_nothing(lesson: Lesson, text: Response) -> None:
    address = reverse("learning:own_marks", args=[text.version.code])
    for somebody in (lesson.other, lesson.stranger):
        assert _client(somebody).get(address).status_code == 404
    marking = reverse("learning:marking", args=[lesson.cycle.code])
    for somebody in (lesson.learner, lesson.stranger):
        assert _client(somebody).get(marking).status_code == 404
        posted = {"text": text.pk, "level.o1": "o1=3", "level.o2": "o2=0"}
        assert _client(somebody).post(marking, posted).status_code == 404
    assert not RubricMark.objects.exists()


def test_levels_the_criteria_do_not_have_are_refused(lesson: Lesson, text: Response) -> None:
    for levels in ({}, {"o1": 3.0}, {"o1": 2.0, "o2": 0.0}, {"o1": 99.0, "o2": 1.0}):
        with pytest.raises(LevelsMissing):
            mark_text(text, levels=levels, comment="", by=lesson.teacher, at=lesson.at)
    with pytest.raises(Missing):
        own_text(lesson.learner, "nothing")

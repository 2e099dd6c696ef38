"""A mended key: nothing before the confirmation, then exactly the previewed rows, once told."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
import time_machine

from tests.once import copy_of, once
from volteface.accounts.models import AuditEntry
from volteface.insights.actions.regrades import finish_regrade
from volteface.insights.models import Regrade
from volteface.insights.queries.items import question_page
from volteface.insights.tests.answering import answered_class, first_question
from volteface.learning.models import Grade, Response
from volteface.learning.queries import draw_facts
from volteface.messaging.models import OutboxMessage
from volteface.questions.models import QuestionVersion
from volteface.questions.queries import content_of, mark
from volteface.readiness.actions import recompute_cycle
from volteface.readiness.models import ReadinessState
from volteface.readiness.testing import NOW, person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from volteface.questions.models import Question
    from volteface.readiness.testing import FlippedClass

pytestmark = pytest.mark.django_db
MEND = {"do": "preview", "right": "o2"}


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time_machine.travel(NOW + dt.timedelta(hours=1), tick=False):
        yield


_world = once(answered_class, at=NOW + dt.timedelta(hours=1))


@pytest.fixture
def world(_world: FlippedClass, db: None) -> FlippedClass:
    return copy_of(_world)


def address(question: Question) -> str:
    return f"/effect/question/{question.code}/regrade/"


def previewed(client: Client, question: Question, asked: dict[str, object]) -> tuple[str, str]:
    """The preview's page and its fingerprint."""
    page = client.get(address(question), asked).text
    found = re.search(r'name="seen" value="(\w+)"', page)
    return page, found[1] if found else ""


def regraded(client: Client, question: Question, asked: dict[str, object]) -> None:
    _page, seen = previewed(client, question, asked)
    answer = client.post(address(question), asked | {"seen": seen})
    assert answer.status_code == 302


def marks(world: FlippedClass) -> dict[int, list[tuple[bool, str]]]:
    """Every grade of the first question's answers, by response, oldest first."""
    rows = Grade.objects.filter(response__version__question=world.versions[0].question)
    found: dict[int, list[tuple[bool, str]]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.response_id, []).append((row.correct, row.chosen))
    return found


def test_a_preview_says_who_changes_and_changes_nothing(
    client: Client, world: FlippedClass
) -> None:
    question = first_question(world)
    client.force_login(world.teacher.person)
    grades, versions = Grade.objects.count(), QuestionVersion.objects.count()
    page, seen = previewed(client, question, MEND)
    assert seen
    assert "answers change their mark" in page
    assert "0 %" in page
    assert "→" in page
    # Who teaches these learners reads whose marks they are.
    assert world.learners[0].person.name in page
    assert (Grade.objects.count(), QuestionVersion.objects.count()) == (grades, versions)
    assert not AuditEntry.objects.filter(verb="regrade").exists()
    assert not OutboxMessage.objects.filter(purpose="regraded").exists()


def test_exactly_the_previewed_rows_get_a_newer_grade(client: Client, world: FlippedClass) -> None:
    question = first_question(world)
    client.force_login(world.teacher.person)
    before = marks(world)
    others = Grade.objects.exclude(response__version__question=question).count()
    regraded(client, question, MEND)
    after = marks(world)
    # o2 becomes right, o1 wrong: everybody's mark changes, and the old grade stays beneath.
    for seq, grades in after.items():
        assert grades[0] == before[seq][0]
        assert len(grades) == 2
        assert grades[1] == (grades[0][1] == "o2", grades[0][1])
    assert Grade.objects.exclude(response__version__question=question).count() == others
    made = Regrade.objects.get()
    assert (made.changed, made.learners) == (40, 40)
    assert AuditEntry.objects.get(verb="regrade").detail["answers"] == 40


def test_statistics_go_on_with_the_mended_key(client: Client, world: FlippedClass) -> None:
    question = first_question(world)
    client.force_login(world.teacher.person)
    regraded(client, question, MEND)
    page = question_page(first_question(world))
    assert [(line.number, line.n) for line in page.series] == [(1, 40)]
    assert page.report is not None
    assert page.report.statistics.item_rest is not None
    assert page.report.statistics.item_rest.low > 0
    assert {line.use.id for line in page.options if line.use.is_right} == {"o2"}


def test_answers_that_come_later_are_marked_by_the_mended_key(
    client: Client, world: FlippedClass
) -> None:
    question = first_question(world)
    client.force_login(world.teacher.person)
    regraded(client, question, MEND)
    facts = draw_facts(world.draw.pk)
    assert facts is not None
    # The published edition still asks the version it was published with.
    asked = facts.versions[world.versions[0].code]
    assert mark(asked, '{"choice":["o2"]}').correct
    assert not mark(asked, '{"choice":["o1"]}').correct


def test_a_preview_that_answers_overtook_is_shown_anew(client: Client, world: FlippedClass) -> None:
    question = first_question(world)
    client.force_login(world.teacher.person)
    _page, seen = previewed(client, question, MEND)
    world.answer(world.learners[0], 0, "o3")
    grades = Grade.objects.count()
    answer = client.post(address(question), MEND | {"seen": seen})
    assert answer.status_code == 409
    assert "Nothing was changed" in answer.text
    assert Grade.objects.count() == grades


def test_learners_are_told_once_and_kindly(client: Client, world: FlippedClass) -> None:
    question = first_question(world)
    client.force_login(world.teacher.person)
    regraded(client, question, MEND)
    made = Regrade.objects.select_related("question", "after").get()
    finish_regrade(made, at=NOW)
    told = OutboxMessage.objects.filter(purpose="regraded", channel="page")
    assert told.count() == 40
    assert told.values("subject").distinct().count() == 40


def test_a_crash_before_the_grades_is_finished_by_the_job(
    client: Client, world: FlippedClass
) -> None:
    question = first_question(world)
    client.force_login(world.teacher.person)
    regraded(client, question, MEND)
    made = Regrade.objects.select_related("question", "after").get()
    newest = Grade.objects.order_by("-pk").values_list("pk", flat=True)[:40]
    Grade.objects.filter(pk__in=list(newest)).delete()
    assert finish_regrade(made, at=NOW) == 40
    assert finish_regrade(made, at=NOW) == 0


def test_another_regrade_undoes_it_and_keeps_every_grade(
    client: Client, world: FlippedClass
) -> None:
    question = first_question(world)
    client.force_login(world.teacher.person)
    before = {seq: grades[-1] for seq, grades in marks(world).items()}
    regraded(client, question, MEND)
    regraded(client, question, MEND | {"right": "o1"})
    after = marks(world)
    assert {seq: grades[-1] for seq, grades in after.items()} == before
    assert {len(grades) for grades in after.values()} == {3}
    assert Response.objects.filter(version__question=question).count() == 40


def test_several_answers_can_be_accepted(client: Client, world: FlippedClass) -> None:
    question = first_question(world)
    client.force_login(world.teacher.person)
    regraded(client, question, MEND | {"right": ["o1", "o2"]})
    assert all(grades[-1][0] for grades in marks(world).values())


def test_a_dropped_question_costs_nobody_anything(client: Client, world: FlippedClass) -> None:
    question = first_question(world)
    client.force_login(world.teacher.person)
    regraded(client, question, {"do": "preview", "right": "o1", "drop": "1"})
    assert all(grades[-1][0] for grades in marks(world).values())
    regraded(client, question, {"do": "preview", "right": "o1"})
    assert {grades[-1][0] for grades in marks(world).values()} == {True, False}


def test_a_dropped_question_stays_dropped_through_words_until_it_asks_something_else(
    client: Client, world: FlippedClass
) -> None:
    question = first_question(world)
    client.force_login(world.teacher.person)
    regraded(client, question, {"do": "preview", "right": "o1", "drop": "1"})
    page = client.get(f"/questions/{question.code}/")
    assert "taken out of the marks" in page.text
    form = dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*value="([^"]*)"', page.text))
    rows = {name: text for name, text in form.items() if name.startswith(("option-", "rows"))}
    texts = dict(re.findall(r'<textarea[^>]*name="([\w-]+)"[^>]*>([^<]*)</textarea>', page.text))
    posted = rows | texts | {"stem": "In other words?", "right": "1", "do": "save", "edit": "auto"}
    client.post(f"/questions/{question.code}/", posted)
    question.refresh_from_db()
    assert content_of(question.current).stem == "In other words?"
    assert question.current.series == world.versions[0].series
    assert content_of(question.current).settings.dropped
    client.post(f"/questions/{question.code}/", posted | {"right": "2"})
    question.refresh_from_db()
    assert question.current.series == world.versions[0].series + 1
    assert not content_of(question.current).settings.dropped


def test_readiness_moves_as_previewed(client: Client, world: FlippedClass) -> None:
    question = first_question(world)
    recompute_cycle(world.cycle, at=NOW)
    before = dict(ReadinessState.objects.values_list("subject_id", "state"))
    client.force_login(world.teacher.person)
    page, _seen = previewed(client, question, MEND)
    regraded(client, question, MEND)
    after = dict(ReadinessState.objects.values_list("subject_id", "state"))
    moved = [subject for subject in before if before[subject] != after[subject]]
    assert ("Readiness that moves" in page) == bool(moved)
    assert moved


def test_a_key_without_a_right_answer_is_refused(client: Client, world: FlippedClass) -> None:
    question = first_question(world)
    client.force_login(world.teacher.person)
    page, seen = previewed(client, question, {"do": "preview"})
    assert not seen
    assert "Mark the right option." in page


def test_only_who_writes_the_course_may_regrade(client: Client, world: FlippedClass) -> None:
    question = first_question(world)
    for subject in (person("other", "Oz Other"), world.learners[0]):
        client.force_login(subject.person)
        assert client.get(address(question), MEND).status_code == 404
        assert client.post(address(question), MEND).status_code == 404
    assert not Regrade.objects.exists()

"""Item statistics where questions are edited: true figures, first answers, silence when few."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine

from volteface.core import jobs
from volteface.core.models import Job
from volteface.insights.actions import ask_for_models
from volteface.insights.queries import items
from volteface.insights.queries.items import module_page, question_page
from volteface.insights.tests.answering import answered_class, first_question
from volteface.learning.models import Response
from volteface.questions.actions import save_question
from volteface.questions.queries import content_of
from volteface.readiness.testing import NOW, person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time_machine.travel(NOW + dt.timedelta(hours=1), tick=False):
        yield


def test_a_question_whose_key_is_wrong_says_so_where_it_is_edited(client: Client) -> None:
    world = answered_class()
    question = first_question(world)
    client.force_login(world.teacher.person)
    page = client.get(f"/effect/question/{question.code}/")
    assert "The key is probably wrong" in page.text
    assert f"/effect/question/{question.code}/regrade/" in page.text
    editor = client.get(f"/questions/{question.code}/")
    assert "The key is probably wrong" in editor.text


def test_c37_every_figure_says_how_it_was_computed_and_from_how_many(client: Client) -> None:
    world = answered_class(wrong_key=False)
    question = first_question(world)
    client.force_login(world.teacher.person)
    page = client.get(f"/effect/question/{question.code}/").text
    assert page.count("How it is computed") >= 3
    assert "From 40 people." in page
    assert "How this is computed" in page
    assert "Only first answers count" in page


def test_only_the_first_answer_of_a_learner_counts() -> None:
    world = answered_class(wrong_key=False)
    question = first_question(world)
    before = question_page(question).report
    for learner in world.learners:
        world.answer(learner, 0, "o1")
    after = question_page(question).report
    assert before is not None
    assert after is not None
    assert after.statistics == before.statistics
    assert after.statistics.n == 40


def test_answers_given_before_anybody_could_have_read_are_left_out(client: Client) -> None:
    world = answered_class(learners=36, wrong_key=False)
    question = first_question(world)
    quick = [learner.pk for learner in world.learners[:4]]
    asked = Response.objects.filter(version__question=question)
    asked.update(seconds=30)
    asked.filter(subject__in=quick).update(seconds=1)
    # The same again after feedback does not take its place.
    world.answer(world.learners[0], 0, "o1")
    items._reports.clear()
    page = question_page(question)
    assert page.report is not None
    assert (page.report.statistics.n, page.report.times and page.report.times.n) == (32, 32)
    assert (page.shown and page.shown.rapid, sum(line.n for line in page.series)) == (4, 32)
    client.force_login(world.teacher.person)
    html = client.get(f"/effect/question/{question.code}/").text
    assert "4 first answers are left out: they came faster than the question can be read." in html
    assert "a quarter of the time a quick reader" in html
    # In the matrix of the module their marks are gaps, for other questions' rest scores as well.
    module = module_page(world.cycle.module)
    assert module.rapid == 4
    assert sum(row.count(None) for row in items.matrix_of(module.occasion.draws)) == 4


def test_below_thirty_first_answers_nothing_is_said(client: Client) -> None:
    world = answered_class(learners=29)
    question = first_question(world)
    client.force_login(world.teacher.person)
    page = client.get(f"/effect/question/{question.code}/").text
    assert "29 first answers so far." in page
    assert "%" not in page.split("How this is computed")[0].split("<main")[1]


def test_options_show_who_chooses_them() -> None:
    world = answered_class()
    page = question_page(first_question(world))
    uses = {line.use.id: line.use for line in page.options}
    assert sum(use.count for use in uses.values()) == 40
    assert uses["o1"].is_right
    assert uses["o1"].rest is not None
    assert uses["o2"].rest is not None
    assert uses["o2"].rest > uses["o1"].rest


def test_a_meaningful_edit_begins_a_new_series_and_the_old_one_stays_to_be_read() -> None:
    world = answered_class(wrong_key=False)
    question = first_question(world)
    assert question.current is not None
    content = content_of(question.current)
    save_question(
        question.bank, key=question.key, content=content.__class__(**{
            name: getattr(content, name) for name in content.__slots__
        } | {"stem": "Asked otherwise?"}), by=None, at=NOW, edit="meaningful",
    )  # fmt: skip
    page = question_page(first_question(world))
    assert [(line.number, line.n) for line in page.series] == [(2, 0), (1, 40)]
    assert not page.has_enough
    assert question_page(first_question(world), series=1).has_enough


def test_a_module_shows_its_questions_with_reliability_and_models(client: Client) -> None:
    world = answered_class(learners=120, questions=12, wrong_key=False)
    module = world.cycle.module
    page = module_page(module)
    assert len(page.items) == 12
    assert page.report is not None
    assert page.report.complete == 120
    assert page.report.reliability is not None
    assert page.models is not None
    assert page.models.two_parameter is not None
    assert page.models.rasch is not None
    assert sum(page.models.rasch) == pytest.approx(0, abs=1e-9)
    client.force_login(world.teacher.person)
    text = client.get(f"/effect/module/{module.code}/").text
    assert "KR-20" in text
    assert "Difficulty (Rasch)" in text


def test_models_of_very_many_answers_are_computed_by_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "QUICK", 100)
    world = answered_class(learners=110, questions=4, wrong_key=False)
    module = world.cycle.module
    page = module_page(module)
    assert (page.is_large, page.is_asked, page.models) == (True, False, None)
    ask_for_models(module, purpose="", at=NOW)
    ask_for_models(module, purpose="", at=NOW)
    assert Job.objects.filter(kind=items.MODELS_JOB).count() == 1
    jobs.run_due(NOW + dt.timedelta(hours=1))
    fitted = module_page(module).models
    assert fitted is not None
    assert fitted.two_parameter is not None
    assert len(fitted.two_parameter.curves) == 4


def test_strangers_learners_and_tutors_read_no_statistics(client: Client) -> None:
    world = answered_class(learners=3)
    question = first_question(world)
    for subject in (person("other", "Oz Other"), world.learners[0]):
        client.force_login(subject.person)
        for address in (
            f"/effect/question/{question.code}/",
            f"/effect/question/{question.code}/regrade/",
            f"/effect/module/{world.cycle.module.code}/",
        ):
            assert client.get(address).status_code == 404


def test_the_pages_cost_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    world = answered_class(learners=35)
    question = first_question(world)
    client.force_login(world.teacher.person)
    client.get(f"/effect/question/{question.code}/")
    with django_assert_max_num_queries(22):  # type: ignore[operator]  # pytest-django's fixture
        client.get(f"/effect/question/{question.code}/")
    with django_assert_max_num_queries(18):  # type: ignore[operator]  # as above
        client.get(f"/effect/module/{world.cycle.module.code}/")

"""The effect page and table: true figures, small numbers kept, each reader their own."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
import time_machine

from tests.once import copy_of, once
from volteface.insights.queries import effect_of
from volteface.insights.rules.reading import plain_cell
from volteface.learning.actions import open_draw, record_response
from volteface.questions.queries import parse_answer
from volteface.readiness.testing import MEETING_AT, NOW, flipped_class, person, tutor_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from volteface.readiness.testing import FlippedClass

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_meeting() -> Iterator[None]:
    with time_machine.travel(MEETING_AT, tick=False):
        yield


def check(world: FlippedClass, purpose: str, answers: dict[int, str]) -> None:
    """A check in which learner n answers the questions with these options, one digit each."""
    draw = open_draw(
        purpose,
        cohort=world.cohort,
        cycle=world.cycle,
        nonce=f"{world.cycle.code}:{purpose}",
        versions=world.versions,
        at=MEETING_AT,
    )
    for number, choices in answers.items():
        for version, choice in zip(world.versions, choices, strict=False):
            answer = parse_answer(version, {"choice": [f"o{choice}"]}) or ""
            subject = world.learners[number]
            record_response(subject, draw=draw, version=version, answer=answer, at=MEETING_AT)


def taught(learners: int, name: str = "spacing") -> FlippedClass:
    """Before: one of four right; after: three of four, for all but one who gains nothing."""
    world = flipped_class(learners=learners, questions=4, name=name)
    for number, learner in enumerate(world.learners):
        world.finishes(learner, "1222" if number else "1112")
    check(world, "delayed_check", dict.fromkeys(range(learners), "1112"))
    return world


_dozen = once(lambda: taught(12, "dozen"), at=MEETING_AT)


@pytest.fixture
def dozen(db: None, _dozen: FlippedClass) -> FlippedClass:
    """Twelve who were taught."""
    return copy_of(_dozen)


def test_the_class_gain_is_what_the_answers_say(dozen: FlippedClass) -> None:
    found = effect_of(dozen.cohort, viewer=dozen.teacher, at=MEETING_AT)
    (cycle,) = found.cycles
    means = {view.purpose: view.mean for view in cycle.checks}
    before = (0.75 + 11 * 0.25) / 12
    assert means["preparation"] is not None
    assert means["preparation"].mean == pytest.approx(before)
    assert means["opening_check"] is None
    gain = cycle.gains[1].gain
    assert gain is not None
    assert gain.normalised is not None
    assert gain.normalised.value == pytest.approx((0.75 - before) / (1 - before))
    assert gain.difference.low is not None
    assert gain.difference.low > 0
    assert found.overall[1].gain == gain


def test_first_answers_of_the_preparation_count_not_those_after_the_feedback(
    dozen: FlippedClass,
) -> None:
    for learner in dozen.learners:
        dozen.answer(learner, 3, "o1")
    mean = effect_of(dozen.cohort, viewer=dozen.teacher, at=MEETING_AT).cycles[0].checks[0].mean
    assert mean is not None
    assert mean.mean == pytest.approx((0.75 + 11 * 0.25) / 12)


def test_a_teacher_reads_counts_below_ten_and_shares_from_ten_on() -> None:
    small = taught(7)
    check_view = effect_of(small.cohort, viewer=small.teacher, at=MEETING_AT).cycles[0].checks[0]
    assert (check_view.n, check_view.right, check_view.answers) == (7, 9, 28)
    assert check_view.mean is None


def test_others_read_nothing_under_five() -> None:
    small = taught(4)
    for viewer in (None, small.learners[0]):
        found = effect_of(small.cohort, viewer=viewer, at=MEETING_AT)
        assert not found.cycles[0].has_anything
        assert found.cycles[0].checks[0].hidden
        assert all(gain.gain is None and gain.n == 0 for gain in found.cycles[0].gains)


def test_a_tutor_counts_their_groups_only() -> None:
    world = taught(24)
    tutor = tutor_of(world, world.groups[0])
    found = effect_of(world.cohort, viewer=tutor, at=MEETING_AT)
    assert found.cycles[0].checks[0].n == 12
    assert found.partial


def test_a_guests_answers_are_not_the_cohorts(dozen: FlippedClass, client: Client) -> None:
    draw_before = effect_of(dozen.cohort, at=MEETING_AT).cycles[0].checks[3].n
    dozen.finishes(person("visitor", "Vic"), "1111")
    assert effect_of(dozen.cohort, at=MEETING_AT).cycles[0].checks[0].n == draw_before == 12


def test_the_page_shows_chart_table_and_how(
    dozen: FlippedClass, client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    client.force_login(dozen.teacher.person)
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        page = client.get(f"/effect/{dozen.cohort.code}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "<svg" in text
    assert "n = 12" in text
    assert "How this is computed" in text
    assert "A gain that chance alone would hardly give." in text
    assert "14 of 48 answers right" in text


def test_a_cohort_without_a_check_says_what_will_be_here(client: Client) -> None:
    world = flipped_class(learners=2)
    client.force_login(world.teacher.person)
    text = client.get(f"/effect/{world.cohort.code}/").content.decode()
    assert "No check of this cycle has enough answers yet." in text


@pytest.mark.parametrize("page", ["", "table.csv"])
def test_strangers_find_nothing_and_nothing_is_posted(client: Client, page: str) -> None:
    world = flipped_class(learners=1)
    address = f"/effect/{world.cohort.code}/{page}"
    client.force_login(person("stranger", "Sam").person)
    assert client.get(address).status_code == 404
    client.force_login(world.teacher.person)
    assert client.post(address).status_code == 405


def test_learners_and_tutors_take_no_table_along(dozen: FlippedClass, client: Client) -> None:
    for subject in (dozen.learners[0], tutor_of(dozen, dozen.groups[0])):
        client.force_login(subject.person)
        assert client.get(f"/effect/{dozen.cohort.code}/table.csv").status_code == 404
        page = client.get(f"/effect/{dozen.cohort.code}/")
        assert page.status_code == 200
        back = "/" if subject == dozen.learners[0] else f"/cohorts/{dozen.cohort.code}/"
        assert f'<a class="back" href="{back}">' in page.content.decode()


def test_the_table_keeps_small_numbers_even_from_the_teacher(client: Client) -> None:
    small = taught(4)
    client.force_login(small.teacher.person)
    text = client.get(f"/effect/{small.cohort.code}/table.csv").content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == 1


def test_no_cell_of_the_table_is_a_formula(dozen: FlippedClass, client: Client) -> None:
    module = dozen.cycle.module
    module.title = "=HYPERLINK(0)"
    module.save()
    client.force_login(dozen.teacher.person)
    text = client.get(f"/effect/{dozen.cohort.code}/table.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][:2] == ["'=HYPERLINK(0)", "2026-11-26"]
    assert {row[3] for row in rows[1:]} >= {"preparation", "delayed_check"}
    for start in ("=1", "+1", "-1", "@a", "\t=1", "\r=1"):
        assert plain_cell(start).startswith("'")
    assert plain_cell("Spacing") == "Spacing"
    assert NOW < MEETING_AT

"""Accepted appeals: credited to the team and to who of it chose so, and to nobody else."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from volteface.classroom.actions.appeals import accept_appeal, follow_appeals, undo_appeal
from volteface.classroom.actions.papers import count_sheets, make_test, save_sheet
from volteface.classroom.actions.teams import make_teams
from volteface.classroom.errors import NoSuchLetter
from volteface.classroom.models import PaperAppeal, PaperTest
from volteface.classroom.queries.appeals import appeal_lines, appealed, appeals_of
from volteface.classroom.queries.paper_forms import PaperOrder
from volteface.classroom.queries.paper_results import results_of
from volteface.classroom.queries.paper_sheets import form_in, set_for, versions_of
from volteface.classroom.queries.teams import teams_of
from volteface.classroom.testing import DURING
from volteface.learning.models import Draw, Grade
from volteface.learning.queries import current_responses
from volteface.questions.actions import mend_key
from volteface.questions.queries import content_of

from .conftest import browser_of

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from volteface.classroom.testing import Held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]
WRONG = '{"choice":["o3"]}'
OTHER = '{"choice":["o1"]}'


@pytest.fixture
def test(held: Held) -> PaperTest:
    """Two questions in two forms; Ann and Bob are team 1. Ann took o3 twice, Bob o1 and o3."""
    teacher = held.world.teacher
    make_teams(held.cycle, size=4, groups="mixed", question=None, by=teacher, at=DURING)
    order = PaperOrder(forms=2, teams=2)
    made = set_for(held.cycle, held.versions[:2], order, title="Readiness test")
    purpose = Draw.Purpose.OPENING_CHECK
    row = make_test(held.cycle, made, purpose=purpose, by=teacher, at=DURING)
    first, second = (version.code for version in versions_of(row))
    for subject, answers in ((held.world.ann, (WRONG, WRONG)), (held.world.bob, (OTHER, WRONG))):
        filled = dict(zip((first, second), answers, strict=True))
        save_sheet(row, form="A", filled=filled, subject=subject, by=teacher, at=DURING)
    save_sheet(
        row, form="A", filled={first: ["o3", "o2"], second: ["o2"]}, team=1, by=teacher, at=DURING
    )
    return row


def _right(test: PaperTest) -> dict[tuple[int, int], bool]:
    return {(row.subject_id, row.version_id): row.correct for row in current_responses(test.draw)}


@pytest.mark.parametrize("counted_first", [True, False])
def test_an_appeal_credits_the_team_and_who_of_it_chose_so(
    held: Held, test: PaperTest, *, counted_first: bool
) -> None:
    (team,) = teams_of(held.cycle)
    assert {one.subject_id for one in team.members} == {held.world.ann.pk, held.world.bob.pk}
    before = results_of(test, held.world.teacher, at=DURING)
    assert (before.alone, before.teams[0].points, before.together) == (0, 6, 0.5)
    if counted_first:
        count_sheets(test, at=DURING)
    (version, other) = versions_of(test)
    appeal = accept_appeal(test, version, team=1, option="o3", by=None, at=DURING)
    if not counted_first:
        count_sheets(test, at=DURING)
    after = results_of(test, held.world.teacher, at=DURING)
    assert (after.alone, after.teams[0].points, after.together) == (0.25, 8, 1)
    assert after.questions[0].alone.right == 1
    ann, bob = held.world.ann.pk, held.world.bob.pk
    credited = {
        (ann, version.pk): True, (ann, other.pk): False,
        (bob, version.pk): False, (bob, other.pk): False,
    }  # fmt: skip
    assert _right(test) == credited
    newest = Grade.objects.filter(response__subject=ann, response__version=version).latest("pk")
    assert (newest.fraction, newest.misconceptions, newest.chosen) == (1, "", "o3")
    # Again it adds nothing, and undone everything is as before: grades are only ever added.
    grades = Grade.objects.count()
    assert accept_appeal(test, version, team=1, option="o3", by=None, at=DURING) == appeal
    assert follow_appeals(test, at=DURING) == 0
    assert Grade.objects.count() == grades
    undo_appeal(appeal, by=None, at=DURING)
    undo_appeal(appeal, by=None, at=DURING)
    assert results_of(test, held.world.teacher, at=DURING).teams[0].points == 6
    assert not any(_right(test).values())
    assert Grade.objects.count() == grades + 1


def test_another_team_and_whoever_is_in_none_gain_nothing(held: Held, test: PaperTest) -> None:
    count_sheets(test, at=DURING)
    (version, _other) = versions_of(test)
    accept_appeal(test, version, team=2, option="o3", by=None, at=DURING)
    assert not any(_right(test).values())
    results = results_of(test, held.world.teacher, at=DURING)
    assert (results.alone, results.teams[0].points) == (0, 6)


def test_another_letter_for_the_same_question_replaces_the_first(
    held: Held, test: PaperTest
) -> None:
    (version, _other) = versions_of(test)
    for option in ("o3", "o1"):
        accept_appeal(test, version, team=1, option=option, by=held.world.teacher, at=DURING)
    assert [row.option for row in appeals_of(test)] == ["o1"]
    count_sheets(test, at=DURING)
    assert _right(test)[held.world.bob.pk, version.pk]
    assert not _right(test)[held.world.ann.pk, version.pk]


def test_a_slip_is_read_by_the_teams_own_form(test: PaperTest) -> None:
    for number in (1, 2):
        form = form_in(test, "AB"[number - 1])
        for asked in form.asked:
            for letter in "ABC":
                if letter in asked.right:
                    with pytest.raises(NoSuchLetter, match="already"):
                        appealed(test, team=number, number=asked.number, letter=letter)
                    continue
                version, option = appealed(test, team=number, number=asked.number, letter=letter)
                assert (version, option) == (asked.version, asked.options["ABC".index(letter)])
                row = accept_appeal(test, version, team=number, option=option, by=None, at=DURING)
                (line,) = appeal_lines(test, [row])
                assert (line.number, line.letter) == (asked.number, letter)
    with pytest.raises(NoSuchLetter, match="no letter F"):
        appealed(test, team=1, number=1, letter="F")


def test_a_key_mended_since_takes_nothing_off_the_sheets(held: Held, test: PaperTest) -> None:
    (version, _other) = versions_of(test)
    accept_appeal(test, version, team=2, option="o3", by=None, at=DURING)
    content = content_of(version)
    right = tuple(
        replace(one, fraction=1.0) if one.id in ("o2", "o3") else one for one in content.options
    )
    mend_key(version.question, replace(content, options=right), by=None, at=DURING)
    results = results_of(test, held.world.teacher, at=DURING)
    # The team opened o3 and o2: its first letter is not known, two were open.
    assert (results.folded, results.teams[0].points, results.alone) == (2, 6, 0.25)
    assert [line.number for line in appeal_lines(test, appeals_of(test))] != []


def test_many_appeals_cost_no_more_queries(
    test: PaperTest, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for team, version in product((1, 2), versions_of(test)):
        accept_appeal(test, version, team=team, option="o3", by=None, at=DURING)
    with django_assert_num_queries(2):
        assert len(appeal_lines(test, appeals_of(test))) == 4
    assert appeal_lines(test, []) == []


def test_a_teacher_types_a_slip_in_and_undoes_it(held: Held, test: PaperTest) -> None:
    browser = browser_of(held.world.teacher)
    page = reverse("classroom:paper", args=[held.cycle.code, test.code])
    address = reverse("classroom:appeal", args=[held.cycle.code, test.code])
    assert address in browser.get(page).text
    asked = form_in(test, "B").asked[0]
    wrong = next(letter for letter in "ABC" if letter not in asked.right)
    said = {"team": "2", "number": "1", "letter": wrong}
    for missing in ({}, said | {"team": "3"}, said | {"letter": asked.right[0]}):
        browser.post(address, missing)
        assert not PaperAppeal.objects.exists()
    done = browser.post(address, said, follow=True).text
    assert "Team 2 is credited for question 1" in done
    assert f"Team 2, question 1, letter {wrong}" in done
    appeal = PaperAppeal.objects.get()
    undo = reverse("classroom:appeal_undo", args=[held.cycle.code, test.code, appeal.code])
    assert undo in done
    assert "the key alone counts" in browser.post(undo, follow=True).text
    assert appeals_of(test) == []

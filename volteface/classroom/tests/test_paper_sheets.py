"""Sheets of paper typed in: kept, undone, counted once, replaced; teams apart from their people."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from volteface.classroom.actions.papers import (
    WAIT,
    count_sheets,
    make_test,
    save_sheet,
    undo_sheet,
)
from volteface.classroom.actions.teams import make_teams
from volteface.classroom.errors import AlreadyCounted, NothingToAsk
from volteface.classroom.models import PaperSheet
from volteface.classroom.queries.paper_forms import PaperOrder
from volteface.classroom.queries.paper_results import results_of
from volteface.classroom.queries.paper_sheets import order_of, set_for, versions_of
from volteface.classroom.queries.teams import teams_of
from volteface.classroom.testing import DURING, prepare
from volteface.core import jobs
from volteface.learning.models import Draw, Response
from volteface.learning.queries import current_responses
from volteface.questions.models import Misconception
from volteface.readiness.actions import refresh_readiness
from volteface.readiness.queries.lineage import lineage_of

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.classroom.models import PaperTest
    from volteface.classroom.testing import Held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def printed(held: Held) -> PaperTest:
    return _made(held)


def _made(held: Held, *, teams: int = 2) -> PaperTest:
    order = PaperOrder(forms=2, teams=teams)
    made = set_for(held.cycle, held.versions[:4], order, title="Readiness test")
    purpose = Draw.Purpose.OPENING_CHECK
    return make_test(held.cycle, made, purpose=purpose, by=held.world.teacher, at=DURING)


def _filled(test: PaperTest, *, right: int) -> dict[str, object]:
    return {
        version.code: json.dumps({"choice": ["o2" if place < right else "o3"]}).replace(" ", "")
        for place, version in enumerate(versions_of(test))
    }


def _type(
    held: Held, test: PaperTest, subject: Subject, *, right: int, at: dt.datetime = DURING
) -> PaperSheet:
    return save_sheet(
        test,
        form="A",
        filled=_filled(test, right=right),
        subject=subject,
        by=held.world.teacher,
        at=at,
    )


def test_a_test_keeps_its_questions_and_how_it_is_printed(held: Held, printed: PaperTest) -> None:
    assert versions_of(printed) == list(held.versions[:4])
    assert order_of(printed) == PaperOrder(forms=2, teams=2)
    empty = set_for(held.cycle, (), PaperOrder(), title="")
    with pytest.raises(NothingToAsk):
        make_test(held.cycle, empty, purpose="vote", by=None, at=DURING)


def test_a_sheet_joins_the_log_ten_minutes_after_it_was_typed(
    held: Held, printed: PaperTest
) -> None:
    _type(held, printed, held.world.ann, right=3)
    jobs.run_due(DURING + WAIT - MINUTE)
    assert not Response.objects.filter(draw=printed.draw).exists()
    # It is in the test's own figures at once.
    results = results_of(printed, held.world.teacher, at=DURING)
    assert (results.typed, results.alone, results.waiting) == (1, 0.75, 1)
    jobs.run_due(DURING + WAIT)
    rows = current_responses(held.cycle, Draw.Purpose.OPENING_CHECK)
    assert sorted(row.correct for row in rows) == [False, True, True, True]
    assert [row.misconceptions for row in rows if not row.correct] == [("cram",)]
    assert not any(row.late for row in rows)


def test_a_counted_sheet_is_the_opening_of_a_beliefs_curve(held: Held, printed: PaperTest) -> None:
    bank = held.world.module.course.bank
    Misconception.objects.create(bank=bank, key="cram", text="The eve is best")
    prepare(held, held.world.ann, right=False)
    refresh_readiness(at=DURING)
    _type(held, printed, held.world.ann, right=4)
    before = lineage_of(held.cycle, "cram", viewer=held.world.teacher, at=DURING)
    count_sheets(printed, at=DURING)
    after = lineage_of(held.cycle, "cram", viewer=held.world.teacher, at=DURING)
    stages = [{one.found.stage: one.found.n for one in each.stages} for each in (before, after)]
    assert before.holders == after.holders == 1
    assert (stages[0]["opening_check"], stages[1]["opening_check"]) == (0, 1)


def test_an_undone_sheet_was_never_there(held: Held, printed: PaperTest) -> None:
    first = _type(held, printed, held.world.ann, right=1)
    second = _type(held, printed, held.world.ann, right=4, at=DURING + MINUTE)
    assert results_of(printed, held.world.teacher, at=DURING).alone == 1
    undo_sheet(second, by=held.world.teacher, at=DURING + MINUTE)
    undo_sheet(second, by=held.world.teacher, at=DURING + MINUTE)
    assert results_of(printed, held.world.teacher, at=DURING).alone == 0.25
    undo_sheet(first, by=held.world.teacher, at=DURING + MINUTE)
    jobs.run_due(DURING + 2 * WAIT)
    assert not Response.objects.filter(draw=printed.draw).exists()
    # What was typed stays to be looked up.
    assert PaperSheet.objects.filter(test=printed).count() == 2


def test_typed_twice_the_newer_sheet_counts_and_the_older_one_stays(
    held: Held, printed: PaperTest
) -> None:
    ann = held.world.ann
    first = _type(held, printed, ann, right=1)
    assert count_sheets(printed, at=DURING) == 1
    assert count_sheets(printed, at=DURING) == 0
    with pytest.raises(AlreadyCounted):
        undo_sheet(first, by=held.world.teacher, at=DURING)
    filled = _filled(printed, right=4)
    blank = filled.popitem()[0]
    save_sheet(printed, form="A", filled=filled, subject=ann, by=None, at=DURING + MINUTE)
    assert count_sheets(printed, at=DURING + MINUTE) == 1
    current = {
        row.version_id: row.correct
        for row in current_responses(held.cycle, Draw.Purpose.OPENING_CHECK)
    }
    by_code = {version.code: current[version.pk] for version in versions_of(printed)}
    # What was answered once and is blank now is not right any more.
    assert [code for code, right in by_code.items() if not right] == [blank]
    assert Response.objects.filter(draw=printed.draw).count() == 8


def test_a_teams_sheet_is_the_teams_and_nobodys_answer(held: Held, printed: PaperTest) -> None:
    versions = versions_of(printed)
    tries = (["o2"], ["o2"], ["o1", "o2"], ["o1", "o3"])
    filled = {one.code: each for one, each in zip(versions, tries, strict=True)}
    save_sheet(printed, form="A", filled=filled, team=1, by=None, at=DURING)
    jobs.run_due(DURING + 2 * WAIT)
    assert not Response.objects.filter(draw=printed.draw).exists()
    results = results_of(printed, held.world.teacher, at=DURING)
    (team, other) = results.teams
    assert (team.points, team.first_tries, other.sheet) == (10, 2, None)
    assert (results.together, results.team_points) == (0.5, 10)


def test_a_team_stands_beside_its_best_member_with_how_many_there_are(held: Held) -> None:
    make_teams(held.cycle, size=4, groups="mixed", question=None, by=held.world.teacher, at=DURING)
    (team,) = teams_of(held.cycle)
    test = _made(held, teams=1)
    results = results_of(test, held.world.teacher, at=DURING)
    assert results.beside is None
    for member, right in zip(team.members, (2, 1), strict=False):
        person = next(
            row.place.subject for row in results.people
            if row.place.subject_id == member.subject_id
        )  # fmt: skip
        _type(held, test, person, right=right)
    filled = {version.code: ["o2"] for version in versions_of(test)[:3]}
    save_sheet(test, form="A", filled=filled, team=team.number, by=None, at=DURING)
    beside = results_of(test, held.world.teacher, at=DURING).beside
    assert beside is not None
    assert (beside.teams, beside.above, beside.level) == (1, 1, 0)
    assert (beside.team_share, beside.best_share) == (0.75, 0.5)


def test_a_tutor_sees_the_sheets_of_their_own_groups(held: Held, printed: PaperTest) -> None:
    _type(held, printed, held.world.ann, right=4)
    everybody = results_of(printed, held.world.teacher, at=DURING)
    seen = results_of(printed, held.world.ann, at=DURING)
    assert len(everybody.people) > len(seen.people) == 1

"""The log as others read it: by cursor, by current answer, exactly the same from nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from volteface.core.gate import LIMIT_MS, gate
from volteface.learning import lane
from volteface.learning.actions import (
    Incoming,
    close_draw,
    judged,
    record_many,
    record_response,
)
from volteface.learning.answer_log import Glance
from volteface.learning.errors import AnswerConflicts, NotInThisDraw, NotOpenYet
from volteface.learning.models import Grade, Progress, Response
from volteface.learning.queries import (
    current_responses,
    draw_facts,
    draw_of,
    newest_seq,
    responses_after,
)
from volteface.learning.rules import Stored, current
from volteface.learning.testing import AT, bare_draw, build_lesson

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
RIGHT, WRONG = '{"choice":["o1"]}', '{"choice":["o2"]}'


def test_the_cursor_reads_every_response_once_in_order() -> None:
    draw, subjects, versions = bare_draw(subjects=3, questions=2)
    for subject in subjects[:3]:
        for version in versions:
            record_response(subject, draw=draw, version=version, answer=WRONG, at=AT)
    read, seq = [], 0
    while rows := responses_after(seq, limit=2):
        read += rows
        seq = rows[-1].seq
    assert len(read) == 6
    assert seq == newest_seq()
    assert read[0].misconceptions == ("big",)
    assert (read[0].correct, read[0].chosen) == (False, ("o2",))


def test_the_last_answer_in_time_is_current_and_the_late_one_is_kept() -> None:
    draw, subjects, (version,) = bare_draw(closes_at=AT + dt.timedelta(minutes=1))
    learner = subjects[0]
    record_response(learner, draw=draw, version=version, answer=WRONG, at=AT)
    record_response(learner, draw=draw, version=version, answer=RIGHT, at=AT)
    late = record_response(
        learner, draw=draw, version=version, answer=WRONG, at=AT + dt.timedelta(minutes=2)
    )
    assert late.late
    (row,) = current_responses(draw)
    assert row.correct
    assert Response.objects.count() == 3


def test_a_regrade_counts_and_does_not_double_the_response() -> None:
    draw, subjects, (version,) = bare_draw()
    saved = record_response(subjects[0], draw=draw, version=version, answer=WRONG, at=AT)
    Grade.objects.create(response_id=saved.seq, fraction=1, correct=True, made_at=AT)
    assert [row.correct for row in current_responses(draw)] == [True]
    assert [row.correct for row in responses_after(0)] == [True]


def test_sql_and_rules_agree_on_what_is_current() -> None:
    draw, subjects, versions = bare_draw(
        subjects=4, questions=3, closes_at=AT + dt.timedelta(seconds=40)
    )
    for number in range(120):
        record_response(
            subjects[number % 4],
            draw=draw,
            version=versions[number % 3],
            answer=RIGHT if number % 5 else WRONG,
            at=AT + dt.timedelta(seconds=number),
            device=f"device-{number % 2}",
            counter=number * 7 % 31,
        )
    stored = [
        Stored(
            seq=row.seq,
            subject_id=row.subject_id,
            version_id=row.version_id,
            device=row.device,
            counter=row.counter,
            late=row.late,
            countable=row.countable,
        )
        for row in Response.objects.all()
    ]
    by_rules = {row.seq for row in current(stored).values()}
    assert {row.seq for row in current_responses(draw)} == by_rules


def test_current_answers_cost_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    draw, subjects, (version,) = bare_draw(subjects=5)
    for subject in subjects:
        record_response(subject, draw=draw, version=version, answer=RIGHT, at=AT)
    with django_assert_num_queries(1):
        assert len(current_responses(draw)) == 6


@pytest.mark.scale
def test_many_answers_are_stored_in_short_passages_and_once() -> None:
    draw, subjects, versions = bare_draw(subjects=40, questions=20)
    answers = [
        (
            Incoming(
                answer_id=uuid.uuid5(uuid.NAMESPACE_OID, f"{subject.pk}:{version.pk}"),
                subject_id=subject.pk,
                version=version,
                answer=WRONG,
            ),
            AT,
        )
        for subject in subjects[:40]
        for version in versions
    ]
    with gate.watching() as holds:
        assert record_many(draw, answers) == 800
    if connection.vendor == "sqlite":
        # Only SQLite's writers pass the gate.
        assert len(holds) == 3
        assert max(hold.cpu_ms for hold in holds) < LIMIT_MS
    assert record_many(draw, answers) == 0


def test_a_closed_draw_keeps_what_comes_later_as_late() -> None:
    draw, subjects, (version,) = bare_draw()
    close_draw(draw, at=AT)
    after = AT + dt.timedelta(minutes=1)
    assert record_response(subjects[0], draw=draw, version=version, answer=RIGHT, at=after).late


def test_refusals_have_names() -> None:
    draw, subjects, (version,) = bare_draw(opens_at=AT)
    _other, _people, (foreign,) = bare_draw()
    taken = uuid.uuid4()
    with pytest.raises(NotInThisDraw):
        record_response(subjects[0], draw=draw, version=foreign, answer=RIGHT, at=AT)
    with pytest.raises(NotOpenYet):
        record_response(
            subjects[0], draw=draw, version=version, answer=RIGHT, at=AT - dt.timedelta(seconds=1)
        )
    record_response(subjects[0], draw=draw, version=version, answer=RIGHT, at=AT, answer_id=taken)
    with pytest.raises(AnswerConflicts):
        record_response(
            subjects[1], draw=draw, version=version, answer=RIGHT, at=AT, answer_id=taken
        )


def test_answers_and_glances_that_come_together_each_get_their_own_outcome() -> None:
    lesson = build_lesson()
    draw = draw_of(lesson.cycle, "preparation")
    facts = draw_facts(draw.pk) if draw is not None else None
    assert facts is not None
    taken = uuid.uuid4()
    given = [
        judged(
            Incoming(answer_id=each, subject_id=one.pk, version=lesson.versions[0], answer=answer),
            facts,
            at=lesson.at,
        )
        for each, one, answer in (
            (taken, lesson.learner, WRONG),
            (uuid.uuid4(), lesson.other, WRONG),
            (taken, lesson.learner, RIGHT),
        )
    ]
    glance = Glance(
        cycle_id=lesson.cycle.pk, subject_id=lesson.learner.pk, step_key="gap", at=lesson.at
    )
    outcomes = lane.writer.write_now([given[0], glance, given[1], given[2]])
    assert [one is None for one in outcomes] == [False, True, False, True]
    assert Progress.objects.get().step_key == "gap"
    assert {row.subject_id for row in Response.objects.all()} == {
        lesson.learner.pk,
        lesson.other.pk,
    }

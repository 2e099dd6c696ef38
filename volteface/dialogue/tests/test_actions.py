"""What is said is kept once, and only what may be said."""

import datetime as dt

import pytest

from volteface.accounts.actions import ensure_person
from volteface.accounts.models import AuditEntry
from volteface.dialogue import actions
from volteface.dialogue.errors import NothingWritten, UnknownAnswer
from volteface.dialogue.models import Acknowledgement, StopReason, Thread
from volteface.dialogue.queries import stop_reasons_of, unanswered_in
from volteface.dialogue.queries.stops import stops_told
from volteface.dialogue.testing import SmallClass


def test_the_first_acknowledgement_counts(here: SmallClass) -> None:
    later = here.at + dt.timedelta(hours=1)
    actions.acknowledge(here.cohort, by=here.learner.subject, at=here.at)
    said = actions.acknowledge(here.cohort, by=here.learner.subject, at=later)
    assert said.acknowledged_at == here.at
    assert AuditEntry.objects.filter(verb="acknowledge").count() == 1


def test_the_newest_answer_about_home_holds(here: SmallClass) -> None:
    for answer in ("yes", "no_quiet", "no_quiet"):
        actions.say_at_home(here.cohort, answer=answer, by=here.learner.subject, at=here.at)
    assert Acknowledgement.objects.get().at_home == "no_quiet"
    with pytest.raises(UnknownAnswer):
        actions.say_at_home(here.cohort, answer="maybe", by=here.learner.subject, at=here.at)


def test_doubt_opens_one_question_however_often_it_is_tapped(here: SmallClass) -> None:
    for _ in range(3):
        actions.doubt(here.cohort, by=here.learner.subject, at=here.at)
    assert Thread.objects.count() == 1


def test_the_same_words_sent_twice_are_one_question(here: SmallClass) -> None:
    first = actions.ask(here.cohort, body="Why? ", by=here.learner.subject, at=here.at)
    again = actions.ask(here.cohort, body="Why?", by=here.learner.subject, at=here.at)
    assert first == again
    with pytest.raises(NothingWritten):
        actions.ask(here.cohort, body="  ", by=here.learner.subject, at=here.at)


def test_a_teachers_answer_settles_and_asking_further_reopens(here: SmallClass) -> None:
    thread = actions.ask(here.cohort, body="Why?", by=here.learner.subject, at=here.at)
    assert unanswered_in(here.cohort) == 1
    actions.reply(thread, body="So.", by_teacher=True, by=here.teacher.subject, at=here.at)
    assert unanswered_in(here.cohort) == 0
    actions.reply(thread, body="And?", by_teacher=False, by=here.learner.subject, at=here.at)
    assert unanswered_in(here.cohort) == 1
    actions.put_away(thread, by=here.teacher.subject, at=here.at)
    assert unanswered_in(here.cohort) == 0
    actions.take_back(thread, by=here.teacher.subject, at=here.at)
    assert unanswered_in(here.cohort) == 1


def test_a_note_needs_both_halves(here: SmallClass) -> None:
    with pytest.raises(NothingWritten):
        actions.write_note(
            here.cohort, said="Too long", did="", by=here.teacher.subject, at=here.at
        )
    note = actions.write_note(
        here.cohort, said="Too long", did="Cut step 3", by=here.teacher.subject, at=here.at
    )
    twice = actions.write_note(
        here.cohort, said="Too long", did="Cut step 3", by=here.teacher.subject, at=here.at
    )
    assert note == twice


def test_a_reason_is_said_once_per_module_and_five_are_told(here: SmallClass) -> None:
    subject = here.learner.subject
    for reason in ("bored", "lost"):
        actions.say_why_stopped(here.cycle, step_key="gap", reason=reason, by=subject, at=here.at)
    later = here.at + dt.timedelta(hours=2)
    actions.say_why_stopped(here.cycle, step_key="gap", reason="no_time", by=subject, at=later)
    assert [row.reason for row in StopReason.objects.all()] == ["lost"]
    assert stop_reasons_of(here.cycle) == []
    for number in range(4):
        person = ensure_person(f"more{number}@example.org", name=f"More {number}")
        actions.say_why_stopped(
            here.cycle, step_key="gap", reason="no_time", by=person.subject, at=later
        )
    assert stop_reasons_of(here.cycle) == [("No time now", 4), ("I am lost", 1)]
    told = stops_told(here.cycle)
    assert [(one.word, one.count) for one in told] == stop_reasons_of(here.cycle)
    assert all(one.advice for one in told)
    with pytest.raises(UnknownAnswer):
        actions.say_why_stopped(here.cycle, step_key="gap", reason="", by=subject, at=here.at)

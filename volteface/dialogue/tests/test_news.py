"""Who asked is told of the answer, once, and only while it is still theirs to read."""

import datetime as dt

import pytest
from django.core import mail
from pytest_django import DjangoAssertNumQueries

from volteface.accounts.models import Grant, Subject
from volteface.dialogue import actions, queries
from volteface.dialogue.models import Reply, Thread
from volteface.dialogue.testing import SmallClass
from volteface.messaging.actions.sending import send_due
from volteface.messaging.events import last_words_of
from volteface.messaging.models import OutboxMessage
from volteface.rosters.actions import suspend_membership
from volteface.rosters.queries import membership_of

DAY = dt.timedelta(days=1)


def asked(here: SmallClass) -> Thread:
    return actions.ask(here.cohort, body="May I print it?", by=here.learner.subject, at=here.at)


def answered(here: SmallClass, thread: Thread) -> Reply:
    teacher = here.teacher.subject
    return actions.reply(thread, body="You may.", by_teacher=True, by=teacher, at=here.at)


def news() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(purpose="question_answered").order_by("channel"))


def next_noon(here: SmallClass) -> dt.datetime:
    """The next day, outside everybody's quiet hours."""
    return (here.at + DAY).replace(hour=12)


def sent(here: SmallClass) -> list[OutboxMessage]:
    send_due(next_noon(here))
    return [message for message in news() if message.state == "sent"]


def skipped(here: SmallClass) -> set[str]:
    assert sent(here) == []
    return {message.skipped_because for message in news()}


def test_who_asked_is_told_on_the_page_and_by_mail(here: SmallClass) -> None:
    answered(here, asked(here))
    assert [message.channel for message in sent(here)] == ["mail", "page"]
    assert {message.subject for message in news()} == {here.learner.subject}
    [letter] = [each for each in mail.outbox if each.to == [here.learner.email]]
    assert letter.subject == "Your question was answered: Remember it"
    assert f"/why/{here.cohort.code}/#questions" in letter.body


def test_nothing_sent_says_which_question_it_was(here: SmallClass) -> None:
    """T23: others read the question without a name; a forwarded mail must not add one."""
    thread = asked(here)
    answered(here, thread)
    rows = [
        f"{row.about}{row.nonce}{row.title}{row.body}{row.address}{row.context}"
        for row in sent(here)
    ]
    letters = [f"{each.subject}{each.body}{each.alternatives}" for each in mail.outbox]
    assert rows
    assert letters
    for text in (*letters, *rows):
        for secret in (thread.code, thread.body, "You may.", "Lindqvist"):
            assert secret not in text


def test_one_answer_is_told_once(here: SmallClass) -> None:
    thread = asked(here)
    assert answered(here, thread) == answered(here, thread)
    assert len(news()) == 2
    sent(here)
    send_due(next_noon(here) + DAY)
    assert len([each for each in mail.outbox if each.to == [here.learner.email]]) == 1


def test_nobody_is_told_what_they_wrote_themselves(here: SmallClass) -> None:
    learner = here.learner.subject
    actions.reply(asked(here), body="And?", by_teacher=False, by=learner, at=here.at)
    assert news() == []


def test_nobody_is_told_when_nobody_knows_who_asked(here: SmallClass) -> None:
    nameless = Subject.objects.create(kind=Subject.Kind.ANONYMOUS)
    thread = actions.ask(here.cohort, body="Why?", by=nameless, at=here.at)
    answered(here, thread)
    assert news() == []


def test_who_lost_access_meanwhile_is_not_told(here: SmallClass) -> None:
    answered(here, asked(here))
    place = membership_of(here.learner.subject, here.cohort, here.at)
    assert place is not None
    suspend_membership(place, by=here.teacher.subject, at=here.at)
    assert skipped(here) == {"suspended"}


def test_who_left_this_cohort_but_not_the_school_is_not_told(here: SmallClass) -> None:
    answered(here, asked(here))
    Grant.objects.filter(subject=here.learner.subject).update(scope_code="elsewhere")
    assert skipped(here) == {"no_access"}


def test_a_question_put_away_meanwhile_is_not_told_of(here: SmallClass) -> None:
    thread = asked(here)
    answered(here, thread)
    actions.put_away(thread, by=here.teacher.subject, at=here.at)
    assert skipped(here) == {"put_away"}


def test_who_asked_further_has_read_the_answer(here: SmallClass) -> None:
    thread = asked(here)
    answered(here, thread)
    soon = here.at + dt.timedelta(minutes=1)
    actions.reply(thread, body="And?", by_teacher=False, by=here.learner.subject, at=soon)
    assert skipped(here) == {"read"}


def test_an_answer_of_last_week_is_no_news(here: SmallClass) -> None:
    answered(here, asked(here))
    send_due(next_noon(here) + 8 * DAY)
    assert {message.skipped_because for message in news()} == {"too_late"}


def test_the_last_words_of_many_cost_one_query(
    here: SmallClass, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    thread = asked(here)
    later = here.at + dt.timedelta(hours=2)
    actions.ask(here.cohort, body="And then?", by=here.learner.subject, at=later)
    subjects = [here.learner.subject, here.other.subject, here.tutor.subject]
    last_words_of(subjects, here.cycle.code, later)
    for some in (subjects[:1], subjects):
        with django_assert_num_queries(1):
            assert last_words_of(some, here.cycle.code, later) == {thread.subject_id: later}
    before = last_words_of(subjects, here.cycle.code, here.at)
    assert before == {thread.subject_id: here.at}


@pytest.mark.parametrize("role", ["learner", "teacher"])
def test_the_list_of_questions_costs_the_same_for_many(
    here: SmallClass, role: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    viewer = getattr(here, role).subject

    def listed() -> int:
        return len(queries.threads_in(viewer, here.cohort, role=role, at=here.at))

    answered(here, asked(here))
    assert listed() == 1
    for number in range(8):
        asker = (here.learner, here.other)[number % 2].subject
        thread = actions.ask(here.cohort, body=f"Why {number}?", by=asker, at=here.at)
        answered(here, thread)
    with django_assert_num_queries(5 if role == "learner" else 7):
        assert listed() == 9

"""A question others have too: their votes are counted, once each, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from volteface.dialogue import actions, queries
from volteface.dialogue.models import SameQuestion, Thread

if TYPE_CHECKING:
    from volteface.accounts.models import Person
    from volteface.dialogue.testing import SmallClass


def votes(here: SmallClass) -> int:
    (seen,) = queries.threads_in(here.teacher.subject, here.cohort, role="teacher", at=here.at)
    return seen.votes


def tapped(person: Person, thread: Thread, **data: str) -> int:
    client = Client()
    client.force_login(person)
    return client.post(reverse("dialogue:too", args=[thread.code]), data).status_code


def test_a_learner_joins_a_question_once_and_leaves_it_again(here: SmallClass) -> None:
    thread = actions.ask(here.cohort, body="Why a week?", by=here.learner.subject, at=here.at)
    assert votes(here) == 1
    assert tapped(here.other, thread) == 302
    assert tapped(here.other, thread) == 302
    # Who asked counts already.
    assert tapped(here.learner, thread) == 302
    assert votes(here) == 2
    assert SameQuestion.objects.count() == 1
    assert tapped(here.other, thread, back="1") == 302
    assert votes(here) == 1


def test_only_learners_of_the_cohort_join_and_only_what_waits_is_offered(here: SmallClass) -> None:
    thread = actions.ask(here.cohort, body="Why a week?", by=here.learner.subject, at=here.at)
    assert {tapped(one, thread) for one in (here.teacher, here.tutor, here.stranger)} == {404}

    def offered(person: Person) -> bool:
        role = "learner" if person in {here.learner, here.other} else "teacher"
        (seen,) = queries.threads_in(person.subject, here.cohort, role=role, at=here.at)
        return seen.may_join

    assert [offered(one) for one in (here.other, here.learner, here.teacher)] == [
        True,
        False,
        False,
    ]
    actions.reply(thread, body="So.", by_teacher=True, by=here.teacher.subject, at=here.at)
    assert not offered(here.other)

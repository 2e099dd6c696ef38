"""T24: who is erased leaves no name and no word of their own; counts keep their pseudonyms."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core import mail
from django.db import models

from tests.security.requests import twin
from volteface.accounts.erasing import (
    GRACE,
    erase,
    erased_on,
    erasure_lines,
    run_erasure,
)
from volteface.accounts.events import erasures
from volteface.accounts.models import AuditEntry, Person, Subject
from volteface.classroom.actions.learner_cards import (
    CardText,
    answer_card,
    begin_card,
    hand_in,
    keep_card,
    rate_card,
)
from volteface.classroom.models import CardRating, LearnerCard
from volteface.classroom.queries.learner_cards import CardWords, own_card
from volteface.core import clock, jobs
from volteface.core.models import Job
from volteface.learning.models import Grade, Progress, Response
from volteface.learning.queries import epoch_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model
    from django.test import Client

    from tests.cast import Cast


MINUTE = dt.timedelta(minutes=1)


def _fresh(cast: Cast, persona: str) -> Subject:
    """As the database has them: what an earlier test did to them was rolled back."""
    return Subject.objects.select_related("person").get(pk=cast.subjects[persona].pk)


def _ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("volteface.")]


def _paths(model: type[Model], to: type[Model]) -> list[models.ForeignKey]:
    return [field for field in model._meta.concrete_fields if field.related_model is to]


def _left(words: Iterable[str]) -> list[str]:
    """What the database still holds with any of the words, each behind its table's name."""
    found = []
    for model in _ours():
        for row in model._default_manager.values_list():
            texts = [_text(value) for value in row]
            found += [
                f"{model._meta.label}: {text[:200]}"
                for text in texts
                if any(word in text for word in words)
            ]
    return found


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return str(value)


def test_t24_every_table_that_leads_to_a_person_lets_go_of_them() -> None:
    """Of what hangs on the account alone, deleting the account deletes the rows."""
    held = erasures()
    without = [
        model._meta.label
        for model in _ours()
        if model not in held
        and (
            _paths(model, Subject)
            or any(
                path.remote_field.on_delete is not models.CASCADE for path in _paths(model, Person)
            )
        )
        and model is not Subject
    ]
    assert without == []


@pytest.mark.django_db
def test_t24_nothing_a_learner_was_called_or_wrote_is_left(cast: Cast) -> None:
    learner = _fresh(cast, "learner")
    words = ("canarynamelearner", "learner.canary@", "canarynumberlearner", "canaryanswer")
    words += ("canaryownnote", "canaryquestion", "canaryreason")
    assert [word for word in words if not _left([word])] == []
    kept = {model: model.objects.filter(subject=learner).count() for model in (Response, Progress)}
    grades = Grade.objects.count()
    code = learner.person.code
    # A code asked for at the door.
    mailed = {"email": learner.person.email}
    jobs.enqueue("accounts.mail_code", nonce="code", payload=mailed, run_at=clock.now())
    subject = erase(learner.person, at=clock.now())
    assert _left(words) == []
    assert subject.person is None
    assert not Person.objects.filter(code=code).exists()
    # What statistics are made of stays under the pseudonym.
    assert {model: model.objects.filter(subject=learner).count() for model in kept} == kept
    assert Grade.objects.count() == grades
    assert all(kept.values())
    assert AuditEntry.objects.filter(verb="erase", code=code).exists()


@pytest.mark.django_db
def test_t24_the_erased_are_nowhere_and_pages_open_without_them(
    cast: Cast, browsers: dict[str, Client]
) -> None:
    learner = _fresh(cast, "learner")
    cohort, cycle = cast.codes["cohort"], cast.codes["cycle"]
    signed_in, teacher = twin(browsers["learner"]), twin(browsers["teacher"])
    assert signed_in.get("/account/").status_code == 200
    assert "canarynamelearner" in teacher.get(f"/cohorts/{cohort}/").text
    erase(learner.person, at=clock.now())
    assert signed_in.get("/account/").status_code == 302
    assert epoch_of(learner.pk) is None
    for path in (
        f"/cohorts/{cohort}/",
        f"/c/{cycle}/",
        f"/briefing/{cycle}/",
        f"/effect/{cohort}/",
        "/",
    ):
        page = teacher.get(path)
        assert page.status_code == 200, path
        assert "canarynamelearner" not in page.text
    assert twin(browsers["administrator"]).get("/account/audit/").status_code == 200


@pytest.mark.django_db
def test_t24_a_teacher_is_erased_and_the_course_stays(
    cast: Cast, browsers: dict[str, Client]
) -> None:
    teacher = _fresh(cast, "teacher")
    erase(teacher.person, at=clock.now())
    assert _left(("canarynameteacher", "canarynumberteacher")) == []
    learner = twin(browsers["learner"])
    assert "canarybodyone" in learner.get(f"/learn/{cast.codes['cycle']}/gap/").text


@pytest.mark.django_db
def test_t24_it_is_shown_before_asked_for_and_can_be_called_off(
    cast: Cast, browsers: dict[str, Client]
) -> None:
    learner, browser = _fresh(cast, "learner"), twin(browsers["learner"])
    jobs_before = Job.objects.count()
    page = browser.get("/account/data/erasure/").text
    assert "kept without your words" in page
    assert "kept under a pseudonym" in page
    assert Job.objects.count() == jobs_before
    browser.post("/account/data/erasure/")
    on = erased_on(learner.person)
    assert on is not None
    assert GRACE - MINUTE < on - clock.now() <= GRACE
    jobs.run_due(clock.now() + MINUTE)
    (told,) = mail.outbox
    assert told.to == ["learner.canary@example.org"]
    assert "/account/data/erasure/" in told.body
    assert "Call it off" in browser.get("/account/data/erasure/").text
    # Asked twice is asked once; an administrator sees it and may call it off as well.
    browser.post("/account/data/erasure/")
    assert erased_on(learner.person) == on
    administrator = twin(browsers["administrator"])
    assert "To be erased on" in administrator.get(f"/account/people/{learner.person.code}/").text
    browser.post("/account/data/erasure/keep/")
    jobs.run_due(on + MINUTE)
    assert Person.objects.filter(pk=learner.person.pk).exists()
    administrator.post(f"/account/people/{learner.person.code}/erasure/")
    on = erased_on(learner.person)
    assert on is not None
    run_erasure({"person": learner.person.code}, on)
    run_erasure({"person": learner.person.code}, on)
    assert not Person.objects.filter(pk=learner.person.pk).exists()


@pytest.mark.django_db
def test_t24_the_only_administrator_stays(cast: Cast, browsers: dict[str, Client]) -> None:
    answer = twin(browsers["administrator"]).post("/account/data/erasure/")
    assert answer.status_code == 422
    assert "only administrator left" in answer.text


@pytest.mark.django_db
def test_t24_what_is_shown_is_what_happens(cast: Cast) -> None:
    learner = _fresh(cast, "learner")
    counts = {(line.label, line.ending): line.count for line in erasure_lines(learner)}
    gone = sum(count for (_label, ending), count in counts.items() if ending == "removed")
    before = sum(model._default_manager.count() for model in erasures())
    person = learner.person
    hanging = sum(
        model._default_manager.filter(person=person).count()
        for model in _ours()
        if _paths(model, Person) and model is not Subject and model not in erasures()
    )
    erase(person, at=clock.now())
    # The erasure itself and the ends of grants are written down.
    written = AuditEntry.objects.filter(by=None).count()
    after = sum(model._default_manager.count() for model in erasures())
    assert gone
    assert hanging >= 0
    assert before - gone <= after <= before - gone + written


@pytest.mark.django_db
def test_t24_cards_on_the_table_stay_without_their_author_and_drafts_go(cast: Cast) -> None:
    learner, at = _fresh(cast, "learner"), clock.now()
    own = LearnerCard.objects.get(code=cast.codes["own_card"])
    words = own_card(own.cycle, learner, own.code).words
    hand_in(own, CardText(words=words, objective="gap", signed=True), by=learner, at=at)
    draft = begin_card(own.cycle, kind="pair", by=learner, at=at)
    keep_card(draft, CardText(words=CardWords(front="Only mine")), at=at)
    peers = LearnerCard.objects.get(code=cast.codes["peer_card"])
    answer_card(peers, answer="typed by me", by=learner, at=at)
    rate_card(peers, is_right=True, is_clear=True, comment="said by me", by=learner, at=at)
    erase(learner.person, at=at)
    left = LearnerCard.objects.get(subject=learner)
    assert (left.code, left.signed) == (own.code, False)
    rating = CardRating.objects.get(subject=learner)
    assert (rating.is_right, rating.comment, rating.answer) == (True, "", "")
    assert _left(("Only mine", "typed by me", "said by me")) == []

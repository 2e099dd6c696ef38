"""Who a session belongs to is read anew at every request."""

from __future__ import annotations

import datetime as dt

import pytest

from volteface.accounts.actions import bump_epoch, ensure_person, suspend_person
from volteface.accounts.backends import PersonBackend
from volteface.accounts.models import Person

AT = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def _person() -> Person:
    return ensure_person("ana@school.example", name="Ana", language="en", time_zone="UTC")


def _found(person: Person) -> Person:
    found = PersonBackend().get_user(person.pk)
    assert found is not None
    return found


def test_a_change_is_seen_by_the_next_request() -> None:
    person = _person()
    epoch = _found(person).subject.epoch
    bump_epoch(person.subject, at=AT)
    Person.objects.filter(pk=person.pk).update(language="fr")
    assert _found(person).subject.epoch == epoch + 1
    assert _found(person).language == "fr"


def test_a_suspended_person_is_nobody_at_once() -> None:
    person = _person()
    _found(person)
    suspend_person(person, by=None, at=AT)
    assert PersonBackend().get_user(person.pk) is None


def test_what_one_request_changes_stays_there() -> None:
    person = _person()
    first = _found(person)
    first.name = "Somebody else"
    first.subject.epoch = 99
    assert (_found(person).name, _found(person).subject.epoch) == ("Ana", person.subject.epoch)


def test_the_person_and_their_subject_are_whole() -> None:
    person = Person.objects.select_related("subject").get(pk=_person().pk)
    found = _found(person)
    for made, usual in ((found, person), (found.subject, person.subject)):
        for field in usual._meta.concrete_fields:
            assert getattr(made, field.attname) == getattr(usual, field.attname)
    assert found.subject.person is found

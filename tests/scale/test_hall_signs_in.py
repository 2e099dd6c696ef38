"""T14: a hall of 300 behind one address signs in within a minute; failures alone are limited."""

from __future__ import annotations

import time

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from volteface.accounts.hashers import Argon2id
from volteface.accounts.models import Person
from volteface.accounts.testing import PASSWORD, build_person

PEOPLE, TIMED = 300, 30


@pytest.mark.scale
@pytest.mark.usefixtures("real_passwords")
@pytest.mark.django_db
def test_t14_three_hundred_people_behind_one_address_sign_in_within_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = [build_person(f"Person {number}") for number in range(PEOPLE)]
    Person.objects.update(password=make_password(PASSWORD))
    begun, worked = time.perf_counter(), time.process_time()
    _sign_in(people[:TIMED])
    worked = time.process_time() - worked
    # A tenth of them tells what a hash costs: the others' are light.
    monkeypatch.setattr(Argon2id, "time_cost", 1)
    monkeypatch.setattr(Argon2id, "memory_cost", 8)
    Person.objects.update(password=make_password(PASSWORD))
    _sign_in(people[TIMED:])
    assert worked * PEOPLE / TIMED < 60
    assert time.perf_counter() - begun < 60


def _sign_in(people: list[Person]) -> None:
    for person in people:
        answer = Client().post("/account/sign-in/", {"email": person.email, "password": PASSWORD})
        assert answer.status_code == 302

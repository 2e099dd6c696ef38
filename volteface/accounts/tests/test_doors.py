"""Signing in and out: the doors, their limits and what ends a session (T14, T15)."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from volteface.accounts.actions import (
    change_password,
    grant_role,
    make_sign_in_link,
    suspend_person,
)
from volteface.accounts.testing import PASSWORD, build_administrator, build_person, give_password
from volteface.core import clock, jobs

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"


if TYPE_CHECKING:
    from volteface.accounts.models import Person


@pytest.fixture
def ada() -> Person:
    return give_password(build_person("Ada Learner"))


def attempt(client: Client, email: str, password: str = "wrong", **extra: str) -> int:
    return client.post(SIGN_IN, {"email": email, "password": password}, **extra).status_code


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_the_right_word_opens_and_the_session_key_is_new(client: Client, ada: Person) -> None:
    client.get("/account/sign-in/mail/")
    client.post("/account/sign-in/mail/", {"email": "somebody@example.org"})
    before = client.cookies["session"].value
    assert attempt(client, ada.email, PASSWORD) == 302
    assert client.cookies["session"].value != before
    assert is_in(client)


def test_unknown_account_and_wrong_word_get_the_same_answer(client: Client, ada: Person) -> None:
    pages = [
        re.sub(
            r'value="[^"]*"', "", client.post(SIGN_IN, {"email": email, "password": "wrong"}).text
        )
        for email in (ada.email, "nobody@example.org")
    ]
    assert pages[0] == pages[1]


def test_five_failures_close_the_account_even_to_the_right_word(ada: Person) -> None:
    for _ in range(5):
        assert attempt(Client(), ada.email) == 422
    assert attempt(Client(), ada.email, PASSWORD) == 429
    assert attempt(Client(), ada.email.upper(), PASSWORD) == 429


def test_an_unknown_account_closes_alike() -> None:
    statuses = [attempt(Client(), "nobody@example.org") for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_a_stranger_cannot_lock_the_owner_out(ada: Person) -> None:
    own = Client()
    assert attempt(own, ada.email, PASSWORD) == 302
    own.post("/account/sign-out/")
    for _ in range(6):
        attempt(Client(), ada.email)
    assert attempt(own, ada.email, PASSWORD) == 302


def test_a_known_device_has_its_own_limit(ada: Person) -> None:
    own = Client()
    attempt(own, ada.email, PASSWORD)
    own.post("/account/sign-out/")
    assert [attempt(own, ada.email) for _ in range(6)] == [422] * 5 + [429]


def test_the_code_door_shares_the_account_limit(ada: Person) -> None:
    for _ in range(5):
        attempt(Client(), ada.email)
    client = Client()
    client.post("/account/sign-in/mail/", {"email": ada.email})
    assert client.post("/account/sign-in/code/", {"code": "000000"}).status_code == 429


def test_an_address_is_limited_by_failures_alone(ada: Person) -> None:
    for number in range(60):
        attempt(Client(), f"nobody{number}@example.org")
    assert attempt(Client(), "another@example.org") == 429
    assert attempt(Client(), ada.email, PASSWORD, REMOTE_ADDR="10.0.0.9") == 302


def mailed_code() -> str:
    jobs.run_due(clock.now())
    found = re.search(r"\b(\d{6})\b", mail.outbox[-1].body)
    assert found
    return found.group(1)


def test_a_mailed_code_signs_in_once(client: Client, ada: Person) -> None:
    assert client.post("/account/sign-in/mail/", {"email": ada.email}).status_code == 302
    code = mailed_code()
    assert client.get("/account/sign-in/code/").status_code == 200
    spaced = f"{code[:3]} {code[3:]}"
    assert client.post("/account/sign-in/code/", {"code": spaced}).status_code == 302
    assert is_in(client)
    client.post("/account/sign-out/")
    assert client.post("/account/sign-in/code/", {"code": code}).status_code == 302
    assert not is_in(client)


def test_asking_for_a_code_tells_nothing_and_mails_no_stranger(client: Client) -> None:
    answer = client.post("/account/sign-in/mail/", {"email": "stranger@example.org", "name": "X"})
    assert answer.url == "/account/sign-in/code/"
    jobs.run_due(clock.now())
    assert mail.outbox == []


def test_an_account_gets_at_most_five_codes(ada: Person) -> None:
    for _ in range(7):
        Client().post("/account/sign-in/mail/", {"email": ada.email})
    jobs.run_due(clock.now())
    assert len(mail.outbox) == 5


def test_a_link_only_signs_in_after_a_tap_and_once(ada: Person) -> None:
    token = make_sign_in_link(ada, at=clock.now())
    address = reverse("accounts:sign_in_link", args=[token])
    scanner, owner = Client(), Client()
    assert scanner.get(address).status_code == 200
    assert not is_in(scanner)
    assert owner.post(address).status_code == 302
    assert is_in(owner)
    assert Client().post(address).status_code == 410
    assert Client().get(address).status_code == 410


def test_a_reusable_link_works_until_it_is_too_old(ada: Person) -> None:
    week = dt.timedelta(days=7)
    token = make_sign_in_link(ada, at=clock.now(), reusable=True, valid=week)
    stale = make_sign_in_link(ada, at=clock.now() - week, reusable=True, valid=dt.timedelta(days=1))
    for _ in range(2):
        assert Client().post(reverse("accounts:sign_in_link", args=[token])).status_code == 302
    assert Client().post(reverse("accounts:sign_in_link", args=[stale])).status_code == 410


def test_the_old_cookie_is_dead_after_sign_out(client: Client, ada: Person) -> None:
    client.force_login(ada)
    old = client.cookies["session"].value
    client.post("/account/sign-out/")
    thief = Client()
    thief.cookies["session"] = old
    assert not is_in(thief)


def test_a_new_password_ends_the_other_sessions(ada: Person) -> None:
    here, there = Client(), Client()
    here.force_login(ada)
    there.force_login(ada)
    fields = {"old": PASSWORD, "new": "quite another sentence"}
    assert here.post("/account/password/", fields).status_code == 302
    assert is_in(here)
    assert not is_in(there)


def test_a_role_change_ends_sessions(client: Client, ada: Person) -> None:
    client.force_login(ada)
    grant_role(ada.subject, role="manager", scope="installation", by=None, at=clock.now())
    assert not is_in(client)


def test_a_suspended_person_is_out_and_stays_out(client: Client, ada: Person) -> None:
    client.force_login(ada)
    token = make_sign_in_link(ada, at=clock.now())
    suspend_person(ada, by=None, at=clock.now())
    assert not is_in(client)
    assert attempt(client, ada.email, PASSWORD) == 422
    assert client.post(reverse("accounts:sign_in_link", args=[token])).status_code == 410
    client.post("/account/sign-in/mail/", {"email": ada.email})
    jobs.run_due(clock.now())
    assert mail.outbox == []


def test_a_sign_in_never_leads_to_another_site(client: Client, ada: Person) -> None:
    fields = {"email": ada.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(SIGN_IN, fields).url == "/"


def test_a_forgotten_password_is_replaced_after_a_code(client: Client, ada: Person) -> None:
    client.post("/account/sign-in/mail/", {"email": ada.email})
    client.post("/account/sign-in/code/", {"code": mailed_code()})
    answer = client.post("/account/password/", {"new": "a brand new sentence"})
    assert answer.status_code == 302
    ada.refresh_from_db()
    assert ada.check_password("a brand new sentence")


def test_the_current_password_is_a_door_too(client: Client, ada: Person) -> None:
    client.force_login(ada)
    fields = {"old": "wrong", "new": "quite another sentence"}
    statuses = [client.post("/account/password/", fields).status_code for _ in range(5)]
    assert statuses == [422] * 5
    fields["old"] = PASSWORD
    assert client.post("/account/password/", fields).status_code == 422
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


@pytest.mark.usefixtures("real_passwords")
def test_passwords_are_argon2id_at_the_set_strength(ada: Person) -> None:
    assert ada.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_an_administrator_changes_nothing_of_the_password_alone() -> None:
    boss = build_administrator("Max Boss", at=clock.now())
    change_password(boss, "some new sentence", by=boss.subject, at=clock.now())
    boss.refresh_from_db()
    assert boss.check_password("some new sentence")

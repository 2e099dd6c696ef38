"""The administrator's pages: search, suspend with a way back, roles, invitations."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from volteface.accounts import events
from volteface.accounts.actions import grant_role
from volteface.accounts.models import AuditEntry, Person
from volteface.accounts.queries import is_administrator
from volteface.accounts.testing import build_administrator, build_person
from volteface.core import clock, jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client: Client) -> Person:
    person = build_administrator("Max Boss", at=clock.now())
    client.force_login(person)
    return person


def page(person: Person, name: str = "person") -> str:
    return reverse(f"accounts:{name}", args=[person.code])


def test_people_are_found_by_parts_of_name_address_or_number(client: Client, boss: Person) -> None:
    build_person("Ada Lovelace", key="N-17")
    build_person("Bob Stone")
    for words in ("love", "ada.love", "n-17", "lovelace ada"):
        text = client.get("/account/people/", {"q": words}).text
        assert "Ada Lovelace" in text
        assert "Bob Stone" not in text
    assert "Nobody matches" in client.get("/account/people/", {"q": "xyz"}).text


def test_somebody_is_let_in_and_invited(client: Client, boss: Person) -> None:
    client.post("/account/people/", {"name": "Nia New", "email": "nia@example.org"})
    nia = Person.objects.get(email="nia@example.org")
    client.post(page(nia, "invite"))
    client.post(page(nia, "invite"))
    jobs.run_due(clock.now())
    [message] = mail.outbox
    path = re.search(r"https?://[^/]+(/account/sign-in/link/\S+)", message.body)
    assert path
    visitor = Client()
    assert visitor.post(path.group(1)).status_code == 302
    assert visitor.get("/account/").status_code == 200


def test_letting_somebody_in_stands_above_the_list_and_opens_with_its_mistakes(
    client: Client, boss: Person
) -> None:
    text = client.get("/account/people/").text
    assert text.index('id="let-in"') < text.index(page(boss))
    assert '<details class="fold" id="let-in" open>' not in text
    again = client.post("/account/people/", {"name": "Nia New", "email": "nia"})
    assert again.status_code == 422
    assert '<details class="fold" id="let-in" open>' in again.text


def test_a_suspension_offers_its_way_back(client: Client, boss: Person) -> None:
    ada = build_person("Ada")
    client.post(page(ada, "suspend"))
    assert page(ada, "resume") in client.get(page(ada)).text
    client.post(page(ada, "resume"))
    ada.refresh_from_db()
    assert ada.is_active
    verbs = AuditEntry.objects.filter(code=ada.code).values_list("verb", flat=True)
    assert set(verbs) == {"suspend", "resume"}


def test_a_role_is_given_and_ended(client: Client, boss: Person) -> None:
    ada = build_person("Ada")
    client.post(page(ada, "give_role"), {"role": "administrator"})
    assert is_administrator(ada.subject, clock.now())
    which = {"verb": "end", "role": "administrator", "scope": "installation"}
    client.post(page(ada, "change_grant"), which)
    assert not is_administrator(ada.subject, clock.now())
    # The page of whom it was done to tells it: given and ended, by whom.
    told = client.get(page(ada)).text
    assert told.count("administrator · Max") == 2


def test_the_last_administrator_is_told_why_not(client: Client, boss: Person) -> None:
    answer = client.post(page(boss, "suspend"))
    assert answer.status_code == 409
    assert "only administrator" in answer.text


def test_the_audit_is_listed(client: Client, boss: Person) -> None:
    ada = build_person("Ada")
    client.post(page(ada, "suspend"))
    assert ada.code in client.get("/account/audit/").text


def test_a_profile_keeps_its_zone_and_language(client: Client, boss: Person) -> None:
    fields = {"name": "Max B", "language": "fr", "time_zone": "Asia/Tokyo"}
    answer = client.post("/account/", fields)
    assert answer.cookies["language"].value == "fr"
    boss.refresh_from_db()
    assert (boss.name, boss.language, boss.time_zone) == ("Max B", "fr", "Asia/Tokyo")
    fields["time_zone"] = "Mars/Olympus"
    answer = client.post("/account/", fields)
    assert answer.status_code == 422
    assert "Max B" in answer.text


def test_a_grants_place_is_said_by_its_name(
    client: Client, boss: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_names", {"cohort": lambda _codes: {"tn7j": "Memory, autumn"}})
    ada = build_person("Ada")
    for scope, code in (("cohort", "tn7j"), ("cohort", "gone"), ("group", "g1")):
        grant_role(
            ada.subject, role="learner", scope=scope, scope_code=code, by=None, at=clock.now()
        )
    text = client.get(page(ada)).text
    assert "<td>Cohort Memory, autumn</td>" in text
    assert "Cohort gone" in text
    assert "Group g1" in text
    assert "English" in text

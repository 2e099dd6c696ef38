"""Home and the cycle's page: one address for learner, tutor and teacher."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from volteface.dialogue.actions import acknowledge
from volteface.dialogue.testing import SmallClass, small_class
from volteface.timetable.events import cycle_path

if TYPE_CHECKING:
    from volteface.accounts.models import Person

STAGES = ("Inform", "Reserve", "Learn", "Remind", "Brief", "Meet", "Verify", "Refresh", "Effect")


@pytest.fixture
def here(db: None) -> SmallClass:
    return small_class()


def page(person: Person, address: str) -> str:
    client = Client()
    client.force_login(person)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_home_shows_a_learner_the_one_next_thing_with_its_minutes(here: SmallClass) -> None:
    first = page(here.learner, "/")
    assert "Spacing beats cramming" in first
    assert "Read why" in first
    acknowledge(here.cohort, by=here.learner.subject, at=here.at)
    then = page(here.learner, "/")
    assert "Start · 20 min" in then
    assert "20 minutes, and you are ready for" in then
    assert then.count('class="button primary"') == 1


def test_home_shows_a_teacher_who_is_ready(here: SmallClass) -> None:
    html = page(here.teacher, "/")
    assert "0 of 2 are ready" in html
    assert "not started" in html


def test_home_of_a_stranger_says_what_will_be_there(here: SmallClass) -> None:
    assert "Your cycles will be here" in page(here.stranger, "/")


def test_the_cycles_page_is_one_address_for_everybody(here: SmallClass) -> None:
    address = reverse("web:cycle", args=[here.cycle.code])
    assert cycle_path(here.cycle.code) == address
    for person in (here.learner, here.tutor, here.teacher):
        html = page(person, address)
        for label in STAGES:
            assert label in html
        assert html.count('<details class="stage') == len(STAGES)
        assert html.count(" open>") == 1
    assert "Move the meeting" in page(here.teacher, address)
    assert "Move the meeting" not in page(here.tutor, address)
    assert "have read why" not in page(here.learner, address).replace("you have read why", "")


def test_a_tutor_counts_only_their_group(here: SmallClass) -> None:
    assert "0 of 1 ready" in page(here.tutor, reverse("web:cycle", args=[here.cycle.code]))


def test_strangers_find_no_cycle_and_the_wrong_method_is_405(here: SmallClass) -> None:
    client = Client()
    client.force_login(here.stranger)
    address = reverse("web:cycle", args=[here.cycle.code])
    assert client.get(address).status_code == 404
    assert client.get("/c/nothingthere/").status_code == 404
    assert client.post(address).status_code == 405
    assert client.post("/").status_code == 405
    # A reload may bring a browser to an address that only takes forms: it reads what to do.
    alone = client.get("/account/sign-out/", headers={"Accept": "text/html,*/*"})
    assert (alone.status_code, alone["Allow"]) == (405, "POST")
    assert "press its button again" in alone.content.decode()


def test_signed_out_people_are_asked_to_sign_in(here: SmallClass) -> None:
    for address in ("/", reverse("web:cycle", args=[here.cycle.code])):
        response = Client().get(address)
        assert response.status_code == 302
        assert "sign-in" in response.url


@pytest.mark.parametrize("who", ["learner", "teacher", "tutor"])
def test_what_the_pages_cost(
    here: SmallClass, who: str, django_assert_max_num_queries: object
) -> None:
    person = getattr(here, who)
    client = Client()
    client.force_login(person)
    client.get("/")
    for address in ("/", reverse("web:cycle", args=[here.cycle.code])):
        with django_assert_max_num_queries(40):  # type: ignore[operator]  # pytest-django's fixture
            client.get(address)


def test_a_choice_of_theme_and_language_is_kept_and_leads_back(db: None) -> None:
    client = Client()
    address = reverse("core:preferences")
    response = client.post(address, {"theme": "dark", "next": "/styleguide/?variant=rtl"})
    assert response.url == "/styleguide/?variant=rtl"
    assert 'data-theme="dark"' in client.get("/styleguide/").content.decode().split("<head>")[0]
    client.post(address, {"language": "fr", "theme": "pink"})
    assert 'lang="fr"' in client.get("/styleguide/").content.decode()
    assert client.post(address, {"next": "https://evil.example/"}).url == "/"
    assert client.get(address).status_code == 405


def test_a_cycle_that_is_over_leaves_the_cards(here: SmallClass) -> None:
    meeting = here.cycle.meeting
    meeting.starts_at -= dt.timedelta(days=20)
    meeting.ends_at -= dt.timedelta(days=20)
    meeting.save()
    html = page(here.learner, "/")
    assert "Earlier and later" in html
    assert 'class="card cycle-card"' not in html


def test_a_step_offers_asking_and_stopping_to_its_learners(here: SmallClass) -> None:
    address = reverse("learning:step", args=[here.cycle.code, "gap"])
    html = page(here.learner, address)
    assert reverse("dialogue:ask_at", args=[here.cycle.code, "gap"]) in html
    stop = reverse("dialogue:stop", args=[here.cycle.code, "gap"])
    assert stop in html
    assert stop not in page(here.teacher, address)

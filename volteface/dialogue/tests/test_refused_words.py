"""Nothing typed is lost: a text that cannot be kept comes back as its form."""

import html

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from volteface.dialogue import actions
from volteface.dialogue.models import Note, Reply, Thread
from volteface.dialogue.testing import SmallClass

EMPTY = {"question": "Write your question first", "answer": "Write your answer first"}
TOO_LONG = "Start of it. " + "x" * 2_024
HTMX = {"HX-Request": "true"}


def refused(
    here: SmallClass, form: str, body: str, headers: dict[str, str] | None = None
) -> HttpResponse:
    """What the form answers: ``why`` and ``step`` ask, ``answer`` and ``more`` reply."""
    client = Client()
    client.force_login(here.teacher if form == "answer" else here.learner)
    if form == "why":
        address = reverse("dialogue:ask", args=[here.cohort.code])
    elif form == "step":
        address = reverse("dialogue:ask_at", args=[here.cycle.code, "gap"])
    else:
        thread = actions.ask(here.cohort, body="Why so?", by=here.learner.subject, at=here.at)
        address = reverse("dialogue:reply", args=[thread.code])
    return client.post(address, {"body": body, "next": "/here/"}, headers=headers)


@pytest.mark.parametrize("headers", [None, HTMX])
@pytest.mark.parametrize("form", ["why", "step", "answer", "more"])
def test_a_text_that_is_too_long_comes_back_whole(
    here: SmallClass, form: str, headers: dict[str, str] | None
) -> None:
    response = refused(here, form, TOO_LONG, headers)
    page = response.content.decode()
    assert response.status_code == 422
    assert TOO_LONG in page
    assert page.count("Not sent yet; what you typed is kept.") == 1
    assert "This is 37 characters too long. Shorten it to 2,000 characters" in page
    assert 'aria-invalid="true"' in page
    # A limit in the browser would cut silently what is pasted.
    assert "maxlength" not in page
    assert not Thread.objects.filter(body__startswith="Start").exists()
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("why", EMPTY["question"]),
        ("step", EMPTY["question"]),
        ("answer", EMPTY["answer"]),
        ("more", EMPTY["answer"]),
    ],
)
def test_an_empty_text_comes_back_with_what_to_do(here: SmallClass, form: str, says: str) -> None:
    response = refused(here, form, " \r\n ")
    assert response.status_code == 422
    assert says in response.content.decode()


def test_one_character_too_many_is_said_in_the_singular(here: SmallClass) -> None:
    page = refused(here, "why", "x" * 2_001).content.decode()
    assert "This is 1 character too long." in page


def test_line_ends_of_the_browser_do_not_count_twice(here: SmallClass) -> None:
    assert refused(here, "why", "x\r\n" * 999 + "xx").status_code == 302
    assert len(Thread.objects.get().body) == 2_000


def test_a_refused_answer_shows_its_question_and_goes_back_where_it_came_from(
    here: SmallClass,
) -> None:
    page = refused(here, "answer", "").content.decode()
    assert "Why so?" in page
    assert "Lea Lindqvist" in page
    assert '<input type="hidden" name="next" value="/here/">' in page
    assert 'href="/here/"' in page


def test_a_way_back_that_leads_elsewhere_is_not_followed(here: SmallClass) -> None:
    thread = actions.ask(here.cohort, body="Why?", by=here.learner.subject, at=here.at)
    client = Client()
    client.force_login(here.teacher)
    address = reverse("dialogue:reply", args=[thread.code])
    page = client.post(address, {"body": "", "next": "//elsewhere.example/"}).content.decode()
    assert 'href="//elsewhere' not in page


def test_both_halves_of_a_note_come_back(here: SmallClass) -> None:
    client = Client()
    client.force_login(here.teacher)
    data = {"said": "Fridays “collide”", "did": "x" * 302}
    response = client.post(reverse("dialogue:note", args=[here.cohort.code]), data)
    page = html.unescape(response.content.decode())
    assert response.status_code == 422
    assert data["said"] in page
    assert data["did"] in page
    assert "This is 2 characters too long. Shorten it to 300 characters" in page
    assert not Note.objects.exists()

"""The bank and the question's editor: they work, strangers find nothing, queries are few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from volteface.accounts.testing import build_subject
from volteface.core.markup import no_images
from volteface.questions import events, kinds
from volteface.questions.models import Bank, Question, QuestionVersion
from volteface.questions.queries import content_of
from volteface.questions.testing import GAP, build_bank, build_question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.accounts.models import Subject

pytestmark = pytest.mark.django_db


class _Owner:
    """Lets one subject write every bank."""

    def __init__(self, writer: Subject) -> None:
        self.writer = writer

    def may_edit(self, subject: Subject, bank_id: int, *, at: object) -> bool:
        return subject.pk == self.writer.pk

    def home(self, bank_id: int) -> events.Home:
        return events.Home(title="Remember it", url="/", language="en")

    def images(self, bank_id: int) -> object:
        return no_images

    def pictures(self, bank_id: int) -> list[str]:
        return ["map.png"]


@pytest.fixture
def teacher() -> Iterator[Subject]:
    writer = build_subject("Tea Cher")
    before = events.owner()
    events.register_owner(_Owner(writer))  # type: ignore[arg-type]
    yield writer
    events.register_owner(before)


@pytest.fixture
def bank(teacher: Subject) -> Bank:
    return build_bank()


@pytest.fixture
def question(bank: Bank) -> Question:
    return build_question(bank)


def signed_in(subject: Subject) -> Client:
    client = Client()
    assert subject.person is not None
    client.force_login(subject.person)
    return client


def _addresses(bank: Bank, question: Question) -> list[str]:
    return [
        reverse("questions:bank", args=[bank.code]),
        reverse("questions:new", args=[bank.code]),
        reverse("questions:edit", args=[question.code]),
    ]


def test_every_page_works_with_few_queries(
    teacher: Subject, bank: Bank, question: Question
) -> None:
    client = signed_in(teacher)
    for address in _addresses(bank, question):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200
        assert len(queries) <= 16
        assert client.delete(address).status_code == 405


def test_more_questions_ask_no_more_of_the_database(teacher: Subject, bank: Bank) -> None:
    client = signed_in(teacher)
    # A first visit reads what later ones find in memory.
    client.get(reverse("questions:bank", args=[bank.code]))
    counts = []
    for count in (1, 10):
        for number in range(count):
            build_question(bank, key=f"q{count}-{number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("questions:bank", args=[bank.code]))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_does_not_write_the_bank_finds_nothing(bank: Bank, question: Question) -> None:
    stranger = signed_in(build_subject("Otto Other"))
    for address in _addresses(bank, question):
        assert stranger.get(address).status_code == 404
        assert "cram" not in stranger.get(address).content.decode()
    for name in ("archive", "restore"):
        address = reverse(f"questions:{name}", args=[question.code])
        assert stranger.post(address).status_code == 404
        assert stranger.get(address).status_code == 405


PAIRS = {
    "rows": "2",
    "option-1-text": "A",
    "option-1-match": "1",
    "option-2-text": "B",
    "option-2-match": "2",
}
POSTED = {
    "single": {"rows": "2", "right": "2", "option-1-text": "A", "option-2-text": "B"},
    "multiple": {"rows": "2", "right": ["1", "2"], "option-1-text": "A", "option-2-text": "B"},
    "true_false": {"rows": "2", "right": "1", "option-1-id": "true", "option-2-id": "false"},
    "numeric": {"rows": "1", "right": "1", "option-1-text": "3,14 ± 0,01", "unit": "m"},
    "short_text": {"rows": "2", "right": "1", "option-1-text": "gap", "option-2-text": ""},
    "open": {"rows": "0", "explanation": "A model"},
    "matching": PAIRS,
    "categorise": PAIRS,
    "ordering": {"rows": "2", "option-1-text": "A", "option-2-text": "B"},
    "cloze": {
        "stem": "Why **so**? [[A|~B]]",
        "rows": "1",
        "option-1-match": "1",
        "option-1-text": "B",
    },
    "hotspot": {
        "rows": "2",
        "right": "1",
        "picture": "map.png",
        "option-1-text": "A",
        "option-1-area": "rect 0 0 9 9",
        "option-2-text": "B",
        "option-2-area": "circle 500 500 9",
    },
    "mark_words": {"stem": "Why **so**?\n\n[[A]] b", "rows": "1", "option-1-text": "A"},
    "calculated": {
        "stem": "Why **so**? {a}",
        "variables": "a = 1..9",
        "rows": "1",
        "right": "1",
        "option-1-text": "a/3",
        "option-1-tolerance": "1 %",
    },
    "rubric": {"rows": "1", "option-1-text": "A", "option-1-match": "1: yes\n0: no"},
}


@pytest.mark.parametrize("kind", kinds.names())
def test_a_question_of_each_kind_is_written_previewed_and_opened_again(
    teacher: Subject, bank: Bank, kind: str
) -> None:
    client = signed_in(teacher)
    address = reverse("questions:new", args=[bank.code])
    posted = {"kind": kind, "stem": "Why **so**?", "option-1-misconception": "It is magic"}
    posted |= POSTED[kind]
    preview = client.post(address, posted | {"do": "preview"})
    assert "<strong>so</strong>" in preview.content.decode()
    assert not Question.objects.exists()
    saved = client.post(address, posted | {"do": "save"})
    assert saved.status_code == 302
    page = client.get(saved["Location"]).content.decode()
    assert "Why **so**?" in page
    version = QuestionVersion.objects.get()
    content = content_of(version)
    assert content.kind == kind
    if kind == "numeric":
        assert (content.options[0].text, content.options[0].tolerance) == ("3,14", 0.01)
    if content.options:
        assert "it-is-magic" in {option.misconception for option in content.options}
        assert bank.misconceptions.get(key="it-is-magic").text == "It is magic"


def test_an_incomplete_question_is_kept_as_typed_with_what_it_lacks(
    teacher: Subject, bank: Bank
) -> None:
    posted = {"kind": "single", "stem": "", "rows": "2", "option-1-text": "Only <this>"}
    response = signed_in(teacher).post(reverse("questions:new", args=[bank.code]), posted)
    page = response.content.decode()
    assert response.status_code == 422
    for words in ("Write the question.", "at least two options", "Mark the right option"):
        assert words in page
    assert "Only &lt;this&gt;" in page


def test_an_answer_is_added_without_a_script(teacher: Subject, bank: Bank) -> None:
    posted = {"kind": "single", "stem": "?", "rows": "3", "option-1-text": "Kept", "do": "add"}
    page = signed_in(teacher).post(reverse("questions:new", args=[bank.code]), posted)
    assert "option-4-text" in page.content.decode()
    assert "Kept" in page.content.decode()


def test_an_edit_makes_a_version_and_the_series_follows_the_author(
    teacher: Subject, question: Question
) -> None:
    client = signed_in(teacher)
    address = reverse("questions:edit", args=[question.code])
    posted = {
        "stem": GAP.stem,
        "explanation": GAP.explanation,
        "certainty": "1",
        "rows": "3",
        "right": "2",
        "edit": "auto",
    }
    for number, option in enumerate(GAP.options, 1):
        posted |= {
            f"option-{number}-id": option.id,
            f"option-{number}-text": option.text,
            f"option-{number}-feedback": option.feedback,
            f"option-{number}-misconception": option.misconception,
        }
    client.post(address, posted)
    assert question.versions.count() == 1
    client.post(address, posted | {"stem": "When, then?"})
    client.post(address, posted | {"stem": "When, then?", "right": "3"})
    client.post(address, posted | {"stem": "Else?", "right": "3", "edit": "meaningful"})
    rows = question.versions.order_by("number").values_list("number", "series")
    assert list(rows) == [(1, 1), (2, 1), (3, 2), (4, 3)]


def test_a_question_put_away_can_be_taken_back(teacher: Subject, question: Question) -> None:
    client = signed_in(teacher)
    away = client.post(reverse("questions:archive", args=[question.code]))
    restore = reverse("questions:restore", args=[question.code])
    assert restore in client.get(away["Location"]).content.decode()
    assert client.post(restore).status_code == 302
    question.refresh_from_db()
    assert question.archived_at is None


def test_saving_leads_back_to_our_own_pages_only(teacher: Subject, bank: Bank) -> None:
    client = signed_in(teacher)
    address = reverse("questions:new", args=[bank.code])
    posted = {"kind": "open", "stem": "?", "rows": "0"}
    assert client.post(address, posted | {"next": "/courses/"})["Location"] == "/courses/"
    away = client.post(address, posted | {"next": "https://elsewhere.example/"})
    assert away["Location"].startswith("/questions/")

"""One's own notes: found again in an edited text, private, put away and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.accounts.queries import personal_copy
from volteface.core.tree import paragraphs
from volteface.learning.models import Note
from volteface.learning.queries.notes import step_of, texts_of
from volteface.learning.rules.passages import Passage, Spot, spot_of
from volteface.learning.testing import Lesson, build_lesson
from volteface.timetable.queries import cycle_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test.client import _MonkeyPatchedWSGIResponse as Page

    from volteface.accounts.models import Subject

TEXT = ("The gap makes it stick.", "Leave a gap. A gap of six days.", "No gap at all.")


@pytest.mark.parametrize(
    ("passage", "spot"),
    [
        (Passage(quote="six days", block=1), Spot(block=1, start=22, end=30)),
        # The paragraph moved: its words are found elsewhere.
        (Passage(quote="six days", block=0), Spot(block=1, start=22, end=30)),
        # The same words thrice: those around them decide, then the paragraph.
        (Passage(quote="gap", prefix="No ", block=0), Spot(block=2, start=3, end=6)),
        (Passage(quote="gap", suffix=" of", block=0), Spot(block=1, start=15, end=18)),
        (Passage(quote="gap", block=0), Spot(block=0, start=4, end=7)),
        (Passage(quote="gap", block=9), Spot(block=2, start=3, end=6)),
        # A whole paragraph, and one that is no longer there.
        (Passage(quote="", block=2), Spot(block=2, start=0, end=14)),
        (Passage(quote="", block=3), None),
        (Passage(quote=""), None),
        (Passage(quote="a month", block=1), None),
    ],
)
def test_a_passage_is_found_again_as_far_as_its_words_are_there(
    passage: Passage, spot: Spot | None
) -> None:
    assert spot_of(passage, TEXT) == spot


def test_paragraphs_are_counted_as_the_browser_counts_them() -> None:
    html = "<p>One\n <b>two</b> &amp; <br>three</p>\n<ul><li>a</li>\n<li>b</li></ul><hr><p></p>"
    assert paragraphs(html) == ("One two & three", "a b", "", "")


@pytest.fixture
def lesson() -> Iterator[Lesson]:
    made = build_lesson()
    with time_machine.travel(made.at, tick=False):
        yield made


def _browser(subject: Subject) -> Client:
    browser = Client()
    assert subject.person is not None
    browser.force_login(subject.person)
    return browser


def _write(lesson: Lesson, **data: object) -> Page:
    address = reverse("learning:step_notes", args=[lesson.cycle.code, "gap"])
    return _browser(lesson.learner).post(address, data)


@pytest.mark.django_db
def test_a_note_is_kept_listed_found_exported_and_told_to_its_writer(lesson: Lesson) -> None:
    assert _write(lesson, text="Élégant: à revoir", block="0").status_code == 302
    browser = _browser(lesson.learner)
    mine = reverse("learning:notes")
    assert "Élégant" in browser.get(mine).content.decode()
    assert "Élégant" in browser.get(mine, {"q": "elegant revoir"}).content.decode()
    assert "Élégant" not in browser.get(mine, {"q": "elsewhere"}).content.decode()
    file = browser.get(reverse("learning:notes_download"))
    assert file["Content-Type"].startswith("text/markdown")
    assert "Élégant: à revoir" in file.content.decode()
    held = {table.name: table for table in personal_copy(lesson.learner)}
    assert any("Élégant" in str(table.rows) for table in held.values())


@pytest.mark.django_db
def test_a_note_put_away_is_kept_and_can_be_taken_back(lesson: Lesson) -> None:
    _write(lesson, text="To keep")
    note = Note.objects.get()
    browser = _browser(lesson.learner)
    page = browser.post(reverse("learning:note_away", args=[note.code]), follow=True)
    assert "To keep" not in page.content.decode()
    assert "Undo" in page.content.decode()
    page = browser.post(reverse("learning:note_back", args=[note.code]), follow=True)
    assert "To keep" in page.content.decode()


@pytest.mark.django_db
def test_the_same_note_sent_twice_is_one_and_an_empty_one_comes_back(lesson: Lesson) -> None:
    _write(lesson, text="Once")
    _write(lesson, text="Once")
    assert Note.objects.count() == 1
    assert _write(lesson, text=" ").status_code == 422
    assert _write(lesson, text="", kind="highlight").status_code == 422
    _write(lesson, kind="bookmark")
    _write(lesson, kind="bookmark")
    assert Note.objects.filter(kind="bookmark").count() == 1


@pytest.mark.django_db
def test_nobody_else_reads_changes_or_finds_a_note(lesson: Lesson) -> None:
    _write(lesson, text="Secret thought")
    note = Note.objects.get()
    teacher = _browser(lesson.teacher)
    assert teacher.post(reverse("learning:note_away", args=[note.code])).status_code == 404
    assert (
        teacher.post(reverse("learning:note", args=[note.code]), {"text": "x"}).status_code == 404
    )
    pages = [
        reverse("learning:notes"),
        reverse("learning:step_notes", args=[lesson.cycle.code, "gap"]),
        reverse("learning:spots", args=[lesson.cycle.code, "gap"]),
    ]
    assert all("Secret thought" not in teacher.get(page).content.decode() for page in pages)
    marks = teacher.get(pages[2]).json()["marks"]
    assert marks == []


@pytest.mark.django_db
def test_a_highlight_stands_where_its_words_are(lesson: Lesson) -> None:
    view = cycle_for(lesson.learner, lesson.cycle.code, at=lesson.at)
    text = texts_of(step_of(view, "gap"))[0]
    words = text.split()[-1]
    _write(lesson, kind="highlight", quote=words, block="0", before=text[:3])
    address = reverse("learning:spots", args=[lesson.cycle.code, "gap"])
    [mark] = _browser(lesson.learner).get(address).json()["marks"]
    assert text[mark["start"] : mark["end"]] == words


@pytest.mark.django_db
def test_the_panel_gets_the_block_alone(lesson: Lesson) -> None:
    address = reverse("learning:step_notes", args=[lesson.cycle.code, "gap"])
    page = _browser(lesson.learner).get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "csrfmiddlewaretoken" in page

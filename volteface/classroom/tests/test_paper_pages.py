"""The pages of tests on paper: put together, looked at, printed, typed in, undone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from volteface.classroom.actions.papers import WAIT
from volteface.classroom.models import PaperSheet, PaperTest
from volteface.classroom.queries.paper_results import results_of
from volteface.classroom.queries.paper_sheets import form_in, versions_of
from volteface.classroom.testing import DURING
from volteface.core import jobs
from volteface.learning.models import Response
from volteface.questions.queries import content_of
from volteface.questions.queries.content import Content, Option
from volteface.questions.testing import build_question

from .conftest import browser_of

if TYPE_CHECKING:
    from django.test import Client

    from volteface.classroom.queries.paper_forms import AskedOnPaper
    from volteface.classroom.testing import Held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]


@pytest.fixture
def browser(held: Held) -> Client:
    return browser_of(held.world.teacher)


def _page(held: Held, name: str = "papers", *args: str) -> str:
    return reverse(f"classroom:{name}", args=[held.cycle.code, *args])


def _order(held: Held, **changed: object) -> dict[str, object]:
    return {
        "q": [version.code for version in held.versions[:3]],
        "title": "Readiness test",
        "purpose": "opening_check",
        "forms": "2",
        "teams": "2",
        "paper": "a4",
    } | changed


def _make(held: Held, browser: Client, **changed: object) -> PaperTest:
    browser.post(_page(held), _order(held, **changed))
    return PaperTest.objects.get()


def test_the_check_is_ticked_and_looking_makes_nothing(held: Held, browser: Client) -> None:
    page = browser.get(_page(held)).text
    assert 3 <= page.count(" checked") <= 5
    assert "Readiness test:" in page
    seen = browser.post(_page(held), _order(held, look="1"))
    assert seen["Content-Type"] == "application/pdf"
    words = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(seen.content)).pages)
    assert all(word in words for word in ("Key, for teachers only", "Team 1", "Appeal"))
    assert not PaperTest.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"q": []}, "Tick a question at least."),
        ({"q": ["nothing"]}, "Tick a question at least."),
        ({"forms": "9"}, "Something is still missing"),
        ({"title": ""}, "Something is still missing"),
    ],
)
def test_what_lacks_is_said_and_nothing_is_made(
    held: Held, browser: Client, changed: dict[str, object], said: str
) -> None:
    answer = browser.post(_page(held), _order(held, **changed))
    assert answer.status_code == 422
    assert said in answer.text
    assert not PaperTest.objects.exists()


def test_a_test_is_printed_part_by_part_and_always_the_same(held: Held, browser: Client) -> None:
    test = _make(held, browser)
    page = browser.get(_page(held, "paper", test.code)).text
    assert "form A: 1" in page
    assert "Type in the sheets" in page
    for part, pages in (("answers", 2), ("teams", 4)):
        printed = browser.get(_page(held, "paper_part", test.code, part)).content
        assert len(PdfReader(io.BytesIO(printed)).pages) == pages, part
    looked = browser.post(_page(held), _order(held, look="1")).content
    words = [PdfReader(io.BytesIO(one)).pages[0].extract_text() for one in (looked, _first(held))]
    assert words[0] == words[1]


def _first(held: Held) -> bytes:
    test = PaperTest.objects.get()
    address = _page(held, "paper_part", test.code, "questions")
    return bytes(browser_of(held.world.teacher).get(address).content)


def test_letters_are_tapped_person_by_person_until_all_are_in(held: Held, browser: Client) -> None:
    test = _make(held, browser)
    address = _page(held, "paper_people", test.code)
    page = browser.get(f"{address}?form=B").text
    assert "Ann Learner" in page
    form = form_in(test, "B")
    given = {f"q-{one.version.code}": one.right[0] for one in form.asked}
    ann = page.split('name="who" value="')[1].split('"')[0]
    saved = browser.post(address, {"who": ann, "form": "B", **given}, follow=True)
    assert "Saved: Ann Lee" not in saved.text
    assert "Saved: Ann Learner, form B, 3 of 3 right." in saved.text
    # The next one's turn, of the same form.
    assert "Bob Learner</h2>" in " ".join(saved.text.split())
    assert 'aria-current="true">B' in saved.text
    sheet = PaperSheet.objects.get()
    undo = _page(held, "paper_undo", test.code, sheet.code)
    assert "Undone." in browser.post(undo, follow=True).text
    browser.post(address, {"who": ann, "form": "B", **given})
    browser.post(_page(held, "paper_count", test.code))
    assert Response.objects.filter(draw=test.draw).count() == 3
    counted = PaperSheet.objects.get(counted_at__isnull=False)
    undo = _page(held, "paper_undo", test.code, counted.code)
    assert "has been counted" in browser.post(undo, follow=True).text
    again = browser.get(f"{address}?who={ann}").text
    assert "form B: undone" in again
    results = browser.get(_page(held, "paper", test.code)).text
    assert "sheets: 1 of 2" in results


def test_somebody_is_found_by_the_beginning_of_a_name(held: Held, browser: Client) -> None:
    test = _make(held, browser)
    address = _page(held, "paper_people", test.code)
    assert 'id="who">Bob Learner' in browser.get(address, {"find": "bób"}).text
    several = browser.get(address, {"find": "lea"}).text
    assert several.count("?who=") >= 2
    assert 'id="who"' not in several
    assert "Nobody here" in browser.get(address, {"find": "earner"}).text
    assert browser.get(address, {"who": "nobody"}).status_code == 404


def test_a_typed_number_is_read_by_its_question_or_refused(held: Held, browser: Client) -> None:
    bank = held.world.module.course.bank
    content = Content(
        kind="numeric", stem="How many?", options=(Option(id="o1", text="6", fraction=1),)
    )
    version = build_question(bank, key="many", content=content).current
    assert version is not None
    test = _make(held, browser)
    test.draw.questions.create(version=version, position=9)
    assert versions_of(test)[-1] == version
    address = _page(held, "paper_people", test.code)
    ann = browser.get(address).text.split('name="who" value="')[1].split('"')[0]
    field = f"q-{version.code}"
    wrong = browser.post(address, {"who": ann, "form": "A", field: "six"})
    assert wrong.status_code == 422
    assert "Write a number" in wrong.text
    assert 'value="six"' in wrong.text
    assert not PaperSheet.objects.exists()
    browser.post(address, {"who": ann, "form": "A", field: "6,0"})
    with time_machine.travel(DURING + WAIT, tick=False):
        jobs.run_due(DURING + WAIT)
    (response,) = Response.objects.filter(draw=test.draw)
    assert response.grades.get().correct


PAIRS = tuple(
    Option(id=f"o{place}", text=text, match=match, fraction=1)
    for place, (text, match) in enumerate((("One", "Uno"), ("Two", "Due"), ("Three", "Tre")), 1)
)


@pytest.mark.parametrize("kind", ["matching", "ordering"])
def test_what_stands_in_boxes_is_typed_as_a_word(held: Held, browser: Client, kind: str) -> None:
    bank = held.world.module.course.bank
    content = Content(kind=kind, stem="Which?", options=PAIRS)
    version = build_question(bank, key="boxes", content=content).current
    assert version is not None
    test = _make(held, browser)
    test.draw.questions.create(version=version, position=9)
    (asked,) = [one for one in form_in(test, "A").asked if one.version == version]
    right = "".join(_sign(asked, kind, option) for option, _words in asked.view.options)
    address, field = _page(held, "paper_people", test.code), f"q-{version.code}"
    ann = browser.get(address).text.split('name="who" value="')[1].split('"')[0]
    wrong = browser.post(address, {"who": ann, "form": "A", field: "xyz"})
    assert (wrong.status_code, "3 boxes" in wrong.text) == (422, True)
    browser.post(address, {"who": ann, "form": "A", field: right.lower()})
    assert f'value="{right}"' in browser.get(f"{address}?who={ann}").text
    browser.post(_page(held, "paper_count", test.code))
    (response,) = Response.objects.filter(draw=test.draw)
    assert response.grades.get().correct


def test_what_is_marked_on_the_paper_is_tapped_right_or_not(held: Held, browser: Client) -> None:
    gap = Option(id="o1", text="gap", fraction=1, match="1")
    content = Content(kind="cloze", stem="A [[1]] helps.", options=(gap,))
    version = build_question(held.world.module.course.bank, key="cloze", content=content).current
    assert version is not None
    test = _make(held, browser)
    test.draw.questions.create(version=version, position=9)
    address, field = _page(held, "paper_people", test.code), f"q-{version.code}"
    page = browser.get(address).text
    assert "right: gap" in page
    ann = page.split('name="who" value="')[1].split('"')[0]
    for sign, right in (("-", 0), ("+", 1), ("maybe", 0)):
        said = {"who": ann, "form": "A", field: sign}
        saved = browser.post(address, said, follow=True).text
        assert f"form A, {right} of 4 right." in saved
        checked = f'name="{field}" value="{sign}" checked'
        assert (checked in browser.get(f"{address}?who={ann}").text) == (sign != "maybe")
    # What was not answered on the sheet is neither.
    assert [sheet.filled for sheet in PaperSheet.objects.order_by("pk")] == [
        {version.code: False}, {version.code: True}, {},
    ]  # fmt: skip
    browser.post(address, {"who": ann, "form": "A", field: "+"})
    browser.post(_page(held, "paper_count", test.code))
    # There is no answer to keep in the log.
    assert not Response.objects.filter(draw=test.draw).exists()
    assert results_of(test, held.world.teacher, at=DURING).alone == 0.25


def _sign(asked: AskedOnPaper, kind: str, option: str) -> str:
    stored = list(content_of(asked.version).options)
    (place,) = [number for number, each in enumerate(stored) if each.id == option]
    if kind == "ordering":
        return str(place + 1)
    return "ABC"[[value for value, *_shown in asked.view.choices].index(stored[place].match)]


def test_a_team_has_its_own_form_and_points(held: Held, browser: Client) -> None:
    test = _make(held, browser)
    address = _page(held, "paper_teams", test.code)
    assert 'aria-current="true">B' in browser.get(f"{address}?who=2").text
    form = form_in(test, "B")
    given = {f"q-{one.version.code}": list(one.right) for one in form.asked}
    first = form.asked[0]
    given[f"q-{first.version.code}"] = ["A", "B", "C"]
    saved = browser.post(address, {"who": "2", "form": "B", **given}, follow=True).text
    assert "Saved: Team 2, 9 of 12 points." in saved
    assert "Tap every letter that is open." in saved
    none = _make_alone(held, browser)
    assert browser.get(_page(held, "paper_teams", none.code)).status_code == 404
    assert browser.get(_page(held, "paper_part", none.code, "teams")).status_code == 404


def _make_alone(held: Held, browser: Client) -> PaperTest:
    browser.post(_page(held), _order(held, teams="0"))
    return PaperTest.objects.latest("pk")


def test_a_learner_and_another_meeting_get_nothing(held: Held, browser: Client) -> None:
    test = _make(held, browser)
    learner = browser_of(held.world.ann)
    for name, args in (("papers", ()), ("paper", (test.code,)), ("paper_people", (test.code,))):
        assert learner.get(_page(held, name, *args)).status_code == 404
    assert browser.get(_page(held, "paper", "nothing")).status_code == 404


def test_any_questions_of_a_bank_are_printed_as_a_paper(held: Held, browser: Client) -> None:
    course = held.world.module.course
    address = reverse("classroom:bank_papers", args=[course.bank.code])
    moved = browser.get(reverse("classroom:module_papers", args=[held.world.module.code]))
    assert moved["Location"] == f"{address}?module={held.world.module.key}"
    ticked = held.versions[0].question.code
    page = browser.get(address, {"q": ticked, "words": "retrieval"}).text
    assert page.count('name="q"') == 2
    assert page.index(ticked) < page.index("retrieval practice")
    paper = reverse("classroom:bank_paper", args=[course.bank.code])
    given = {"q": ticked, "title": "Exam", "forms": "1", "paper": "letter"}
    content = browser.get(paper, given).content
    words = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages)
    assert "Exam" in words
    assert "An exam is in 30 days" in words
    assert "A gap of a tenth" in " ".join(
        one.extract_text()
        for one in PdfReader(io.BytesIO(browser.get(paper, given | {"key": "1"}).content)).pages
    )
    assert browser.get(paper, given | {"title": ""}).status_code == 302
    bank = browser.get(reverse("questions:bank", args=[course.bank.code])).text
    assert address in bank


def test_a_test_is_put_away_and_taken_back(held: Held, browser: Client) -> None:
    test = _make(held, browser)
    away = browser.post(_page(held, "paper_archive", test.code), follow=True).text
    assert "“Readiness test” is put away." in away
    restore = _page(held, "paper_restore", test.code)
    assert restore in away
    assert _page(held, "paper", test.code) not in browser.get(_page(held)).text
    # Its own page stays, and says so.
    assert restore in browser.get(_page(held, "paper", test.code)).text
    browser.post(restore)
    assert _page(held, "paper", test.code) in browser.get(_page(held)).text
    assert restore not in browser.get(_page(held), {"undo": test.code}).text

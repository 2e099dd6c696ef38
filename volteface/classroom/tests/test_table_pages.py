"""A printed kit's page: no sign-in, no names, no key; each tap kept, one kit and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError
from django.urls import reverse

from volteface.classroom import taps
from volteface.classroom.actions.kits import write_order
from volteface.classroom.actions.tables import close_pages, leave_out, mark_card
from volteface.classroom.models import CardMark, KitPrint, PrintedKit
from volteface.classroom.queries.kits import Order
from volteface.classroom.queries.prints import code_in_words
from volteface.classroom.queries.tables import cards_of, closes_at, is_open, table_page
from volteface.classroom.rules.guessing import MOST_PER_DEVICE
from volteface.classroom.testing import DURING

from .conftest import browser_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from volteface.classroom.testing import Held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]
RECEIPT = {"Accept": "application/json"}


@pytest.fixture
def order(held: Held) -> KitPrint:
    return write_order(held.cycle, Order(learners=15, spares=1), by=held.world.teacher, at=DURING)


@pytest.fixture
def kit(order: KitPrint) -> PrintedKit:
    return order.copies.get(number=1)


def page_of(kit: PrintedKit) -> str:
    return reverse("classroom:table", args=[kit.code])


def tap(browser: Client, kit: PrintedKit, **given: str) -> HttpResponse:
    address = reverse("classroom:table_mark", args=[kit.code])
    return browser.post(address, {"card": "1"} | given, headers=RECEIPT)


def test_every_kit_of_an_order_has_a_code_of_its_own(order: KitPrint) -> None:
    codes = {kit.code for kit in order.copies.all()}
    assert len(codes) == order.kits == 4
    assert all(len(code) == 10 for code in codes)


def test_a_table_taps_its_cards_without_a_script(kit: PrintedKit) -> None:
    browser = browser_of()
    page = browser.get(page_of(kit))
    assert "Kit 1 of 4" in page.text
    assert "no names are asked" in page.text
    assert page.text.count('data-card="') == len(cards_of(kit.order)) == 9
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]
    address = reverse("classroom:table_mark", args=[kit.code])
    answer = browser.post(address, {"card": "3", "went": "missed"})
    assert (answer.status_code, answer["Location"]) == (303, f"{page_of(kit)}#card-3")
    browser.post(address, {"card": "3", "chosen": "B"})
    mark = kit.marks.get()
    assert (mark.card, mark.right, mark.chosen) == (3, False, "B")
    assert "Saved" in browser.get(page_of(kit)).text
    browser.post(address, {"card": "3", "went": ""})
    assert not kit.marks.exists()


def test_a_receipt_says_what_is_kept(kit: PrintedKit) -> None:
    receipt = json.loads(tap(browser_of(), kit, went="missed", chosen="A").content)
    saved = receipt.pop("saved")
    assert receipt == {"card": 1, "state": "missed", "chosen": "A", "played": 1, "missed": 1}
    assert saved.count(":") == 2


def test_r02_nothing_is_called_saved_that_is_not(
    kit: PrintedKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_given: object) -> None:
        raise OperationalError

    monkeypatch.setattr(CardMark.objects, "update_or_create", fail)
    browser = browser_of()
    browser.raise_request_exception = False
    answer = tap(browser, kit, went="right")
    assert answer.status_code >= 500
    assert '"saved"' not in answer.text
    assert not CardMark.objects.exists()


def test_r03_a_tap_sent_again_is_one_mark_and_the_last_one_counts(kit: PrintedKit) -> None:
    browser = browser_of()
    for went in ("right", "right", "missed", "missed"):
        tap(browser, kit, went=went)
    assert [mark.right for mark in kit.marks.all()] == [False]


def test_t05_neither_page_nor_receipt_knows_the_key(kit: PrintedKit) -> None:
    browser = browser_of()
    right = {card.number: card.mark for card in cards_of(kit.order)}
    seen = [browser.get(page_of(kit)).text]
    answers = [tap(browser, kit, went="missed", chosen=letter).text for letter in "ABC"]
    browser.post(reverse("classroom:table_done", args=[kit.code]))
    seen.append(browser.get(page_of(kit)).text)
    for text in seen:
        assert "A gap of a tenth" not in text
        assert "In about six days, when it begins to fade" not in text
    # A right and a wrong letter are answered alike.
    assert len({len(text) for text in answers}) == 1
    assert right[1] in "ABC"


def test_t12_codes_that_lead_nowhere_are_counted_with_the_rooms(kit: PrintedKit) -> None:
    browser = browser_of()
    browser.get(page_of(kit))
    for _guess in range(MOST_PER_DEVICE):
        assert browser.get("/room/0000000000/").status_code == 404
    assert browser.get(page_of(kit)).status_code == 429
    assert browser_of().get(page_of(kit)).status_code == 200


def test_t16_reading_the_page_writes_nothing(kit: PrintedKit) -> None:
    browser_of().get(page_of(kit))
    assert browser_of().get(reverse("classroom:table_mark", args=[kit.code])).status_code == 405
    strict = browser_of().__class__(enforce_csrf_checks=True)
    assert tap(strict, kit, went="right").status_code == 403
    assert not CardMark.objects.exists()


def test_t23_a_mark_leads_to_a_table_never_to_a_person(held: Held, kit: PrintedKit) -> None:
    tap(browser_of(held.world.ann), kit, went="right")
    for model in (CardMark, PrintedKit, KitPrint):
        related = {field.related_model._meta.label for field in model._meta.fields
                   if field.related_model}  # fmt: skip
        assert not related & {"accounts.Subject", "accounts.Person", "classroom.Participant"}
    said = browser_of().get(page_of(kit)).text
    assert "Ann" not in said


def test_t29_only_the_kits_cards_and_letters_are_taken(kit: PrintedKit) -> None:
    browser = browser_of()
    for given in ({"card": "10"}, {"card": "0"}, {"card": "x"}, {"went": "perhaps"}):
        assert tap(browser, kit, **given).status_code == 404
    assert tap(browser, kit, went="missed", chosen="A" * 40).status_code == 404
    tap(browser, kit, went="missed", chosen="Z")
    assert kit.marks.get().chosen == ""
    tap(browser, kit, went="right", chosen="B")
    assert kit.marks.get().chosen == ""


def test_t29_a_kit_takes_no_more_taps_than_a_table_makes(
    kit: PrintedKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taps, "MOST_A_MINUTE", 3)
    answers = [tap(browser_of(), kit, went="right") for _tap in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "Wait a minute" in json.loads(answers[3].content)["error"]
    other = kit.order.copies.get(number=2)
    assert tap(browser_of(), other, went="right").status_code == 200


def test_handing_in_can_be_taken_back_and_the_minutes_are_one_tap(kit: PrintedKit) -> None:
    browser, done = browser_of(), reverse("classroom:table_done", args=[kit.code])
    tap(browser, kit, went="missed")
    browser.post(done, {"minutes": "25"})
    browser.post(done)
    kit.refresh_from_db()
    assert kit.minutes_played == 25
    page = browser.get(page_of(kit)).text
    assert "Your kit is handed in" in page
    assert "with the key sheet open: 1." in page
    browser.post(done, {"again": "1"})
    assert 'data-card="1"' in browser.get(page_of(kit)).text
    assert browser.post(done, {"minutes": "9999"}).status_code == 404


def test_a_page_closes_by_the_teacher_and_after_the_course(held: Held, kit: PrintedKit) -> None:
    mark_card(kit, number=1, right=True, at=DURING)
    close_pages(kit.order, closed=True, by=held.world.teacher, at=DURING)
    browser = browser_of()
    assert "Closed" in browser.get(page_of(kit)).text
    answer = tap(browser, kit, went="missed")
    assert (answer.status_code, kit.marks.get().right) == (409, True)
    close_pages(kit.order, closed=False, by=held.world.teacher, at=DURING)
    kit.refresh_from_db()
    assert is_open(kit, DURING)
    end = closes_at(held.cycle)
    assert end - dt.timedelta(days=8) < max(DURING, end - dt.timedelta(days=7)) < end
    assert not is_open(kit, end)
    leave_out(kit, out=True, by=held.world.teacher, at=DURING)
    assert not is_open(kit, DURING)


def test_the_code_is_typed_at_the_rooms_door_as_it_is_printed(kit: PrintedKit) -> None:
    typed = code_in_words(kit.code).lower()
    answer = browser_of().post(reverse("classroom:door"), {"code": typed})
    assert answer["Location"] == page_of(kit)
    wrong = browser_of().post(reverse("classroom:door"), {"code": "00000-00000"})
    assert wrong.status_code == 422
    assert "Nothing is open under this code" in wrong.text


def test_what_was_printed_stays_when_the_module_changes(held: Held, kit: PrintedKit) -> None:
    before = table_page(kit, DURING).cards
    held.cycle.module.published.questions.all().delete()  # type: ignore[union-attr]  # it is published
    assert table_page(kit, DURING).cards == before

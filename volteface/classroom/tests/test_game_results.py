"""What comes home from the kits: counts, most missed, the debrief, the curve, how long it took."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pypdf import PdfReader

from volteface.classroom.actions.kits import write_order
from volteface.classroom.actions.tables import hand_in, leave_out, mark_card, say_minutes
from volteface.classroom.events import debrief_paragraphs
from volteface.classroom.models import KitPrint
from volteface.classroom.queries.card_results import (
    lengths_in,
    orders_of,
    results_of,
    tables_believing,
)
from volteface.classroom.queries.game_debrief import game_debrief
from volteface.classroom.queries.kits import Order
from volteface.classroom.queries.tables import cards_of
from volteface.classroom.testing import DURING, build_room
from volteface.questions.models import Misconception
from volteface.readiness.events import stages_told

from .conftest import browser_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_django import DjangoAssertNumQueries

    from volteface.classroom.games.printed import PrintedCard
    from volteface.classroom.testing import Held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]
BELIEF = "Just before the exam is best"


@pytest.fixture
def order(held: Held) -> KitPrint:
    bank = held.cycle.module.course.bank
    Misconception.objects.get_or_create(bank=bank, key="cram", defaults={"text": BELIEF})
    return write_order(held.cycle, Order(teams=24, spares=1), by=held.world.teacher, at=DURING)


def card(order: KitPrint, number: int) -> PrintedCard:
    return next(one for one in cards_of(order) if one.number == number)


def letter_of(order: KitPrint, number: int, *, belief: str = "cram") -> str:
    """The printed letter of the option with this belief; of the other wrong one for none."""
    options = card(order, number).wrong
    return next(one.letter for one in options if one.misconception == belief)


def say(order: KitPrint, missed: Mapping[int, int], *, tables: int, chosen: str = "") -> None:
    """``tables`` tables play cards 1 to 4; of card n the first ``missed[n]`` miss it."""
    for place, kit in enumerate(order.copies.all()[:tables]):
        for number in range(1, 5):
            right = place >= missed.get(number, 0)
            letter = chosen or letter_of(order, number)
            mark_card(kit, number=number, right=right, chosen=letter, at=DURING)


def page(held: Held, order: KitPrint, name: str = "kit_results") -> str:
    return reverse(f"classroom:{name}", args=[held.cycle.code, order.code])


def test_the_most_missed_stand_first_with_their_interval(order: KitPrint) -> None:
    say(order, {1: 3, 2: 18, 3: 0, 4: 9}, tables=24)
    found = results_of(order)
    assert [one.card.number for one in found.missed] == [2, 4, 1]
    first = found.missed[0]
    assert (first.played, first.missed, first.share) == (24, 18, 0.75)
    assert first.low is not None
    assert first.high is not None
    assert 0.5 < first.low < 0.75 < first.high < 0.9
    assert first.wrong[0].misconception == BELIEF
    assert (first.wrong[0].tables, first.said) == (18, 18)
    assert first.right_at == (19, 20, 21, 22, 23, 24)
    assert (len(found.heard), found.marks) == (24, 96)


def test_below_ten_tables_there_are_counts_only(held: Held, order: KitPrint) -> None:
    say(order, {1: 3}, tables=9)
    (result,) = results_of(order).missed
    assert (result.played, result.missed, result.share) == (9, 3, None)
    text = browser_of(held.world.teacher).get(page(held, order)).text
    assert "3 of 9" in text
    assert " %" not in text.split("Most missed")[1].split("Kit by kit")[0].split("Shares are")[0]


def test_a_kit_left_out_counts_nowhere(held: Held, order: KitPrint) -> None:
    say(order, {1: 2}, tables=2)
    address = page(held, order)
    browser = browser_of(held.world.teacher)
    browser.post(f"{address.removesuffix('results/')}2/", {"out": "1"})
    found = results_of(order)
    assert (found.missed[0].missed, len(found.heard)) == (1, 1)
    assert "left out" in browser.get(address).text
    browser.post(f"{address.removesuffix('results/')}2/", {"out": "0"})
    assert results_of(order).missed[0].missed == 2


def test_the_page_counts_live_and_closes_all_pages(held: Held, order: KitPrint) -> None:
    browser = browser_of(held.world.teacher)
    assert "Nothing heard yet" in browser.get(page(held, order)).text
    say(order, {1: 2}, tables=3)
    live = browser.get(page(held, order), headers={"HX-Request": "true"}).text
    assert live.lstrip().startswith('<div id="counts"')
    assert "every 5s" in live
    browser.post(page(held, order, "kit_pages"), {"closed": "1"})
    assert "every 5s" not in browser.get(page(held, order)).text
    assert order.copies.filter(closed_at__isnull=True).count() == 0


def test_the_debrief_names_tables_and_nobody_else(held: Held, order: KitPrint) -> None:
    say(order, {1: 9, 2: 18, 3: 12, 4: 1}, tables=24)
    found = game_debrief(order)
    assert [one.result.card.number for one in found.cards] == [2, 3, 1]
    text = browser_of(held.world.teacher).get(page(held, order, "kit_debrief")).text
    assert "18 of 24 tables missed it at first." in text
    assert "The tables with kits 19, 20, 21 had it right." in text
    assert "The tables with kits 13, 14, 15 had it right." in text
    assert BELIEF in text
    assert "In about six days, when it begins to fade" in text
    assert "Open the room to ask it live" in text
    main = text.split("<main")[1]
    for person in (held.world.ann, held.world.teacher):
        assert person.person is None or person.person.name not in main


def test_no_table_stands_alone_on_the_wall(order: KitPrint) -> None:
    say(order, {1: 1, 2: 22, 3: 3}, tables=24)
    said = {one.result.card.number: one.how_many for one in game_debrief(order).cards}
    assert said == {1: "", 2: "", 3: "3 of 24 tables missed it at first."}


def test_the_ticket_is_about_the_same_and_is_asked_live(held: Held, order: KitPrint) -> None:
    say(order, {2: 18}, tables=24)
    room = build_room(held)
    (one,) = game_debrief(order).cards
    assert one.ticket is not None
    assert one.ticket.objective == one.result.card.objective
    assert one.ticket.version.code != one.result.card.version
    browser = browser_of(held.world.teacher)
    assert "Ask it now" in browser.get(page(held, order, "kit_debrief")).text
    asked = {"version": one.ticket.version.code}
    browser.post(reverse("classroom:ask", args=[room.code]), asked)
    assert room.rounds.get().first.questions.get().version == one.ticket.version


def test_the_debrief_is_one_sheet(held: Held, order: KitPrint) -> None:
    say(order, {1: 9, 2: 18, 3: 12, 4: 10}, tables=24)
    answer = browser_of(held.world.teacher).get(page(held, order, "kit_debrief_pdf"))
    (sheet,) = PdfReader(io.BytesIO(answer.content)).pages
    words = " ".join(sheet.extract_text().split())
    assert "18 of 24 tables missed it" in words
    assert f"“{BELIEF}”" in words
    assert "Kits that had it right: 19, 20, 21" in words
    assert "one small trial found no difference" in words


def test_the_debriefs_draft_has_the_missed_cards_and_carries_them(
    held: Held, order: KitPrint
) -> None:
    say(order, {2: 18}, tables=24)
    paragraphs = [one for one in debrief_paragraphs(held.cycle) if "Missed in the game" in one.text]
    (said,) = paragraphs
    assert "18 of 24 tables missed it at first." in said.text
    assert f"“{BELIEF}”" in said.text
    assert [version.code for version in said.carried] == [card(order, 2).version]


def test_the_curve_of_a_misconception_moves_by_tables(held: Held, order: KitPrint) -> None:
    def told() -> tuple[int, int, str] | None:
        found = stages_told(held.cycle, "cram", held.world.teacher, DURING).get("game")
        return (found.n, found.holding, found.who) if found else None

    assert told() is None
    say(order, {1: 6, 2: 6, 3: 2}, tables=12)
    assert told() == (12, 6, "12 tables")
    # Once of four cards is not half of them.
    kits = order.copies.all()
    for number in range(2, 5):
        mark_card(kits[11], number=number, right=False, chosen=letter_of(order, number), at=DURING)
    assert told() == (12, 7, "12 tables")
    mark_card(kits[11], number=2, right=True, at=DURING)
    mark_card(kits[11], number=3, right=True, at=DURING)
    assert told() == (12, 6, "12 tables")
    # Another wrong option is another error; a miss without a letter says nothing of the belief.
    for number in range(1, 5):
        mark_card(kits[12], number=number, right=False, chosen="", at=DURING)
    other = letter_of(order, 1, belief="")
    mark_card(kits[13], number=1, right=False, chosen=other, at=DURING)
    assert tables_believing(held.cycle, "cram") == (13, 6)
    leave_out(kits[0], out=True, by=None, at=DURING)
    assert tables_believing(held.cycle, "cram") == (12, 5)
    assert tables_believing(held.cycle, "unheard of") == (0, 0)


def test_real_lengths_come_back_to_whoever_prints_next(held: Held, order: KitPrint) -> None:
    kits = order.copies.all()
    browser = browser_of(held.world.teacher)
    address = reverse("classroom:kit", args=[held.cycle.code])
    assert "really played" not in browser.get(address).text
    for kit, minutes in zip(kits, (20, 24, 26, 28, 45), strict=False):
        say_minutes(kit, minutes=minutes, at=DURING)
    hand_in(kits[0], at=DURING)
    found = lengths_in(held.cycle.module, "question_track")
    assert found is not None
    assert (found.tables, found.middle) == (5, 26)
    text = browser.get(address).text
    assert "5 tables said how long they really played: 26 min in the middle" in text
    assert "Printed for this meeting" in text
    assert lengths_in(held.cycle.module, "bingo") is None


def test_counting_takes_as_many_queries_for_many_kits_as_for_one(
    order: KitPrint, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    say(order, {1: 1}, tables=1)
    for tables in (1, 24):
        say(order, {1: 1, 2: 9}, tables=tables)
        with django_assert_num_queries(6):
            results_of(KitPrint.objects.select_related("cycle__module__course__bank").get())


def test_the_room_leads_to_the_game_on_the_tables(held: Held, order: KitPrint) -> None:
    room = build_room(held)
    browser = browser_of(held.world.teacher)
    presenter = reverse("classroom:presenter", args=[room.code])
    assert page(held, order) in browser.get(presenter).text
    # What could not be printed is on none.
    KitPrint.objects.filter(pk=order.pk).update(problem="No face has these characters.")
    assert page(held, order) not in browser.get(presenter).text
    assert orders_of(held.cycle) == []


def test_another_cycles_order_is_not_there(held: Held, order: KitPrint) -> None:
    browser = browser_of(held.world.teacher)
    for name in ("kit_results", "kit_debrief", "kit_debrief_pdf"):
        wrong = reverse(f"classroom:{name}", args=[held.cycle.code, "nosuchorder"])
        assert browser.get(wrong).status_code == 404
        assert browser_of(held.world.ann).get(page(held, order, name)).status_code == 404

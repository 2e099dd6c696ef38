"""The pages of learners' cards, as a learner and a teacher go through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries  # noqa: TC002 - pytest reads it

from volteface.classroom.actions.card_decisions import accept_card
from volteface.classroom.actions.learner_cards import answer_card, rate_card, report_card
from volteface.classroom.models import LearnerCard
from volteface.classroom.queries.kits import Order, printable
from volteface.classroom.queries.learner_cards import CardWords
from volteface.classroom.queries.playable import material_of
from volteface.classroom.rules.learner_cards import words_from_json
from volteface.classroom.testing import DURING, Held, build_card
from volteface.learning.actions import finish_step
from volteface.timetable.testing import build_person

from .conftest import browser_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]

EVIL = '"><script>alert(1)</script>'


@pytest.fixture
def ann(held: Held) -> Client:
    return browser_of(held.world.ann)


@pytest.fixture
def bob(held: Held) -> Client:
    return browser_of(held.world.bob)


@pytest.fixture
def teacher(held: Held) -> Client:
    return browser_of(held.world.teacher)


@pytest.fixture
def card(held: Held) -> LearnerCard:
    return build_card(
        held.cycle, by=held.world.ann, at=DURING, kind="question", front="When again?", back="Soon"
    )


def _at(name: str, held: Held, *args: str) -> str:
    return reverse(f"classroom:{name}", args=[held.cycle.code, *args])


def _begun(ann: Client, held: Held, kind: str = "term") -> str:
    return str(ann.post(_at("card_new", held), {"kind": kind})["Location"])


def _rated(card: LearnerCard, count: int) -> None:
    for number in range(count):
        peer = build_person(f"Peer {number}")
        answer_card(card, answer="Soon", by=peer, at=DURING)
        rate_card(card, is_right=True, is_clear=True, by=peer, at=DURING)


def test_a_card_is_begun_kept_and_handed_in(ann: Client, held: Held) -> None:
    assert "Make a card" in ann.get(_at("cards", held)).text
    here = _begun(ann, held)
    kept = ann.post(here, {"front": "Gap", "do": "keep"}, headers={"HX-Request": "true"})
    assert 'id="kept"' in kept.text
    assert "<html" not in kept.text
    assert 'value="Gap"' in ann.get(here).text
    lacking = ann.post(here, {"front": "Gap", "do": "hand_in"})
    assert lacking.status_code == 422
    assert "Still empty." in lacking.text
    done = ann.post(here, {"front": "Gap", "back": "A pause", "do": "hand_in"}, follow=True)
    assert "Handed in." in done.text
    assert LearnerCard.objects.get().state == LearnerCard.State.HANDED_IN


def test_what_is_hostile_is_shown_as_it_was_typed_and_never_handed_in(
    ann: Client, held: Held
) -> None:
    here = _begun(ann, held)
    page = ann.post(here, {"front": EVIL, "back": EVIL, "do": "hand_in"})
    assert page.status_code == 422
    assert "<script>alert" not in page.text
    assert "no addresses, no pictures, no HTML" in page.text
    assert "<script>alert" not in ann.get(_at("cards", held)).text


def test_peers_answer_before_they_see_the_key_and_never_read_a_name(
    bob: Client, held: Held, card: LearnerCard
) -> None:
    here = bob.get(_at("card_next", held), follow=True)
    assert "When again?" in here.text
    assert "It fades" not in here.text
    assert "Ann" not in here.text
    after = bob.post(_at("card_try", held, card.code), {"answer": "Soon"}, follow=True)
    assert "As its author meant it" in after.text
    assert "It fades" in after.text
    rate = _at("card_rate", held, card.code)
    assert bob.post(rate, {"right": "yes"}).status_code == 422
    done = bob.post(rate, {"right": "yes", "clear": "no", "comment": "Short."}, follow=True)
    assert "You have tried every card" in done.text
    again = bob.get(_at("card_try", held, card.code))
    assert again["Location"] == _at("card_next", held)


def test_ones_own_card_is_not_ones_own_to_rate(ann: Client, held: Held, card: LearnerCard) -> None:
    assert ann.get(_at("card_try", held, card.code)).status_code == 404
    assert ann.post(_at("card_rate", held, card.code)).status_code == 404


def test_a_report_is_taken_in_two_taps(
    bob: Client, teacher: Client, held: Held, card: LearnerCard
) -> None:
    bob.post(_at("card_try", held, card.code), {"answer": ""})
    thanks = bob.post(_at("card_rate", held, card.code), {"report": "hurtful"}, follow=True)
    assert "Your teacher looks at it" in thanks.text
    look = _at("card_look", held, card.code)
    assert "It hurts or insults" in teacher.get(look).text
    again = teacher.post(_at("card_again", held, card.code), follow=True)
    assert "Learners see it again." in again.text


def _decided(teacher: Client, held: Held, card: LearnerCard, **said: str) -> HttpResponse:
    words = words_from_json(card.words)
    form = {"front": words.front, "back": words.back}
    for number, each in enumerate(words.wrong, 1):
        form |= {f"wrong{number}": each.text, f"why{number}": each.why}
    return teacher.post(_at("card_look", held, card.code), form | said, follow=True)


def test_the_teacher_edits_and_accepts_and_the_author_reads_it(
    teacher: Client, ann: Client, held: Held, card: LearnerCard
) -> None:
    _rated(card, 4)
    desk = teacher.get(_at("card_desk", held)).text
    assert "4 of 4" in desk
    assert "Ann" not in desk
    assert "Written by Ann Learner." in teacher.get(_at("card_look", held, card.code)).text
    short = _decided(teacher, held, card, front="", do="accept")
    assert short.status_code == 422
    done = _decided(teacher, held, card, front="When do you come back?", line="Good.", do="accept")
    assert "The next kit may contain it." in done.text
    mine = ann.get(_at("cards", held)).text
    assert "It is in the module now" in mine
    assert "Good." in mine
    assert "When do you come back?" in [item.stem for item in material_of(held.cycle.module).items]


@pytest.mark.parametrize(
    ("do", "words"), [("send_back", "Nearly there"), ("decline", "not printed this time")]
)
def test_what_is_not_taken_is_said_kindly(
    teacher: Client, ann: Client, held: Held, card: LearnerCard, do: str, words: str
) -> None:
    _decided(teacher, held, card, line="For how long?", do=do)
    mine = ann.get(_at("cards", held)).text
    assert words in mine
    assert "For how long?" in mine


def test_what_the_module_refuses_is_said_and_the_wording_stays(teacher: Client, held: Held) -> None:
    first, twin = (
        build_card(held.cycle, by=by, at=DURING, front="Lag")
        for by in (held.world.ann, held.world.bob)
    )
    _decided(teacher, held, first, do="accept")
    said = {"front": "Lag", "back": "Other words", "objective": "gap", "do": "accept"}
    refused = teacher.post(_at("card_look", held, twin.code), said)
    assert refused.status_code == 422
    assert "The module already has the term" in refused.text
    assert "Other words" in refused.text


def test_who_does_not_know_has_not_answered(bob: Client, held: Held, card: LearnerCard) -> None:
    bob.post(_at("card_try", held, card.code), {"answer": "Tomorrow", "unknown": "yes"})
    assert card.ratings.get().answer == ""


def test_a_comment_can_be_removed_before_its_author_reads_it(
    teacher: Client, held: Held, card: LearnerCard
) -> None:
    answer_card(card, answer="", by=held.world.bob, at=DURING)
    rate_card(card, is_right=True, is_clear=True, comment="Silly", by=held.world.bob, at=DURING)
    look = _at("card_look", held, card.code)
    assert "Silly" in teacher.get(look).text
    gone = teacher.post(_at("card_comment", held, card.code), {"comment": "Silly"}, follow=True)
    assert "Silly" not in gone.text


def test_a_kit_is_printed_with_learners_cards_or_without(teacher: Client, held: Held) -> None:
    module = held.cycle.module
    for by, kind in ((held.world.ann, "question"), (held.world.bob, "term")):
        made = build_card(
            held.cycle,
            by=by,
            at=DURING,
            kind=kind,
            front="A word",
            back="What it says",
            signed=True,
        )
        words = words_from_json(made.words)
        accept_card(made, words=words, objective="", by=held.world.teacher, at=DURING)
    module.refresh_from_db()
    assert "With the 2 cards by learners" in teacher.get(_at("kit", held)).text
    with_them, without = material_of(module), material_of(module, by_learners=False)
    assert len(with_them.items) == len(without.items) + 1
    # The other's card is in no game of questions alone.
    data, _files = printable(module, Order(game="question_track"))
    assert data["thanks"] == "With cards by Ann Learner."
    data, _files = printable(module, Order(game="question_track", by_learners=False))
    assert data["thanks"] == ""


def test_a_term_taken_out_of_the_module_is_in_no_kit(held: Held) -> None:
    made = build_card(held.cycle, by=held.world.ann, at=DURING, front="Gap", back="A pause")
    words = CardWords(front="Gap", back="A pause")
    accept_card(made, words=words, objective="", by=held.world.teacher, at=DURING)
    module = held.cycle.module
    module.refresh_from_db()
    assert [term.term for term in material_of(module).terms] == ["Gap"]
    assert not material_of(module, by_learners=False).terms
    module.terms = []
    module.save()
    assert not material_of(module).terms


def test_many_cards_cost_no_more_queries(
    teacher: Client, bob: Client, held: Held, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        made = build_card(held.cycle, by=held.world.ann, at=DURING, front=f"Word {number}")
        answer_card(made, answer="", by=held.world.bob, at=DURING)
        report_card(made, because="wrong", by=held.world.bob, at=DURING)
    with django_assert_max_num_queries(16):
        teacher.get(_at("card_desk", held))
    with django_assert_max_num_queries(16):
        bob.get(_at("cards", held))


def test_who_is_through_is_asked_for_a_card(bob: Client, held: Held, card: LearnerCard) -> None:
    start = reverse("learning:module", args=[held.cycle.code])
    assert "Cards for the next kit" not in bob.get(start).text
    finish_step(held.cycle, subject=held.world.bob, step_key="gap", at=DURING)
    page = bob.get(start).text
    assert "1 card by others waits to be tried." in page
    assert _at("cards", held) in page
    answer_card(card, answer="", by=held.world.bob, at=DURING)
    rate_card(card, is_right=True, is_clear=True, by=held.world.bob, at=DURING)
    assert "write a card that others will play with" in bob.get(start).text

"""Escape: codes come from answers, every code leads on, and no lost paper locks anybody in."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from math import ceil
from typing import TYPE_CHECKING, Any, cast

import pytest

from volteface.classroom.games.escape import deck as decks
from volteface.classroom.games.escape import locks, rules, stations, words
from volteface.classroom.games.material import Choice, Item, Material, Term
from volteface.classroom.games.reasons import reason_words
from volteface.classroom.tests.kits import usual_and_median

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck, Sheet

POINT = "The same effort, spread over several days, lasts longer than in one go"


def _item(number: int = 1, kind: str = "single", *, options: int = 3, right: int = 1) -> Item:
    return Item(
        key=f"q{number}",
        kind=kind,
        stem=f"Question {number}?",
        options=tuple(
            Choice(
                id=f"o{place}",
                text=f"Option {place}",
                worth=float(place < right),
                feedback=f"Not {place}.",
            )
            for place in range(options)
        ),
        objective=f"o{number % 4}",
    )


def _material(items: int = 18, terms: int = 0) -> Material:
    return Material(
        module="m",
        title="The module",
        objectives=tuple((f"o{n}", f"Objective {n}") for n in range(4)),
        key_points=(POINT,),
        items=tuple(_item(number) for number in range(items)),
        terms=tuple(Term(term=f"word {n}", meaning=f"meaning {n}") for n in range(terms)),
    )


def _deck(minutes: int = 30, items: int = 18) -> Deck:
    return decks.build(_material(items), minutes=minutes, rng=random.Random(1))


def _sheets(deck: Deck, kind: str) -> list[Sheet]:
    return [sheet for sheet in deck.sheets if sheet.kind == kind]


def test_a_station_is_of_one_objective_where_it_can_be() -> None:
    deck = _deck()
    assert deck.facts["stations"] == 4
    assert len(deck.cards) == 12
    assert sorted(title for _suit, title in deck.suits) == [f"Objective {n}" for n in range(4)]
    assert [line.answer for line in deck.key] == ["Option 0"] * 12


@pytest.mark.parametrize("seed", range(10))
def test_the_right_digits_on_the_cards_make_the_code(seed: int) -> None:
    deck = decks.build(_material(), minutes=30, rng=random.Random(seed))
    found: Any = deck.facts["locks"]
    for station, lock in enumerate(found):
        lines = deck.key[3 * station : 3 * station + 3]
        assert "".join(line.mark for line in lines) == lock.code
    assert len({lock.code for lock in found}) == len(found)


def test_every_code_leads_to_a_paragraph_and_one_of_them_opens() -> None:
    deck = _deck()
    led, paragraphs = _led(deck)
    for sheet, lock in zip(_sheets(deck, "station"), _locks(deck), strict=True):
        codes: Any = sheet.data["codes"]
        cards = [card for card in deck.cards if card.suit == sheet.data["suit"]]
        made = {
            "".join(digits)
            for digits in product(*([d for d, _text in card.front.options] for card in cards))
        }
        assert {row["code"] for row in codes} == made
        found = {row["code"]: paragraphs[led[row["number"]]] for row in codes}
        assert [code for code, hint in found.items() if hint["card"] == 0] == [lock.code]
        assert all(hint["suit"] == sheet.data["suit"] for hint in found.values())


def test_the_lock_card_tells_nothing_to_whoever_compares_its_numbers() -> None:
    for seed in range(10):
        deck = decks.build(_material(18, 8), minutes=45, rng=random.Random(seed))
        rows: list[Any] = [
            row for sheet in _sheets(deck, "station") for row in cast("Any", sheet.data["codes"])
        ]
        numbers = [row["number"] for row in rows]
        assert len(set(numbers)) == len(numbers)
        assert set(numbers) == set(_led(deck)[0])


def test_the_list_and_the_paragraphs_share_the_hint_pages() -> None:
    deck = decks.build(_five_options(), minutes=45, rng=random.Random(1))
    pages = _sheets(deck, "hints")
    first: Any = pages[0].data
    assert len(first["numbers"]) == sum(len(locks.register(lock)) for lock in _locks(deck)) == 384
    # Ten a line, and an empty one where large print is taped together.
    assert first["rows"] * stations.LINES_A_ROW == ceil(384 / stations.NUMBERS_A_LINE) + 1
    assert first["numbers"] == sorted(first["numbers"])
    for page in pages:
        data: Any = page.data
        assert 2 * data["rows"] + len(data["hints"]) <= stations.HINTS_A_PAGE
    _numbers, paragraphs = _led(deck)
    assert list(paragraphs) == list(range(1, len(paragraphs) + 1))


def _five_options() -> Material:
    """As many codes as there can be: six stations of questions with five options."""
    return replace(_material(), items=tuple(_item(number, options=5) for number in range(24)))


def _led(deck: Deck) -> tuple[dict[int, int], dict[int, Any]]:
    """The list of the hint pages, from numbers to paragraphs, and the paragraphs."""
    led: dict[int, int] = {}
    paragraphs: dict[int, Any] = {}
    for sheet in _sheets(deck, "hints"):
        data: Any = sheet.data
        led |= dict(data["numbers"])
        paragraphs |= {hint["number"]: hint for hint in data["hints"]}
    return led, paragraphs


def test_a_wrong_code_leads_to_the_hint_of_its_first_wrong_card() -> None:
    lock = locks.Lock(digits=(("4", "7"), ("1", "2", "3")), right=(1, 2))
    found = locks.register(lock)
    assert found == {
        "41": (0, 0),
        "42": (0, 0),
        "43": (0, 0),
        "71": (1, 0),
        "72": (1, 1),
        "73": locks.OPEN,
    }


@pytest.mark.parametrize("missing", range(4))
def test_no_single_lost_piece_keeps_the_last_lock_shut(missing: int) -> None:
    code = str(_deck().facts["code"])
    held = [digit for place, digit in enumerate(code) if place != missing]
    assert locks.readable(code, held)
    assert locks.readable(code, list(code))
    assert not locks.readable(code, held[1:])


@pytest.mark.parametrize("pieces", [2, 3, 4, 5, 6])
def test_the_last_sentence_is_cut_between_words(pieces: int) -> None:
    found = locks.cut(POINT, pieces)
    assert len(found) == pieces
    assert " ".join(found) == POINT
    assert max(map(len, found)) <= 2 * len(POINT) / pieces


def test_the_game_masters_page_replaces_every_other_paper() -> None:
    deck = _deck()
    (master,) = _sheets(deck, "master")
    rows: Any = master.data["stations"]
    assert [row["code"] for row in rows] == [lock.code for lock in _locks(deck)]
    by_place = sorted(rows, key=lambda row: row["place"])
    assert "".join(row["digit"] for row in by_place) == deck.facts["code"]
    assert " ".join(row["piece"].text for row in by_place) == deck.facts["sentence"]


def _locks(deck: Deck) -> tuple[locks.Lock, ...]:
    found: Any = deck.facts["locks"]
    return tuple(found)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (_item(kind="numeric"), "kind"),
        (_item(options=6), "options"),
        (_item(right=2), "several"),
        (Item(key="q1", kind="single", stem="?", picture="a.png"), "picture"),
        (
            Item(key="q1", kind="single", stem="word " * 200, options=_item().options),
            "one_card",
        ),
    ],
)
def test_what_cannot_be_locked_is_named_with_why(item: Item, reason: str) -> None:
    deck = decks.build(
        Material(module="m", title="M", items=(item,)), minutes=30, rng=random.Random(1)
    )
    assert [(out.key, out.reason) for out in deck.left_out] == [("q1", reason)]
    assert reason in reason_words()


def test_terms_become_questions_and_what_is_over_is_named() -> None:
    material = _material(4, terms=7)
    assert decks.count(material) == 11
    deck = decks.build(material, minutes=45, rng=random.Random(3))
    assert len(deck.cards) == 9
    assert [out.reason for out in deck.left_out] == ["spare", "spare"]
    assert deck.warnings == ("few_stations",)
    assert any(card.term and len(card.front.options) == 3 for card in deck.cards)


def test_a_station_asks_for_one_term_at_most_as_hints_tell_what_terms_mean() -> None:
    material = _material(18, terms=8)
    terms_of = tuple(replace(term, objective=f"o{n % 4}") for n, term in enumerate(material.terms))
    deck = decks.build(replace(material, terms=terms_of), minutes=30, rng=random.Random(3))
    terms = [bool(card.term) for card in deck.cards]
    assert any(terms)
    assert max(sum(terms[at : at + 3]) for at in range(0, len(terms), 3)) <= 1


LOCK = locks.Lock(digits=(("1", "2", "3"),) * 3, right=(0, 0, 0))


def test_first_second_and_third_code_and_help_have_their_seals() -> None:
    state = rules.start([LOCK] * 3)
    state = rules.play(state, rules.Agree(choices=(0, 0, 0)))
    state = rules.play(state, rules.Explain(accepted=True))
    assert state.seals == (4,)
    state = rules.play(state, rules.Agree(choices=(0, 1, 0)))
    assert state.ruled_out == {(1, 1)}
    with pytest.raises(rules.IllegalMove):
        rules.play(state, rules.Agree(choices=(1, 1, 0)))
    state = rules.play(state, rules.Agree(choices=(0, 0, 0)))
    state = rules.play(state, rules.Explain(accepted=False))
    for choices in ((1, 0, 0), (2, 0, 0)):
        state = rules.play(state, rules.Agree(choices=choices))
    while state.phase == rules.AGREE:
        state = rules.play(state, rules.Agree(choices=(0, 1, 1)))
    state = rules.play(state, rules.Help())
    state = rules.play(state, rules.Last(wrong=0))
    assert state.seals == (4, 2, 1, 3)
    assert state.phase == rules.OVER


@pytest.mark.parametrize("seed", range(20))
def test_any_legal_play_gets_out_in_time(seed: int) -> None:
    rng = random.Random(seed)
    stations = rules.stations_in(30)
    state = rules.start([LOCK] * stations)
    for _move in range(100):
        legal = rules.moves(state)
        if state.phase == rules.OVER:
            assert not legal
            break
        state = rules.play(state, rng.choice(legal))
    assert state.phase == rules.OVER
    assert len(state.seals) == stations + 1
    assert min(state.seals) >= 1
    assert state.seconds <= 30 * 60


def _mean(players: tuple[float, ...], minutes: int = 30) -> float:
    rng, deck = random.Random(7), _deck(minutes)
    outcomes = [
        rules.simulate(deck, players=players, minutes=minutes, rng=rng) for _game in range(40)
    ]
    assert all(outcome.finished for outcome in outcomes)
    return sum(outcome.scores[0] for outcome in outcomes) / len(outcomes)


def test_teams_that_know_more_get_more_seals_and_everybody_gets_out() -> None:
    knowing, usual, guessing = _mean((0.9,) * 4), _mean((0.5,) * 4), _mean((0.1,) * 4)
    assert knowing > usual + 1 > guessing + 4


@pytest.mark.parametrize("minutes", [20, 30, 45])
def test_teams_get_out_before_the_bell(minutes: int) -> None:
    assert _mean((0.8, 0.65, 0.65, 0.5), minutes) > 0


@pytest.mark.parametrize("minutes", [20, 30, 45])
def test_the_page_says_how_long_a_table_plays(minutes: int) -> None:
    deck = _deck(minutes)
    usual, played = usual_and_median(rules, deck, minutes=minutes)
    assert played == pytest.approx(usual, abs=2.6)
    assert str(usual) in words.page(deck, minutes=minutes).duration


def test_the_page_says_how_many_locks_there_are() -> None:
    page = words.page(_deck(), minutes=30)
    assert "4 locks" in page.idea
    assert "19 in all" in page.end
    assert "6" in words.shortage(3)

"""Auction: bids pay off where they should, nobody goes bankrupt, good judges become rich."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from volteface.classroom.games.auction import deck as decks
from volteface.classroom.games.auction import rules, words
from volteface.classroom.games.material import Choice, Item, Material, Term
from volteface.classroom.games.reasons import reason_words

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck

TABLE = (0.8, 0.65, 0.65, 0.5)


def _item(number: int = 1, kind: str = "single", *, right: int = 1, answer: str = "") -> Item:
    return Item(
        key=f"q{number}",
        kind=kind,
        stem=f"Question {number}?",
        options=tuple(
            Choice(id=f"o{place}", text=f"Option {place}", worth=float(place < right))
            for place in range(3)
        ),
        objective="a",
        answer=answer,
    )


def _deck(items: int = 14, minutes: int = 25) -> Deck:
    material = Material(
        module="m",
        title="M",
        objectives=(("a", "Choose"),),
        items=tuple(_item(number) for number in range(items)),
        terms=tuple(Term(term=f"word {n}", meaning=f"meaning {n}") for n in range(4)),
    )
    return decks.build(material, minutes=minutes, rng=random.Random(1))


def test_the_key_names_the_right_letter_or_word() -> None:
    deck = _deck()
    for card, line in zip(deck.cards, deck.key, strict=True):
        assert card.number == line.number
        if card.front.options:
            assert dict(card.front.options)[line.mark] == "Option 0"
        else:
            assert line.answer == card.term
    assert len({line.mark for line in deck.key}) > 2


def test_a_title_is_chosen_and_a_word_is_written() -> None:
    terms = (
        Term(term="gap", meaning="a pause"),
        Term(term="lag study", meaning="what grew", when="2008"),
        Term(term="review", meaning="a look"),
        Term(term="online review eight days later", meaning="what lasted", when="2015"),
    )
    deck = decks.build(
        Material(module="m", title="M", terms=terms), minutes=25, rng=random.Random(1)
    )
    by_term = {card.term: card.front for card in deck.cards}
    assert by_term["gap"].options == ()
    chosen = by_term["lag study"].options
    assert len(chosen) == 3
    assert {"lag study", "online review eight days later"} < {text for _letter, text in chosen}


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (_item(kind="ordering"), "kind"),
        (_item(kind="numeric"), "answer"),
        (_item(kind="multiple", right=2), "several"),
        (_item().__class__(key="q1", kind="single", stem="?"), "options"),
        (_item().__class__(key="q1", kind="numeric", stem="?", answer="1", picture="a"), "picture"),
        (
            _item().__class__(key="q1", kind="numeric", stem="word " * 500, answer="1"),
            "long",
        ),
    ],
)
def test_what_cannot_be_a_lot_is_named_with_why(item: Item, reason: str) -> None:
    material = Material(module="m", title="M", items=(item,))
    deck = decks.build(material, minutes=25, rng=random.Random(1))
    assert [(out.key, out.reason) for out in deck.left_out] == [("q1", reason)]
    assert reason in reason_words()
    assert decks.count(material) == 0


@pytest.mark.parametrize(
    ("chance", "best"), [(0.3, 1), (0.65, 1), (0.68, 2), (0.79, 2), (0.81, 3), (1.0, 3)]
)
def test_a_bid_pays_off_from_67_and_80_per_cent(chance: float, best: int) -> None:
    expected = {bid: won * chance + lost * (1 - chance) for bid, (won, lost) in rules.COINS.items()}
    assert max(expected, key=expected.__getitem__) == best


@pytest.mark.parametrize(
    ("coins", "bids"), [(0, (1,)), (1, (1,)), (2, (1, 2)), (5, (1, 2)), (6, (1, 2, 3))]
)
def test_only_what_can_be_paid_is_bid(coins: int, bids: tuple[int, ...]) -> None:
    assert rules.affordable(coins) == bids


def _lot(state: rules.State, *bids: tuple[int, bool]) -> rules.State:
    for player, (coins, right) in enumerate(bids):
        move = rules.Bid(player=player, coins=coins, right=right)
        state = rules.play(state, move, random.Random(1))
    return state


def test_coins_change_hands_and_the_poorest_of_the_right_ones_explains() -> None:
    state = rules.start(range(9), players=4, lots=9)
    state = _lot(state, (3, True), (2, True), (3, False), (1, False))
    assert state.coins == (9, 8, 0, 6)
    assert state.explainer == 1
    assert state.again == (0,)
    assert state.crosswise == {0}
    with pytest.raises(rules.IllegalMove):
        rules.play(state, rules.Explain(player=0, accepted=True), random.Random(1))
    state = rules.play(state, rules.Explain(player=1, accepted=True), random.Random(1))
    assert state.coins == (9, 9, 0, 6)


def test_a_missed_card_is_offered_once_more() -> None:
    state = rules.start(range(20), players=1, lots=9)
    offered = []
    for _number in range(5):
        offered.append(state.card)
        state = _lot(state, (1, False))
    assert [rules.special(lot) for lot in range(1, 6)] == ["", "", "whisper", "", "again"]
    assert offered == [0, 1, 2, 3, 0]


@pytest.mark.parametrize("seed", range(20))
def test_any_legal_play_comes_to_its_end_and_nobody_is_bankrupt(seed: int) -> None:
    rng = random.Random(seed)
    state = rules.start(range(3), players=3, lots=12)
    for _move in range(200):
        legal = rules.moves(state)
        if state.phase == rules.OVER:
            assert not legal
            break
        state = rules.play(state, rng.choice(legal), rng)
        assert min(state.coins) >= 0
    assert state.phase == rules.OVER
    assert state.lot == 12


@pytest.mark.parametrize("minutes", [15, 25, 40])
def test_games_end_before_the_bell(minutes: int) -> None:
    rng, deck = random.Random(7), _deck(minutes=minutes)
    for _game in range(40):
        outcome = rules.simulate(deck, players=TABLE, minutes=minutes, rng=rng)
        assert outcome.seconds <= minutes * 60
        assert outcome.cards_played == deck.facts["lots"]


def test_who_knows_more_wins_more_often_but_not_always() -> None:
    rng, deck = random.Random(8), _deck()
    outcomes = [
        rules.simulate(deck, players=(0.65, 0.8, 0.65, 0.5), minutes=25, rng=rng)
        for _game in range(100)
    ]
    wins = sum(outcome.winner == 1 for outcome in outcomes)
    assert 45 <= wins < 100


def test_who_always_bids_three_becomes_poorer_than_who_judges() -> None:
    rng = random.Random(9)
    state = rules.start(range(400), players=2, lots=400)
    while state.phase == rules.BID:
        sure, right = rng.random() < 0.4, rng.random()
        player = len(state.bids)
        was_right = right < (0.9 if sure else 0.4)
        wished = 3 if player or sure else 1
        coins = max(bid for bid in rules.affordable(state.coins[player]) if bid <= wished)
        state = rules.play(state, rules.Bid(player=player, coins=coins, right=was_right), rng)
        if state.phase == rules.EXPLAIN:
            move = rules.Explain(player=state.explainer, accepted=False)
            state = rules.play(state, move, rng)
    assert state.coins[0] > 2 * state.coins[1]


def test_the_page_says_how_many_lots_there_are() -> None:
    deck = _deck()
    assert f"{deck.facts['lots']} lots" in words.page(deck, minutes=25).end
    assert "8" in words.shortage(3)

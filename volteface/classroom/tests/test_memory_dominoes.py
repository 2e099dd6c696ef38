"""Memory and dominoes: pairs that stand for each other alone, games that end and reward knowing."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.classroom import games
from volteface.classroom.games.dominoes import rules as dominoes
from volteface.classroom.games.fit import cards_needed
from volteface.classroom.games.material import Choice, Item, Pairing, Term
from volteface.classroom.games.memory import rules as memory
from volteface.classroom.games.minds import Minds
from volteface.classroom.games.pairs import pairs_of, spread

from .kits import item, material

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck, Outcome

NAMES = ("memory", "dominoes")
MIXED = [0.8, 0.65, 0.65, 0.5]


def _deck(name: str, *, minutes: int = 0) -> Deck:
    game = games.get(name)
    usual = minutes or game.MINUTES[1]
    return game.deck.build(material(terms=30), minutes=usual, rng=random.Random(1))


def _played(
    name: str, players: list[float], *, count: int = 200, minutes: int = 0
) -> list[Outcome]:
    game, rng = games.get(name), random.Random(5)
    usual = minutes or game.MINUTES[1]
    deck = _deck(name, minutes=usual)
    return [
        game.rules.simulate(deck, players=players, minutes=usual, rng=rng) for _ in range(count)
    ]


def test_a_pair_stands_alone_and_the_rest_is_named_with_why() -> None:
    given_ = replace(
        material(items=0, terms=0),
        terms=(
            Term(term="gap", meaning="The time between."),
            Term(term="Gap", meaning="Something else."),
            Term(term="long", meaning="word " * 400),
        ),
        pairings=(Pairing(key="p", stem="?", pairs=(("a", "one"), ("b", "two"), ("c", "two"))),),
        items=(
            item(1),
            Item(key="n", kind="numeric", stem="How many?", answer="6 days"),
            Item(key="o", kind="open", stem="Why?"),
            replace(
                item(2),
                key="tf",
                kind="true_false",
                options=(Choice(id="a", text="True", worth=1), Choice(id="b", text="F", worth=0)),
            ),
        ),
    )
    found, left_out = pairs_of(given_, fits=lambda pair: len(pair.ask) < 500)
    assert [pair.answer for pair in found] == ["gap", "one", "In about six days (1)", "6 days"]
    assert {(one.key, one.reason) for one in left_out} == {
        ("s1", "kind"),
        ("Gap", "alike"),
        ("long", "one_card"),
        ("p", "alike"),
        ("o", "answer"),
        ("tf", "several"),
    }


def test_what_is_chosen_covers_every_objective_and_kind() -> None:
    found, _left_out = pairs_of(material(), fits=lambda _pair: True)
    chosen = spread(found, 9)
    assert len(chosen) == 9
    assert {(pair.objective, pair.kind) for pair in chosen} == {
        (pair.objective, pair.kind) for pair in found
    }
    assert spread(found, 400) == found


def test_the_key_of_memory_names_for_each_question_the_card_that_answers_it() -> None:
    deck = _deck("memory")
    by_number = {card.number: card for card in deck.cards}
    assert len(deck.cards) == 2 * len(deck.key)
    for line in deck.key:
        asks, answers = by_number[line.number], by_number[int(line.mark)]
        assert (asks.back.corner, answers.back.corner) == ("A", "B")
        assert answers.front.text == line.answer
        assert asks.term == answers.term
    # The order of the numbers does not give the pairs away.
    assert {int(line.mark) - line.number for line in deck.key} != {len(deck.key)}


def test_the_dominoes_close_to_one_ring() -> None:
    deck = _deck("dominoes")
    tiles = {card.number: card.front for card in deck.cards}
    follows = {line.number: int(line.mark) for line in deck.key}
    at, seen = 1, set()
    while at not in seen:
        seen.add(at)
        line = next(line for line in deck.key if line.number == at)
        at = follows[at]
        assert tiles[at].text == line.answer
    assert at == 1
    assert seen == set(tiles)


@pytest.mark.parametrize("name", NAMES)
def test_cards_of_both_are_whole(name: str) -> None:
    for card in _deck(name).cards:
        assert cards_needed(card.front, card.size) == 1


@pytest.mark.parametrize("name", NAMES)
def test_nine_games_of_ten_end_before_the_bell_and_none_after_it(name: str) -> None:
    minutes = games.get(name).MINUTES[1]
    outcomes = _played(name, MIXED)
    assert max(outcome.seconds for outcome in outcomes) <= minutes * 60
    assert sum(outcome.finished for outcome in outcomes) >= 0.9 * len(outcomes)
    usual = float(str(_deck(name, minutes=minutes).facts["usual"]))
    assert median(outcome.seconds for outcome in outcomes) / 60 == pytest.approx(usual, abs=2)


@pytest.mark.parametrize("name", NAMES)
def test_a_small_module_is_not_said_to_fill_the_minutes(name: str) -> None:
    game = games.get(name)
    deck = game.deck.build(material(terms=8, items=4), minutes=25, rng=random.Random(1))
    usual = int(str(deck.facts["usual"]))
    assert usual < 20
    assert f"about {usual} minutes" in game.words.page(deck, minutes=25).duration


def test_every_hand_has_as_many_tiles_and_the_rest_is_nobodys() -> None:
    hands = dominoes.dealt(19, 4, random.Random(1))
    assert [len(hand) for hand in hands] == [4, 4, 4, 4]
    assert len(set().union(*hands)) == 16
    assert 0 not in set().union(*hands)


def test_the_last_tile_and_the_last_pair_are_nobodys() -> None:
    deck = _deck("dominoes")
    two = replace(deck, cards=deck.cards[:2])
    outcome = dominoes.simulate(two, players=[1.0, 1.0], minutes=20, rng=random.Random(1))
    assert outcome.finished
    assert outcome.scores == (3.0, 3.0)
    one = replace(_deck("memory"), key=_deck("memory").key[:1])
    alone = memory.simulate(one, players=[1.0, 1.0], minutes=20, rng=random.Random(1))
    assert alone.finished
    assert alone.scores == (3.0, 3.0)


class _Listening(Minds):
    """Knows nothing, and keeps what was read to whom."""

    heard: list[tuple[int, int]]

    def knows(self, player: int, card: int) -> bool:
        del player, card
        return False

    def told(self, player: int, card: int) -> None:
        self.heard.append((player, card))


def test_what_is_looked_up_is_read_to_everybody() -> None:
    rng = random.Random(3)
    minds = _Listening([0.0, 0.0, 0.0], rng)
    table = memory.Table(
        left=list(range(12)),
        asks_seen=[{}, {}, {}],
        answers_seen=[{}, {}, {}],
        points=[9, 9, 9],
    )
    judged = 0
    for count in range(12):
        minds.heard, before = [], list(table.points)
        memory.turn(table, minds, player=count % 3, rng=rng)
        claimed = table.points != before
        assert [player for player, _card in minds.heard] == ([0, 1, 2] if claimed else [])
        assert len({card for _player, card in minds.heard}) == claimed
        judged += claimed
    assert 0 < judged < 12


@pytest.mark.parametrize(("name", "floor"), [("memory", 0.6), ("dominoes", 0.8)])
def test_who_knows_more_wins_more(name: str, floor: float) -> None:
    outcomes = _played(name, [0.9, 0.5, 0.5, 0.5])
    wins = sum(outcome.winner == 0 for outcome in outcomes)
    assert floor * len(outcomes) <= wins <= len(outcomes)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None)
@given(
    players=st.lists(st.floats(0, 1), min_size=2, max_size=6),
    minutes=st.integers(10, 60),
    seed=st.integers(0, 10_000),
    terms=st.integers(1, 20),
)
def test_no_state_of_a_game_is_stuck(
    name: str, players: list[float], minutes: int, seed: int, terms: int
) -> None:
    game, rng = games.get(name), random.Random(seed)
    deck = game.deck.build(material(terms=terms, items=2), minutes=minutes, rng=rng)
    outcome = game.rules.simulate(deck, players=players, minutes=minutes, rng=rng)
    assert outcome.seconds <= max(minutes, 3) * 60
    assert len(outcome.scores) == len(players)
    assert min(outcome.scores) >= 0

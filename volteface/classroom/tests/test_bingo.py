"""Bingo: every sheet can win, not all at once; words are found, lines are explained."""

from __future__ import annotations

import random
from statistics import median
from typing import TYPE_CHECKING

import pytest

from volteface.classroom.games.bingo import deck as decks
from volteface.classroom.games.bingo import rules, sheets, words
from volteface.classroom.games.material import Choice, Item, Material, Pairing, Term
from volteface.classroom.games.reasons import reason_words

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck

TABLE = (0.8, 0.65, 0.65, 0.5)


def _material(terms: int = 20) -> Material:
    return Material(
        module="m",
        title="M",
        objectives=(("a", "Choose"),),
        terms=tuple(
            Term(term=f"word {n}", meaning=f"meaning {n}", objective="a") for n in range(terms)
        ),
    )


def _deck(terms: int = 20, minutes: int = 25) -> Deck:
    return decks.build(_material(terms), minutes=minutes, rng=random.Random(1))


def _item(kind: str = "single", *, answer: str = "", right: str = "In a week") -> Item:
    options = (
        Choice(id="o1", text=right, worth=1),
        Choice(id="o2", text="Never", worth=0),
    )
    return Item(key="q", kind=kind, stem="When?", options=options, answer=answer)


def test_terms_pairs_and_short_answers_are_called() -> None:
    material = Material(
        module="m",
        title="M",
        terms=(Term(term="gap", meaning="a pause"),),
        items=(_item(), _item("numeric", answer="6 days")),
        pairings=(Pairing(key="p", stem="Capital of", pairs=(("France", "Paris"),)),),
    )
    deck = decks.build(material, minutes=25, rng=random.Random(1))
    assert {line.answer for line in deck.key} == {"gap", "In a week", "6 days", "Paris"}
    assert "Capital of France" in {card.front.text for card in deck.cards}


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (_item("true_false"), "kind"),
        (_item("open"), "kind"),
        (_item("numeric"), "answer"),
        (_item(right="a very long answer " * 5), "answer_long"),
        (_item(right="![a](b.png)"), "picture"),
        (_item(right="WORD 1."), "alike"),
    ],
)
def test_what_cannot_be_called_is_named_with_why(item: Item, reason: str) -> None:
    material = Material(
        module="m", title="M", terms=(Term(term="word 1", meaning="…"),), items=(item,)
    )
    deck = decks.build(material, minutes=25, rng=random.Random(1))
    assert [(out.key, out.reason) for out in deck.left_out] == [("q", reason)]
    assert reason in reason_words()


@pytest.mark.parametrize(
    ("terms", "minutes", "side", "played"),
    [(12, 40, 3, 12), (19, 30, 4, 19), (40, 40, 5, 30), (40, 25, 4, 18), (40, 15, 3, 12)],
)
def test_the_grid_grows_with_words_and_minutes(
    terms: int, minutes: int, side: int, played: int
) -> None:
    deck = _deck(terms, minutes)
    assert deck.facts["side"] == side
    assert len(deck.cards) == played
    assert sum(out.reason == "spare" for out in deck.left_out) == terms - played


@pytest.mark.parametrize("terms", [12, 16, 20, 30])
def test_every_sheet_holds_every_word_and_they_win_with_different_calls(terms: int) -> None:
    deck = _deck(terms, 40)
    dealt = deck.facts["dealt"]
    side = int(str(deck.facts["side"]))
    assert isinstance(dealt, tuple)
    assert len(set(dealt)) == 6
    assert all(sorted(sheet) == list(range(len(deck.cards))) for sheet in dealt)
    together = 0
    for seed in range(60):
        order = list(range(len(deck.cards)))
        random.Random(seed).shuffle(order)
        wins = [sheets.first_win(sheet, side, order) for sheet in dealt]
        assert all(wins)
        together += sum(win == min(wins) for win in wins) > 3
    assert together <= 6


def test_a_wrong_counter_comes_off_and_the_card_comes_again() -> None:
    rng = random.Random(1)
    state = rules.start([range(12), range(12)], 3, range(12), seconds=1500)
    state = rules.play(state, rules.Lay(player=0, square=0), rng)
    state = rules.play(state, rules.Lay(player=1, square=5), rng)
    assert state.covered == (frozenset({0}), frozenset())
    assert state.again == (0,)
    assert state.to_talk_about == {0}


def test_a_line_counts_only_once_explained() -> None:
    rng = random.Random(1)
    state = rules.start([range(12)], 3, range(12), seconds=1500)
    for square in range(3):
        state = rules.play(state, rules.Lay(player=0, square=square), rng)
    assert state.phase == rules.PROVE
    doubted = rules.play(state, rules.Prove(player=0, line=0, doubted=(0, 1)), rng)
    assert doubted.covered[0] == {2}
    assert set(doubted.again) == {0, 1} == doubted.to_talk_about
    third = rules.play(state, rules.Prove(player=0, line=0, doubted=(1,)), rng)
    assert third.proven[0] == {0}
    assert third.covered[0] == {0, 1, 2}
    proven = rules.play(state, rules.Prove(player=0, line=0), rng)
    assert rules.scores(proven)[0] == pytest.approx(1.03)


def test_two_words_on_the_bench_are_a_joker() -> None:
    rng = random.Random(1)
    state = rules.start([range(12)], 3, (9, 10, *range(9), 11), seconds=1500)
    for square in (9, 10):
        state = rules.play(state, rules.Lay(player=0, square=square), rng)
    assert state.phase == rules.JOKER
    state = rules.play(state, rules.Joker(player=0, square=4, accepted=True), rng)
    assert 4 in state.covered[0]


def test_what_the_rules_do_not_allow_is_refused() -> None:
    state = rules.start([range(12)], 3, range(12), seconds=1500)
    with pytest.raises(rules.IllegalMove):
        rules.play(state, rules.Prove(player=0, line=0), random.Random(1))


@pytest.mark.parametrize("seed", range(12))
def test_any_legal_play_comes_to_its_end(seed: int) -> None:
    rng = random.Random(seed)
    dealt = sheets.deal(12, 3, seats=3, rng=rng)
    state = rules.start(dealt, 3, range(12), seconds=1500)
    for _move in range(1000):
        legal = rules.moves(state)
        if state.phase == rules.OVER:
            assert not legal
            break
        state = rules.play(state, rng.choice(legal), rng)
    assert state.phase == rules.OVER


def test_the_caller_proves_first_then_round_to_the_left() -> None:
    rng = random.Random(1)
    state = rules.start([range(12)] * 3, 3, range(12), seconds=1500)
    for word in range(3):
        for _player in range(3):
            state = rules.play(state, rules.Lay(player=len(state.laid), square=word), rng)
    # The third call is the third player's.
    proving = []
    for _player in range(3):
        move = rules.moves(state)[0]
        assert isinstance(move, rules.Prove)
        proving.append(move.player)
        state = rules.play(state, move, rng)
    assert proving == [2, 0, 1]


@pytest.mark.parametrize(
    "seed", [7, pytest.param(8, marks=pytest.mark.soak), pytest.param(9, marks=pytest.mark.soak)]
)
@pytest.mark.parametrize(
    ("terms", "minutes"), [(12, 15), (18, 20), (18, 25), (20, 25), (20, 30), (30, 40)]
)
def test_games_end_before_the_bell_about_when_the_page_says(
    terms: int, minutes: int, seed: int
) -> None:
    rng, deck = random.Random(seed), _deck(terms, minutes)
    outcomes = [rules.simulate(deck, players=TABLE, minutes=minutes, rng=rng) for _ in range(60)]
    assert max(outcome.seconds for outcome in outcomes) <= minutes * 60
    assert sum(outcome.finished for outcome in outcomes) >= 57
    usual = float(str(deck.facts["usual"]))
    assert median(outcome.seconds for outcome in outcomes) / 60 == pytest.approx(usual, abs=2)


@pytest.mark.parametrize("table", [(0.8, 0.65, 0.5), (0.8, 0.7, 0.65, 0.65, 0.6, 0.5)])
@pytest.mark.parametrize("minutes", [15, 25])
def test_three_and_six_players_end_before_the_bell_too(
    table: tuple[float, ...], minutes: int
) -> None:
    rng, deck = random.Random(7), _deck(18, minutes)
    outcomes = [rules.simulate(deck, players=table, minutes=minutes, rng=rng) for _ in range(150)]
    assert max(outcome.seconds for outcome in outcomes) <= minutes * 60
    assert sum(outcome.finished for outcome in outcomes) >= 0.95 * len(outcomes)


def test_who_knows_more_wins_more_often_but_not_always() -> None:
    rng, deck = random.Random(8), _deck()
    outcomes = [
        rules.simulate(deck, players=(0.5, 0.9, 0.5, 0.5), minutes=25, rng=rng) for _ in range(60)
    ]
    wins = sum(outcome.winner == 1 for outcome in outcomes)
    assert 36 <= wins < 60


def test_the_page_names_the_goal_and_the_minutes() -> None:
    page = words.page(_deck(), minutes=25)
    assert "3 lines" in page.end
    assert "25 minutes" in page.end
    assert "12" in words.shortage(5)

"""Quartets: sets of four for one objective, won by answering; every card is decided."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from volteface.classroom.games.material import Choice, Item, Material, Term
from volteface.classroom.games.quartets import deck as decks
from volteface.classroom.games.quartets import rules, words
from volteface.classroom.games.reasons import reason_words
from volteface.classroom.tests.kits import usual_and_median

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck

TABLE = (0.8, 0.65, 0.65, 0.5)


def _item(number: int, objective: str, kind: str = "single", *, belief: str = "cram") -> Item:
    return Item(
        key=f"q{number}",
        kind=kind,
        stem=f"Question {number}?",
        options=(
            Choice(id="o1", text="Right", worth=1),
            Choice(id="o2", text="Wrong", worth=0, misconception=belief, feedback="No."),
            Choice(id="o3", text="Also wrong", worth=0),
        ),
        objective=objective,
    )


def _material(objectives: int = 5, terms: int = 3, items: int = 3) -> Material:
    keys = [f"o{n}" for n in range(objectives)]
    return Material(
        module="m",
        title="M",
        objectives=tuple((key, f"Objective {key}") for key in keys),
        terms=tuple(
            Term(term=f"word {key} {n}", meaning=f"meaning {key} {n}", objective=key)
            for key in keys
            for n in range(terms)
        ),
        items=tuple(
            _item(100 * place + n, key) for place, key in enumerate(keys) for n in range(items)
        ),
    )


def _deck(minutes: int = 30, objectives: int = 5) -> Deck:
    return decks.build(_material(objectives), minutes=minutes, rng=random.Random(1))


def test_a_quartet_is_of_one_objective_and_of_several_kinds() -> None:
    deck = _deck(50)
    for at in range(0, len(deck.cards), 4):
        four = deck.cards[at : at + 4]
        assert len({card.suit for card in four}) == 1
        assert len({card.front.label for card in four}) >= 3
        assert len({card.question or card.term for card in four}) == 4
        assert [card.front.corner[1] for card in four] == list("1234")


def test_the_answer_stands_on_the_card_for_its_holder_and_on_the_key() -> None:
    deck = _deck()
    answers = {line.number: line for line in deck.key}
    for card in deck.cards:
        line = answers[card.number]
        assert line.answer in card.front.note
        if card.front.options:
            assert dict(card.front.options)[line.mark] == line.answer


def test_a_belief_is_put_right_at_most_once_in_a_quartet() -> None:
    material = _material(1, terms=0, items=7)
    deck = decks.build(material, minutes=50, rng=random.Random(2))
    labels = [card.front.label for card in deck.cards]
    assert decks.count(material) == 8
    assert [labels[at : at + 4].count("mend") for at in (0, 4)] == [1, 1]
    assert not deck.left_out


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (_item(1, "a", "open"), "kind"),
        (_item(1, "a", "numeric"), "answer"),
        (_item(1, "a"), "few"),
    ],
)
def test_what_is_not_used_is_named_with_why(item: Item, reason: str) -> None:
    deck = decks.build(
        Material(module="m", title="M", items=(item,)), minutes=30, rng=random.Random(1)
    )
    assert [(out.key, out.reason) for out in deck.left_out] == [("q1", reason)]
    assert reason in reason_words()
    assert not deck.cards


def test_as_many_quartets_as_the_minutes_allow_from_all_objectives() -> None:
    deck = _deck(30)
    assert len(deck.cards) == 4 * rules.quartets_in(30)
    assert len(deck.suits) == rules.quartets_in(30)
    assert "spare" in {out.reason for out in deck.left_out}


def _played(state: rules.State, *moves: rules.Move) -> rules.State:
    for move in moves:
        state = rules.play(state, move, random.Random(1))
    return state


def test_the_asker_wins_by_answering_and_others_make_ticks() -> None:
    state = rules.start([{0, 1}, {2, 4}, {3, 5}], seconds=1800)
    assert rules.askable(state, 0) == (2, 3)
    state = _played(
        state,
        rules.Ask(card=2),
        rules.Answer(player=0, right=True),
        rules.Answer(player=2, right=True),
    )
    assert state.won[0] == {2}
    assert state.ticks == (0, 0, 1)
    assert state.asker == 1


def test_what_the_asker_misses_goes_to_another_or_on_the_pile() -> None:
    state = rules.start([{0, 1}, {2, 4}, {3, 5}], seconds=1800)
    state = _played(state, rules.Ask(card=2), rules.Answer(player=0, right=False))
    other = _played(state, rules.Answer(player=2, right=True))
    nobody = _played(state, rules.Answer(player=2, right=False))
    assert other.won[2] == {2}
    assert other.crosswise == {2}
    assert nobody.pile == (2,)


def test_who_has_most_of_a_quartet_tells_it() -> None:
    state = rules.start([{0}, {1, 2}, {3}], seconds=1800)
    for card, first, second in ((1, 0, 2), (3, 1, 0), (2, 2, 0), (0, 1, 2)):
        state = _played(
            state,
            rules.Ask(card=card),
            rules.Answer(player=first, right=True),
            rules.Answer(player=second, right=False),
        )
    assert state.phase == rules.TELL
    assert state.teller == 1
    state = _played(state, rules.Tell(player=1, accepted=True))
    assert rules.scores(state) == (1, 4, 1)
    assert state.phase == rules.OVER


def test_the_last_asker_reads_the_pile_first_and_nobody_makes_ticks() -> None:
    state = rules.start([{0}, {1}, {2}], seconds=1800)
    for card, first, second in ((1, 0, 2), (2, 1, 0), (0, 2, 1)):
        state = _played(
            state,
            rules.Ask(card=card),
            rules.Answer(player=first, right=False),
            rules.Answer(player=second, right=False),
        )
    assert (state.phase, len(state.pile)) == (rules.AGAIN, 3)
    # Player 2 asked last, reads, and does not write; of equals the first to the reader's left wins.
    card = state.card
    state = _played(state, rules.Answer(player=0, right=True), rules.Answer(player=1, right=True))
    assert state.won[0] == {card}
    assert state.ticks == (0, 0, 0)
    assert card not in state.pile
    # The next to the left reads; what nobody knows stays on the pile.
    assert rules.moves(state)[0] == rules.Answer(player=1, right=True)
    kept = state.card
    state = _played(state, rules.Answer(player=1, right=False), rules.Answer(player=2, right=False))
    assert kept in state.pile


def test_the_overview_names_no_word_that_is_asked_for() -> None:
    material = _material(1, terms=2, items=4)
    told = replace(_item(900, "o0"), stem="Why is word o0 0, of all words, the first?")
    material = replace(material, items=(*material.items[:1], told))
    deck = decks.build(_with(material), minutes=20, rng=random.Random(1))
    words_asked = [
        line.answer
        for line, card in zip(deck.key, deck.cards, strict=True)
        if card.front.label == "word"
    ]
    rows: Any = deck.sheets[0].data["quartets"]
    teasers = [name["teaser"].text for row in rows for name in row["cards"]]
    assert words_asked
    assert "…" in teasers
    assert not [one for one in words_asked for teaser in teasers if one in teaser]


def _with(material: Material) -> Material:
    """With two quartets more, so that there is a game."""
    more = _material(3)
    terms = tuple(term for term in more.terms if term.objective != "o0")
    items = tuple(item for item in more.items if item.objective != "o0")
    return replace(more, terms=(*material.terms, *terms), items=(*material.items, *items))


def test_nobody_asks_for_their_own_card() -> None:
    state = rules.start([{0, 1}, {2}, {3}], seconds=1800)
    with pytest.raises(rules.IllegalMove):
        _played(state, rules.Ask(card=0))


@pytest.mark.parametrize("seed", range(20))
def test_any_legal_play_decides_every_card(seed: int) -> None:
    rng = random.Random(seed)
    order = list(range(12))
    rng.shuffle(order)
    state = rules.start([order[seat::5] for seat in range(5)], seconds=6000)
    for _move in range(400):
        legal = rules.moves(state)
        if state.phase == rules.OVER:
            assert not legal
            break
        state = rules.play(state, rng.choice(legal), rng)
        held = sorted(card for hand in (*state.hands, *state.won) for card in hand)
        assert sorted([*held, *state.pile]) == list(range(12))
    assert state.phase == rules.OVER
    assert not any(state.hands)


@pytest.mark.parametrize("minutes", [20, 30, 50])
def test_games_end_before_the_bell(minutes: int) -> None:
    rng, deck = random.Random(7), _deck(minutes, 8)
    outcomes = [
        rules.simulate(deck, players=TABLE, minutes=minutes, rng=rng) for _game in range(60)
    ]
    assert max(outcome.seconds for outcome in outcomes) <= minutes * 60
    assert sum(outcome.finished for outcome in outcomes) >= 54


def test_who_knows_more_wins_more_often_but_not_always() -> None:
    rng, deck = random.Random(8), _deck()
    outcomes = [
        rules.simulate(deck, players=(0.5, 0.9, 0.5, 0.5), minutes=30, rng=rng)
        for _game in range(100)
    ]
    wins = sum(outcome.winner == 1 for outcome in outcomes)
    assert 60 <= wins < 100


@pytest.mark.parametrize("minutes", [20, 30, 50])
def test_the_page_says_how_long_a_table_plays(minutes: int) -> None:
    deck = _deck(minutes)
    usual, played = usual_and_median(rules, deck, minutes=minutes)
    assert played == pytest.approx(usual, abs=2.6)
    assert str(usual) in words.page(deck, minutes=minutes).duration


def test_the_page_says_how_many_quartets_there_are() -> None:
    deck = _deck()
    assert str(deck.facts["quartets"]) in words.page(deck, minutes=30).setup[0]
    assert "12" in words.shortage(3)

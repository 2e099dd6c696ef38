"""Timeline: dates are understood, rows have one order, being sure pays off from two in three."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from volteface.classroom.games.material import Material, Sequence, Term
from volteface.classroom.games.reasons import reason_words
from volteface.classroom.games.timeline import dates, rules, words
from volteface.classroom.games.timeline import deck as decks
from volteface.classroom.tests.kits import usual_and_median

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck

TABLE = (0.8, 0.65, 0.65, 0.5)


def _material(terms: int = 12) -> Material:
    return Material(
        module="m",
        title="M",
        terms=tuple(
            Term(term=f"event {n}", meaning="what happened", when=str(1900 + 7 * n))
            for n in range(terms)
        ),
        sequences=(Sequence(key="s", stem="In order", parts=("a", "b", "c", "d", "e")),),
    )


def _deck(terms: int = 12, minutes: int = 20) -> Deck:
    return decks.build(_material(terms), minutes=minutes, rng=random.Random(1))


@pytest.mark.parametrize(
    "ordered",
    [
        ("300 BC", "50 av. J.-C.", "3rd century", "1066", "c. 1450", "XVIIIe siècle", "1789-07-14"),
        ("14 July 1789", "14 octobre 1789", "1790", "1914–1918", "2008"),
        ("-500", "-20", "3rd century", "1999-12"),
        ("20 ms", "3 s", "10 minutes", "2 heures", "1½ days", "3 jours", "2–3 weeks", "1 month"),
        ("6 months", "1 an", "2 decades"),
        ("1", "2.", "3rd", "10e"),
        ("step 1", "step 2", "step 11"),
    ],
)
def test_what_is_written_has_its_place_in_the_order(ordered: tuple[str, ...]) -> None:
    found = [dates.read(text.replace("1½", "1.5")) for text in ordered]
    assert all(found)
    assert len({one.kind for one in found if one}) == 1
    values = [one.value for one in found if one]
    assert values == sorted(values)
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("text", ["", "later", "in spring", "?"])
def test_what_has_no_place_is_left_alone(text: str) -> None:
    assert dates.read(text) is None


def test_terms_without_a_date_and_short_rows_are_named_with_why() -> None:
    material = Material(
        module="m",
        title="M",
        terms=(Term(term="gap", meaning="…"), Term(term="day", meaning="…", when="1 day")),
        sequences=(
            Sequence(key="s", stem="S", parts=("a", "b", "c")),
            Sequence(key="l", stem="L", parts=tuple("abcdefghijkl")),
            Sequence(key="p", stem="P", parts=("![a](b.png)", "b", "c", "d")),
        ),
    )
    deck = decks.build(material, minutes=20, rng=random.Random(1))
    reasons = {out.key: out.reason for out in deck.left_out}
    assert reasons == {"gap": "when", "day": "few", "s": "few", "l": "long", "p": "picture"}
    assert set(reasons.values()) <= set(reason_words())


def test_a_long_row_is_played_as_several() -> None:
    rows = _deck(24).facts["rows"]
    assert isinstance(rows, tuple)
    assert [len(row) for row in rows] == [5, 8, 8, 8]


def test_the_order_stands_on_the_back_only() -> None:
    deck = _deck()
    assert all(card.back.text not in card.front.text for card in deck.cards)
    assert decks.count(_material()) == deck.facts["places"]


@pytest.mark.parametrize("seed", range(20))
def test_numbers_tell_nothing_of_the_order_and_the_key_has_it(seed: int) -> None:
    deck = decks.build(_material(4), minutes=20, rng=random.Random(seed))
    rows: Any = deck.facts["rows"]
    ranks: Any = deck.facts["ranks"]
    for row in rows:
        found = [ranks[place] for place in row]
        assert sorted(found) not in (found, found[::-1])
        cards = [deck.cards[place] for place in row]
        assert [card.number for card in cards] == [place + 1 for place in row]
        assert len({card.front.corner for card in cards}) == 1
    assert sorted(line.number for line in deck.key) == [card.number for card in deck.cards]
    for line, after in pairwise(deck.key):
        assert (line.mark, ranks[line.number - 1]) <= (after.mark, ranks[after.number - 1])
        assert line.answer == deck.cards[line.number - 1].front.text


@pytest.mark.parametrize(
    ("text", "when", "told"),
    [
        ("The storm of 1789", "14 July 1789", True),
        ("found in 2008 by nine people", "2008", True),
        ("a study of 1,350 people", "350", False),
        ("room 17890", "1789", False),
        ("repeated after 3 days", "3 days", True),
        ("repeated after 13 days", "3 days", False),
        ("the gap", "", False),
    ],
)
def test_a_text_that_tells_its_own_date_is_noticed(text: str, when: str, told: bool) -> None:
    assert dates.told(text, when) is told


def test_no_front_tells_its_date() -> None:
    told = Term(term="Reform of 1848", meaning="a reform", when="1848")
    dated = Term(term="The bridge", meaning="Opened in 1932.", when="1932")
    material = replace(_material(), terms=(*_material().terms, told, dated))
    deck = decks.build(material, minutes=20, rng=random.Random(1))
    assert ("Reform of 1848", "tells") in {(out.key, out.reason) for out in deck.left_out}
    assert "tells" in reason_words()
    (bridge,) = (card for card in deck.cards if card.front.text == "The bridge")
    assert (bridge.front.note, bridge.back.text) == ("", "1932")


def test_equal_dates_may_lie_either_way() -> None:
    state = rules.start([(0, 1)], [5.0, 5.0], players=1, planned=9)
    assert rules.right_places(state) == (0, 1)


@pytest.mark.parametrize(
    ("sure", "place", "score"), [(False, 1, 3), (True, 1, 4), (False, 0, 2), (True, 0, 0)]
)
def test_steps_follow_place_and_certainty(sure: bool, place: int, score: int) -> None:
    state = rules.start([(0, 1, 2)], [1.0, 2.0, 3.0], players=1, planned=9)
    state = rules.play(state, rules.Bet(player=0, place=place, sure=sure))
    assert state.scores == (score,)


def test_being_sure_pays_off_from_two_chances_in_three() -> None:
    def expected(steps: tuple[int, int], chance: float) -> float:
        return steps[0] * chance + steps[1] * (1 - chance)

    assert expected(rules.SURE, 2 / 3) == pytest.approx(expected(rules.PERHAPS, 2 / 3))
    assert expected(rules.SURE, 0.7) > expected(rules.PERHAPS, 0.7)
    assert expected(rules.SURE, 0.6) < expected(rules.PERHAPS, 0.6)


def test_nobody_falls_below_zero_and_the_last_of_the_right_ones_explains() -> None:
    state = rules.start([(0, 1, 2)], [1.0, 2.0, 3.0], players=3, planned=9)
    for player, (place, sure) in enumerate(((0, True), (1, True), (1, False))):
        state = rules.play(state, rules.Bet(player=player, place=place, sure=sure))
    assert state.scores == (0, 4, 3)
    assert state.explainer == 2
    state = rules.play(state, rules.Explain(player=2, accepted=True))
    assert state.scores == (0, 4, 4)
    assert not any(isinstance(move, rules.Bet) and move.sure for move in rules.moves(state))
    with pytest.raises(rules.IllegalMove):
        rules.play(state, rules.Bet(player=0, place=0, sure=True))


def test_what_half_the_table_missed_sticks_out() -> None:
    state = rules.start([(0, 1, 2)], [1.0, 2.0, 3.0], players=2, planned=9)
    for player, place in enumerate((0, 1)):
        state = rules.play(state, rules.Bet(player=player, place=place, sure=False))
    assert state.to_talk_about == {1}


@pytest.mark.parametrize("seed", range(20))
def test_any_legal_play_comes_to_its_end_in_order(seed: int) -> None:
    rng = random.Random(seed)
    state = rules.start(
        [(3, 0, 1, 4, 2), (5, 7, 6)], [1, 2, 2, 4, 5, 1, 2, 3], players=3, planned=9
    )
    for _move in range(200):
        legal = rules.moves(state)
        if state.phase == rules.OVER:
            assert not legal
            break
        state = rules.play(state, rng.choice(legal))
        ranks = [state.ranks[card] for card in state.placed]
        assert ranks == sorted(ranks)
        assert min(state.scores) >= 0
    assert state.phase == rules.OVER
    assert state.played == 6


@pytest.mark.parametrize("minutes", [10, 20, 35])
def test_games_end_before_the_bell(minutes: int) -> None:
    rng, deck = random.Random(7), _deck(minutes=minutes)
    for _game in range(40):
        outcome = rules.simulate(deck, players=TABLE, minutes=minutes, rng=rng)
        assert outcome.finished
        assert outcome.seconds <= minutes * 60
        assert max(outcome.scores) <= decks.TRACK + 20
        assert outcome.cards_played == deck.facts["played"]


def test_who_knows_more_wins_more_often_but_not_always() -> None:
    rng, deck = random.Random(8), _deck()
    outcomes = [
        rules.simulate(deck, players=(0.65, 0.8, 0.65, 0.65), minutes=20, rng=rng)
        for _ in range(100)
    ]
    wins = sum(outcome.winner == 1 for outcome in outcomes)
    assert 45 <= wins < 100


@pytest.mark.parametrize("minutes", [10, 20, 35])
def test_the_page_says_how_long_a_table_plays(minutes: int) -> None:
    deck = _deck(minutes=minutes)
    usual, played = usual_and_median(rules, deck, minutes=minutes)
    assert played == pytest.approx(usual, abs=2.6)
    assert str(usual) in words.page(deck, minutes=minutes).duration


def test_the_page_says_how_many_cards_are_placed() -> None:
    deck = _deck()
    assert f"{deck.facts['played']} placed cards" in words.page(deck, minutes=20).end
    assert "6" in words.shortage(3)

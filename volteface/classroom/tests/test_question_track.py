"""The question track: a deck with its key, and a game that ends in time and rewards knowing."""

from __future__ import annotations

import random
from statistics import median
from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override

from volteface.classroom import games
from volteface.classroom.games.material import Choice, Item, Material
from volteface.classroom.games.question_track import deck as decks
from volteface.classroom.games.question_track import rules, words

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck

TEXTS = ["Tomorrow", "In six days", "The evening before", "Never", "Always", "Twice"]


def _item(number: int = 1, *, stem: str = "When do you review?", options: int = 3) -> Item:
    return Item(
        key=f"q{number}",
        version=f"v{number}",
        kind="single",
        stem=stem,
        options=tuple(
            Choice(id=f"o{n}", text=TEXTS[n], worth=1.0 if n == 1 else 0.0) for n in range(options)
        ),
        objective=f"o{number % 3}",
    )


def _material(*items: Item) -> Material:
    objectives = tuple((f"o{n}", f"objective {n}") for n in range(3))
    return Material(module="m", title="M", objectives=objectives, items=items)


def _deck(count: int = 12, *, minutes: int = 30) -> Deck:
    material = _material(*(_item(n) for n in range(count)))
    return decks.build(material, minutes=minutes, rng=random.Random(1))


def test_the_registry_finds_the_game_by_its_folder() -> None:
    assert "question_track" in games.names()
    assert games.get("question_track").NAME == "question_track"
    with pytest.raises(KeyError):
        games.get("chess")


def test_every_key_letter_names_the_right_option_of_its_card() -> None:
    deck = _deck()
    by_number = {card.number: dict(card.front.options) for card in deck.cards}
    assert all(by_number[line.number][line.mark] == "In six days" for line in deck.key)
    assert len({line.mark for line in deck.key}) > 1


def test_a_card_knows_the_question_and_its_wording() -> None:
    assert [(card.question, card.version) for card in _deck(2).cards] == [
        ("q0", "v0"),
        ("q1", "v1"),
    ]


def test_a_suit_stands_for_one_objective() -> None:
    deck = _deck()
    assert len(deck.suits) == 3
    assert len({suit for suit, _objective in deck.suits}) == 3


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (_item(options=6), "options"),
        (_item(options=1), "options"),
        (_item(stem="word " * 400), "long"),
        (Item(key="q1", kind="numeric", stem="How many?", answer="6"), "kind"),
    ],
)
def test_what_cannot_be_a_card_is_named_with_why(item: Item, reason: str) -> None:
    deck = decks.build(_material(item), minutes=30, rng=random.Random(1))
    assert [(one.key, one.reason) for one in deck.left_out] == [("q1", reason)]
    assert deck.cards == ()


@pytest.mark.parametrize("minutes", [15, 20, 25, 30, 35, 45])
def test_the_game_never_passes_its_minutes_and_ends_about_when_the_page_says(minutes: int) -> None:
    rng, deck = random.Random(7), _deck(minutes=minutes)
    outcomes = [
        rules.simulate(deck, players=[0.8, 0.65, 0.65, 0.5], minutes=minutes, rng=rng)
        for _ in range(200)
    ]
    assert max(outcome.seconds for outcome in outcomes) <= minutes * 60
    assert sum(outcome.finished for outcome in outcomes) >= 0.9 * len(outcomes)
    usual = float(str(deck.facts["usual"]))
    assert median(outcome.seconds for outcome in outcomes) / 60 == pytest.approx(usual, abs=2)


def test_what_was_missed_comes_before_what_was_known() -> None:
    rng = random.Random(1)
    piles = rules.Piles(to_read=[1])
    for card, missed in ((2, 2), (3, 1), (4, 4)):
        piles.put_away(card, missed=missed, players=4)
    assert (piles.to_talk_about, piles.aside) == ([2, 4], [3])
    # A square “look again” asks for the oldest missed card; without it, new cards come first.
    assert piles.next_card(look_again=True, rng=rng) == 2
    assert [piles.next_card(look_again=False, rng=rng) for _card in range(3)] == [1, 4, 3]
    assert (piles.to_talk_about, piles.aside) == ([], [])


def test_look_again_without_a_missed_card_asks_for_the_oldest_known() -> None:
    piles = rules.Piles(to_read=[1], aside=[3, 5])
    assert piles.next_card(look_again=True, rng=random.Random(1)) == 3


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_board_and_the_page_name_start_and_finish_alike(language: str) -> None:
    with override(language):
        labels, page = words.labels(), words.page(_deck(), minutes=30)
        assert labels["start"] in page.setup[1]
        assert labels["finish"] in page.end
        # It stands inside a square.
        assert len(labels["why"]) <= 5


def test_few_questions_for_many_minutes_are_said() -> None:
    assert _deck(10, minutes=30).warnings == ()
    assert _deck(10, minutes=45).warnings == ("few",)
    assert set(words.warnings()) == {"few"}


def test_knowledge_beats_chance_but_not_every_time() -> None:
    rng, deck = random.Random(8), _deck()
    outcomes = [
        rules.simulate(deck, players=[0.8, 0.5, 0.5, 0.5], minutes=30, rng=rng) for _ in range(400)
    ]
    wins = sum(outcome.winner == 0 for outcome in outcomes)
    assert 0.6 * 400 <= wins < 400


def test_guessing_alone_seldom_finishes() -> None:
    rng, deck = random.Random(9), _deck(40)
    outcomes = [rules.simulate(deck, players=[0.0] * 4, minutes=30, rng=rng) for _ in range(200)]
    assert sum(outcome.finished for outcome in outcomes) < 100

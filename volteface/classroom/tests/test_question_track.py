"""The question track: a deck that fits its cards, a game that ends in time, paper in order."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from pypdf import PdfReader

from volteface.classroom import games
from volteface.classroom.games.question_track import deck as decks
from volteface.classroom.games.question_track import kit, rules
from volteface.core import pdf

PARTS = Path(rules.__file__).parents[2] / "typst" / "question_track_parts.typ"


def _source(
    number: int = 1, *, stem: str = "When do you review?", options: int = 3
) -> decks.Source:
    texts = ["Tomorrow", "In six days", "The evening before", "Never", "Always", "Twice"]
    return decks.Source(
        key=f"q{number}",
        stem=stem,
        options=tuple((f"o{n}", texts[n], 1.0 if n == 1 else 0.0) for n in range(options)),
        objective=f"objective {number % 3}",
    )


def _deck(count: int = 12) -> decks.Deck:
    return decks.build([_source(n) for n in range(count)], rng=random.Random(1))


def test_the_registry_finds_the_game_by_its_folder() -> None:
    assert games.names() == ("question_track",)
    assert games.get("question_track").NAME == "question_track"
    with pytest.raises(KeyError):
        games.get("chess")


def test_every_key_letter_names_the_right_option_of_its_card() -> None:
    deck = _deck()
    by_number = {card.number: dict(card.options) for card in deck.cards if card.options}
    assert all(by_number[line.number][line.letter] == "In six days" for line in deck.key)
    assert len({line.letter for line in deck.key}) > 1


def test_a_suit_stands_for_one_objective() -> None:
    deck = _deck()
    assert len(deck.suits) == 3
    assert len({suit for suit, _objective in deck.suits}) == 3


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (_source(options=6), "options"),
        (_source(options=1), "options"),
        (_source(stem="![a](b.png)"), "picture"),
        (_source(stem="word " * 400), "long"),
    ],
)
def test_what_cannot_be_a_card_is_named_with_why(source: decks.Source, reason: str) -> None:
    deck = decks.build([source], rng=random.Random(1))
    assert deck.left_out == (("q1", reason),)
    assert deck.cards == ()


def test_a_long_question_goes_on_on_a_second_card_with_its_number() -> None:
    deck = decks.build(
        [_source(stem="A rather long sentence about it. " * 14)], rng=random.Random(1)
    )
    assert [(card.number, card.part) for card in deck.cards] == [(1, "1/2"), (1, "2/2")]
    assert deck.cards[0].stem
    assert deck.cards[1].options
    assert not deck.cards[0].options


def test_backs_are_mirrored_row_by_row() -> None:
    cards = list(_deck(7).cards)
    backs = decks.mirrored(cards)
    assert backs[:3] == cards[2::-1]
    assert backs[6:] == [None, None, cards[6]]


@pytest.mark.parametrize("minutes", [15, 20, 25, 30, 35])
def test_the_game_never_passes_its_minutes_and_nearly_always_ends_before(minutes: int) -> None:
    rng = random.Random(7)
    outcomes = [
        rules.play([0.8, 0.65, 0.65, 0.5], minutes=minutes, questions=12, rng=rng)
        for _ in range(400)
    ]
    assert max(outcome.seconds for outcome in outcomes) <= minutes * 60
    assert sum(outcome.finished for outcome in outcomes) >= 0.9 * len(outcomes)


def test_knowledge_beats_chance_but_not_every_time() -> None:
    rng = random.Random(8)
    outcomes = [
        rules.play([0.8, 0.5, 0.5, 0.5], minutes=30, questions=12, rng=rng) for _ in range(400)
    ]
    wins = sum(outcome.winner == 0 for outcome in outcomes)
    assert 0.6 * 400 <= wins < 400


def test_guessing_alone_seldom_finishes() -> None:
    rng = random.Random(9)
    outcomes = [rules.play([1 / 3] * 4, minutes=30, questions=40, rng=rng) for _ in range(200)]
    assert sum(outcome.finished for outcome in outcomes) < 100


@pytest.mark.parametrize(("learners", "kits"), [(1, 2), (5, 2), (6, 3), (30, 7), (120, 25)])
def test_a_kit_for_every_five_and_one_to_spare(learners: int, kits: int) -> None:
    found = rules.estimate(learners=learners, cards=18)
    assert found.kits == kits
    assert found.sheets == kits * 6


@pytest.mark.parametrize("large", [False, True])
def test_the_kit_is_printed_with_rules_key_pieces_board_and_cards(large: bool) -> None:
    deck = _deck(12)
    data = kit.data(deck, module="Spacing", minutes=30, language="en", large=large)
    content = pdf.render(
        "classroom/question_track.typ", data, files={"question_track_parts.typ": PARTS.read_bytes()}
    )
    pages = PdfReader(io.BytesIO(content)).pages
    # Rules, key and pieces with empty backs; the board or its halves; two sheets of cards.
    assert len(pages) == (6 + 4 + 4 if large else 6 + 2 + 4)
    assert "Each card" in pages[0].extract_text()
    assert "Answer key" in pages[2].extract_text()
    assert "When do you review?" in pages[-4].extract_text()

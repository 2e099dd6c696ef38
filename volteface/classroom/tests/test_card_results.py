"""What tables said of their cards: most missed, whom to ask, what may be said, how long it took."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.classroom import games
from volteface.classroom.games.game import LETTERS
from volteface.classroom.games.printed import (
    PrintedCard,
    PrintedOption,
    from_json,
    printed_cards,
    to_json,
)
from volteface.classroom.rules.card_results import (
    Counted,
    is_still_open,
    lengths,
    may_be_said_of_tables,
    minutes_offered,
    most_missed,
    whom_to_ask,
)

from .kits import made, material


def counted(number: int, missed: int, played: int) -> Counted:
    return Counted(number=number, played=played, missed=missed)


def test_the_share_orders_and_few_tables_weigh_less() -> None:
    cards = [counted(1, 1, 1), counted(2, 20, 24), counted(3, 0, 24), counted(4, 6, 24)]
    assert [card.number for card in most_missed(cards)] == [2, 1, 4]
    assert most_missed([counted(1, 0, 9)]) == []


@pytest.mark.parametrize(
    ("count", "of", "said"),
    [
        (0, 1, False),
        (1, 1, False),
        (1, 9, False),
        (2, 9, False),
        (7, 9, False),
        (3, 6, True),
        (9, 9, True),
        (0, 3, True),
        (0, 2, False),
        (2, 3, False),
    ],
)
def test_no_figure_speaks_of_one_or_two_tables(count: int, of: int, *, said: bool) -> None:
    assert may_be_said_of_tables(count, of=of) is said


@pytest.mark.parametrize(
    ("missed", "played", "is_open"),
    [(0, 24, False), (1, 1, False), (2, 3, True), (5, 24, False), (6, 24, True), (24, 24, True)],
)
def test_a_card_is_still_open_when_a_quarter_of_the_tables_missed_it(
    missed: int, played: int, *, is_open: bool
) -> None:
    assert is_still_open(counted(1, missed, played)) is is_open


def test_whom_to_ask_goes_round() -> None:
    assert whom_to_ask([(1, 2, 3, 4), (1, 2, 3, 4), (1,)], most=2) == [(1, 2), (3, 4), (1,)]
    assert whom_to_ask([()]) == [()]


@settings(max_examples=100)
@given(st.lists(st.sets(st.integers(1, 30)), max_size=5))
def test_only_tables_that_had_it_right_are_asked(right: list[set[int]]) -> None:
    for tables, asked in zip(right, whom_to_ask([sorted(one) for one in right]), strict=True):
        assert set(asked) <= tables
        assert len(asked) == min(3, len(tables))


def test_lengths_say_their_middle_and_their_spread_only_from_five_on() -> None:
    assert lengths([]) is None
    few, many = lengths([20, 30]), lengths([20, 24, 26, 28, 60])
    assert few is not None
    assert (few.tables, few.middle, few.low) == (2, 25, None)
    assert many is not None
    assert (many.middle, many.low, many.high) == (26, 24, 28)


@pytest.mark.parametrize("planned", [10, 15, 25, 30, 60])
def test_the_planned_minutes_are_among_those_offered(planned: int) -> None:
    offered = minutes_offered(planned)
    assert planned in offered
    assert min(offered) >= 5


@pytest.mark.parametrize("name", games.names())
def test_every_line_of_the_key_is_a_card_to_mark_by_its_printed_number(name: str) -> None:
    source = material()
    source = replace(
        source,
        sequences=tuple(replace(one, version="vs") for one in source.sequences),
        pairings=tuple(replace(one, version="vp") for one in source.pairings),
    )
    game = games.get(name)
    deck = game.deck.build(source, minutes=game.MINUTES[1], rng=random.Random(1))
    cards = printed_cards(deck, source)
    numbers = {card.number for card in deck.cards}
    assert [card.number for card in cards] == [line.number for line in deck.key]
    assert {card.number for card in cards} <= numbers
    assert all(card.asked and card.answer for card in cards)
    # What it was made from is known, and so is what it teaches.
    assert all(card.version or card.term for card in cards)
    assert all(card.objective for card in cards if card.version not in {"vs", "vp"})
    assert from_json(to_json(cards)) == cards
    assert from_json({}) == ()


def test_letters_are_those_on_the_paper() -> None:
    deck, _kit = made("question_track")
    for card, played in zip(deck.cards, printed_cards(deck, material()), strict=True):
        assert tuple((one.letter, one.text) for one in played.options) == card.front.options
        assert played.mark in LETTERS
        assert played.mark not in {one.letter for one in played.wrong}


def test_a_right_letter_is_no_wrong_option() -> None:
    card = PrintedCard(
        number=1,
        asked="?",
        answer="yes",
        mark="A",
        options=(PrintedOption(letter="A", text="yes"), PrintedOption(letter="B", text="no")),
    )
    assert card.option("A") is None
    assert card.option("B") is not None

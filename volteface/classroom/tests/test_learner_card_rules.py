"""What a card says and lacks, in which order cards are tried, and how ratings are counted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.classroom.rules.learner_cards import (
    CardWords,
    Wrong,
    is_right_answer,
    next_card,
    problems_of,
    share_of,
    shown_order,
    tidied,
    tidy,
    words_from_json,
    words_to_json,
)

TEXT = st.text(max_size=40)
QUESTION = CardWords(
    front="When do you review?",
    back="In six days",
    wrong=(Wrong(text="Tomorrow", why="Too early"), Wrong(text="Never", why="It fades")),
)


def asked(*wrong: tuple[str, str]) -> CardWords:
    lines = tuple(Wrong(text=text, why=why) for text, why in wrong)
    return CardWords(front="When?", back="Now", wrong=lines)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  two\n words ", "two words"),
        ("a\u202eb\u2066c", "a b c"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("# A title", "A title"),
        ("> > said", "said"),
        ("#hashtag", "#hashtag"),
        ("$a < b$", "$a < b$"),
    ],
)
def test_a_line_is_what_one_sees(raw: str, kept: str) -> None:
    assert tidy(raw) == kept


@pytest.mark.parametrize(
    ("kind", "words", "parts"),
    [
        ("term", CardWords(), {"front", "back"}),
        ("term", CardWords(front="Gap", back="gap."), {"back"}),
        ("term", CardWords(front="Gap", back="x" * 181), {"back"}),
        ("term", CardWords(front="Gap", back="A pause on purpose"), set()),
        ("pair", CardWords(front="Gap", back="Memory", why="x" * 161), {"why"}),
        ("question", QUESTION, set()),
        ("question", asked(), {"wrong1", "wrong2"}),
        ("question", asked(("now", "No"), ("Later", "")), {"wrong1", "why2"}),
        ("question", asked(("A", "No"), ("B", "No"), ("", "Because")), {"wrong3"}),
    ],
)  # fmt: skip
def test_what_a_card_lacks_is_said_where_it_is_missing(
    kind: str, words: CardWords, parts: set[str]
) -> None:
    assert set(problems_of(kind, words)) == parts


@pytest.mark.parametrize(
    "text",
    ["see https://evil.example", "www.evil.example", "![x](y.png)", "[here](x)", "me@evil.example",
     "<script>alert(1)</script>", '<img src="x">', "</div>", "<!-- gone"],
)  # fmt: skip
def test_addresses_pictures_and_markup_are_no_words(text: str) -> None:
    assert "front" in problems_of("term", CardWords(front=text, back="A meaning"))


def test_formulas_and_comparisons_are() -> None:
    assert not problems_of("term", CardWords(front="$x^2$", back="a < b, and 3 > 2, 50 % of $5"))


@settings(max_examples=60)
@given(front=TEXT, back=TEXT, why=TEXT, wrong=st.lists(st.tuples(TEXT, TEXT), max_size=3))
def test_words_come_back_as_they_were_kept(
    front: str, back: str, why: str, wrong: list[tuple[str, str]]
) -> None:
    lines = tuple(Wrong(text=text, why=reason) for text, reason in wrong)
    words = tidied(CardWords(front=front, back=back, why=why, wrong=lines))
    assert words_from_json(words_to_json(words)) == words
    assert tidied(words) == words


def test_options_stand_in_an_order_of_the_readers_own() -> None:
    orders = {tuple(text for _value, text in shown_order(f"r{n}", QUESTION)) for n in range(30)}
    assert len(orders) == 6
    assert shown_order("r1", QUESTION) == shown_order("r1", QUESTION)
    assert all(set(order) == {"In six days", "Tomorrow", "Never"} for order in orders)


@pytest.mark.parametrize(
    ("kind", "answer", "right"),
    [
        ("term", "when do you review", True),
        ("question", "In six days", True),
        ("question", "Tomorrow", False),
        ("pair", "IN SIX DAYS!", True),
        ("pair", "", False),
    ],
)
def test_an_answer_is_read_kindly(kind: str, answer: str, right: bool) -> None:
    assert is_right_answer(kind, QUESTION, answer) is right


@settings(max_examples=60)
@given(counts=st.lists(st.integers(0, 9), min_size=1, max_size=12), seed=TEXT)
def test_the_fewest_rated_come_first(counts: list[int], seed: str) -> None:
    waiting = [(f"c{place}", count) for place, count in enumerate(counts)]
    chosen = next_card(waiting, seed=seed)
    assert dict(waiting)[str(chosen)] == min(counts)


def test_readers_begin_with_different_cards() -> None:
    waiting = [(f"c{place}", 0) for place in range(6)]
    assert len({next_card(waiting, seed=f"s{n}") for n in range(40)}) == 6
    assert next_card([], seed="s") is None


@pytest.mark.parametrize(
    ("said", "told"), [([True], False), ([True, False], False), ([True] * 3, True)]
)
def test_a_share_is_told_from_three_ratings_on(said: list[bool], told: bool) -> None:
    share = share_of(said)
    assert share.is_told is told
    assert (share.count, share.n) == (sum(said), len(said))
    if share.low is not None and share.high is not None:
        assert 0 <= share.low < share.count / share.n <= share.high <= 1

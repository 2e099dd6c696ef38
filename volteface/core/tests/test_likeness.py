"""Short texts that say much the same stand together, whatever order they come in."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.core.likeness import alike, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY_BEFORE = [
    "I would review it the day before the exam",
    "review the day before",
    "I'd revew the day befor the exam",
    "reviewing right before the exam",
]
WEEK_LATER = [
    "After about a week, when I begin to forget",
    "One week later, when I start forgetting it",
    "When I have begun to forget: a week later",
]
LA_VEILLE = [
    "Je relis mes notes la veille de l'examen",
    "relire ses notes la veille",
    "La veille, je relirais mes notes",
]
AVEC_DES_FICHES = ["Je me teste avec des fiches", "Faire des fiches et se tester"]
ALONE = ["?", "idk", "I ask somebody in my family"]
MEANT = [DAY_BEFORE, WEEK_LATER, LA_VEILLE, AVEC_DES_FICHES, *([one] for one in ALONE)]
WORDS = [word for group in MEANT for text in group for word in text.split()]
SENTENCES = st.lists(
    st.one_of(
        st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
        st.text(max_size=20),
    ),
    max_size=25,
)


def told(texts: Sequence[str]) -> list[tuple[list[str], str]]:
    """The groups in the texts' own words, with what is quoted."""
    return sorted(
        (sorted(texts[place] for place in group.members), texts[group.central])
        for group in alike(texts)
    )


def test_english_and_french_answers_stand_where_a_reader_would_put_them() -> None:
    texts = [text for group in MEANT for text in group]
    random.Random(4).shuffle(texts)
    assert [group for group, _quoted in told(texts)] == sorted(sorted(group) for group in MEANT)


def test_the_quotation_is_the_text_nearest_to_all_the_others() -> None:
    central = "relire ses notes la veille"
    ((_members, quoted),) = told([*LA_VEILLE, "la veille, réviser un peu ses notes"])
    assert quoted == central


def test_the_nearest_text_shares_words_or_there_is_none() -> None:
    texts = ["Contract law on Friday", "If I learn it the day before I can't forget it", "idk"]
    assert nearest("Just the day before the exam is the best time to learn", texts) == 1
    assert nearest("Mixing topics only confuses me", texts) is None
    assert nearest("anything", []) is None


@pytest.mark.parametrize("texts", [[], ["one"], ["", " "], ["…"] * 3, ["Oui", "oui !", "OUI."]])
def test_few_and_odd_texts_are_one_group_at_most(texts: list[str]) -> None:
    assert len(alike(texts)) == min(1, len(texts))


@settings(max_examples=100)
@given(SENTENCES, st.randoms(use_true_random=False))
def test_everybody_is_in_one_group_and_the_order_does_not_matter(
    texts: list[str], dice: random.Random
) -> None:
    groups = alike(texts)
    assert sorted(place for group in groups for place in group.members) == list(range(len(texts)))
    assert all(group.central in group.members for group in groups)
    assert [len(group.members) for group in groups] == sorted(
        (len(group.members) for group in groups), reverse=True
    )
    shuffled = texts[:]
    dice.shuffle(shuffled)
    folded = [" ".join(text.split()) for text in texts]
    assert told(folded) == told([" ".join(text.split()) for text in shuffled])


def test_2000_different_answers_take_less_than_0_3_s() -> None:
    dice = random.Random(3)
    said = [text.split() for group in MEANT for text in group]
    texts = []
    for number in range(2_000):
        words = [*dice.choice(said)]
        for _time in range(dice.randrange(6)):
            words.insert(dice.randrange(len(words) + 1), dice.choice(WORDS))
        texts.append(f"{' '.join(words)} {number if number % 50 == 0 else ''}")
    took = []
    for _turn in range(3):
        began = time.process_time()
        groups = alike(texts)
        took.append(time.process_time() - began)
    assert min(took) < 0.3
    assert sum(len(group.members) for group in groups) == 2_000
    assert len(groups) < 100

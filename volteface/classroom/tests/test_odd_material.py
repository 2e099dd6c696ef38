"""Whatever a module holds, every game is either made so that it fits, or says what is missing."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from volteface.classroom import games
from volteface.classroom.games.kit import Set, data_of
from volteface.classroom.games.material import Choice, Item, Material, Pairing, Sequence, Term
from volteface.classroom.games.paper import Printing
from volteface.classroom.games.reasons import reason_words

if TYPE_CHECKING:
    from collections.abc import Sequence as Several

KINDS = ("single", "multiple", "true_false", "numeric", "short_text", "open", "hotspot")
WORDS = (
    *("gap", "x", "spacing effect", "Donaudampfschifffahrtsgesellschaftskapitän", "x" * 80),
    *("$x^2$", "**b**", "![p](a.png)", "`code`", "line\n\nbreak", "<b>", "- a\n- b", "", "  "),
    *("日本語のテキスト", "مرحبا بالعالم", "Ελληνικά", "“q”", "1"),
)
DATES = ("", "", "2008", "300 BC", "3 weeks", "soon", "²", "٢٠٠٨", "99999", "XIXe siècle")


def _text(rng: random.Random, most: int) -> str:
    return " ".join(rng.choice(WORDS) for _word in range(rng.randint(0, most)))


def _item(rng: random.Random, number: int, objectives: Several[str]) -> Item:
    return Item(
        key=f"q{number}",
        version=f"v{number}",
        kind=rng.choice(KINDS),
        stem=_text(rng, rng.choice((4, 20, 60))),
        options=tuple(
            Choice(
                id=f"o{place}",
                text=_text(rng, rng.choice((3, 3, 15))),
                worth=rng.choice((1, 0, 0, -0.5)),
                misconception=rng.choice(("", "m")),
                feedback=_text(rng, 20),
            )
            for place in range(rng.randint(0, 6))
        ),
        objective=rng.choice(objectives),
        explanation=_text(rng, 30),
        picture=rng.choice(("", "", "a.png")),
        answer=_text(rng, 2),
    )


def _material(seed: int) -> Material:
    rng = random.Random(seed)
    objectives = [f"o{number}" for number in range(rng.randint(1, 5))]
    return Material(
        module="m",
        title=_text(rng, 5) or "M",
        language=rng.choice(("en", "fr")),
        objectives=tuple((key, _text(rng, 12)) for key in objectives[1:]),
        key_points=tuple(_text(rng, 15) for _point in range(rng.randint(0, 3))),
        items=tuple(_item(rng, number, objectives) for number in range(rng.randint(0, 40))),
        terms=tuple(
            Term(
                term=f"{_text(rng, 3)} {number}",
                meaning=_text(rng, rng.choice((5, 40))),
                when=rng.choice(DATES),
                objective=rng.choice(objectives),
            )
            for number in range(rng.randint(0, 40))
        ),
        sequences=tuple(
            Sequence(key=f"s{n}", stem=_text(rng, 20), parts=tuple(_text(rng, 6) for _ in range(5)))
            for n in range(rng.randint(0, 3))
        ),
        pairings=tuple(
            Pairing(key=f"p{n}", stem=_text(rng, 9), pairs=((_text(rng, 4), _text(rng, 4)),) * 2)
            for n in range(rng.randint(0, 3))
        ),
    )


@pytest.mark.parametrize("name", games.names())
@pytest.mark.parametrize("seed", [1, 5, 8])
def test_any_material_is_played_and_printed_or_refused(name: str, seed: int) -> None:
    material, rng, game = _material(seed), random.Random(seed), games.get(name)
    minutes = rng.choice(game.MINUTES)
    deck = game.deck.build(material, minutes=minutes, rng=rng)
    has = game.deck.count(material)
    assert {out.reason for out in deck.left_out} <= set(reason_words())
    assert set(deck.warnings) <= set(game.words.warnings())
    if has < game.deck.LEAST:
        assert str(has) in game.words.shortage(has)
        return
    assert deck.cards
    for printing in (Printing(), Printing(large=True)):
        kit = Set(
            deck=deck,
            page=game.words.page(deck, minutes=minutes),
            words=game.words.labels(),
            module=material.title,
            language="en",
            printing=printing,
        )
        assert data_of(kit)["cards"]
    outcome = game.rules.simulate(deck, players=(0.6, 0.6, 0.6), minutes=minutes, rng=rng)
    assert outcome.seconds <= minutes * 60

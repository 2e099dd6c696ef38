"""Material and kits for the tests of printing."""

from __future__ import annotations

import io
import random
from statistics import median
from typing import TYPE_CHECKING, cast

from pypdf import PdfReader

from volteface.classroom import games, press
from volteface.classroom.games.kit import Set, data_of
from volteface.classroom.games.kit_words import kit_label
from volteface.classroom.games.material import Choice, Item, Material, Pairing, Sequence, Term
from volteface.classroom.games.paper import Printing

if TYPE_CHECKING:
    from collections.abc import Sequence as Several

    from volteface.classroom.games.game import Deck, RulesModule

OPTIONS = ("Tomorrow, while it is fresh", "In about six days", "The evening before")


def item(number: int, *, stem: str = "", options: Several[str] = OPTIONS) -> Item:
    return Item(
        key=f"q{number}",
        version=f"v{number}",
        kind="single",
        stem=stem or f"Question {number}: when do you review?",
        options=tuple(
            Choice(id=f"o{place}", text=f"{text} ({number})", worth=float(place == 1))
            for place, text in enumerate(options)
        ),
        objective=f"o{number % 4}",
        explanation=f"Because of reason {number}.",
    )


def material(*, items: int = 14, terms: int = 16, language: str = "en") -> Material:
    """Enough of everything for every game."""
    return Material(
        module="spacing",
        title="Spacing beats cramming",
        language=language,
        objectives=tuple((f"o{number}", f"Objective {number}") for number in range(4)),
        items=tuple(item(number) for number in range(items)),
        terms=tuple(
            Term(
                term=f"term {number}",
                meaning=f"The meaning of word number {number}.",
                when=str(1885 + 9 * number),
                objective=f"o{number % 4}",
            )
            for number in range(terms)
        ),
        sequences=(
            Sequence(key="s1", stem="In which order?", parts=("One", "Two", "Three", "Four")),
        ),
        pairings=(Pairing(key="p1", stem="What fits?", pairs=(("left", "right"),)),),
    )


def made(
    name: str, *, given: Material | None = None, printing: Printing | None = None
) -> tuple[Deck, Set]:
    """A game's deck from the material, ready to be set."""
    source = given or material()
    game = games.get(name)
    deck = game.deck.build(source, minutes=game.MINUTES[1], rng=random.Random(1))
    page = game.words.page(deck, minutes=game.MINUTES[1])
    kit = Set(
        deck=deck,
        page=page,
        words=game.words.labels(),
        module=source.title,
        language=source.language,
        printing=printing or Printing(),
    )
    return deck, kit


def printed(name: str, kit: Set, *, kits: int = 2) -> PdfReader:
    """The kits as a PDF to read."""
    data = data_of(kit)
    labels = [kit_label(number + 1, kits) for number in range(kits)]
    return PdfReader(io.BytesIO(press.press(name, data, {}, labels)))


def usual_and_median(rules: RulesModule, deck: Deck, *, minutes: int) -> tuple[int, float]:
    """The minutes a deck promises, and the median of 25 games of four people unlike each other."""
    rng = random.Random(9)
    seconds = [
        rules.simulate(deck, players=(0.8, 0.65, 0.65, 0.5), minutes=minutes, rng=rng).seconds
        for _game in range(25)
    ]
    return cast("int", deck.facts["usual"]), median(seconds) / 60

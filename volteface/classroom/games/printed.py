"""The cards of a printed kit as its results come home: what each asked, by the number on it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .game import Card, Deck, KeyLine
    from .material import Choice, Material

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedOption:
    """An option under the letter printed before it; ``misconception`` is its key, if it has one."""

    letter: str
    text: str
    misconception: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCard:
    """A card somebody has to answer. Texts are Markdown; ``mark`` is what the key says.

    ``suit`` is the sign printed on it: memory and dominoes have none.
    """

    number: int
    asked: str
    answer: str
    mark: str = ""
    why: str = ""
    suit: str = ""
    options: tuple[PrintedOption, ...] = field(default=())
    # The code of the question's wording, empty for a term.
    version: str = ""
    term: str = ""
    # The key of what it teaches.
    objective: str = ""

    def option(self, letter: str) -> PrintedOption | None:
        """The wrong option under this letter."""
        return next((one for one in self.wrong if one.letter == letter), None)

    @property
    def wrong(self) -> tuple[PrintedOption, ...]:
        """The options that are not the answer."""
        return tuple(one for one in self.options if one.letter != self.mark)


def printed_cards(deck: Deck, material: Material) -> tuple[PrintedCard, ...]:
    """One for each line of the key: cards that only answer are not marked by themselves."""
    cards = {card.number: card for card in deck.cards}
    choices = {item.key: item.options for item in material.items}
    aims = {term.term: term.objective for term in material.terms}
    aims |= {one.key: one.objective for one in material.sequences}
    aims |= {one.key: one.objective for one in material.pairings}
    aims |= {one.key: one.objective for one in material.items}
    return tuple(
        _printed(cards[line.number], line, choices, aims)
        for line in deck.key
        if line.number in cards
    )


def to_json(cards: tuple[PrintedCard, ...]) -> dict[str, Any]:
    """The stored form."""
    return {"format": FORMAT, "cards": [asdict(card) for card in cards]}


def from_json(stored: Mapping[str, Any]) -> tuple[PrintedCard, ...]:
    """Read the stored form; nothing of an order that was written without its cards."""
    return tuple(
        PrintedCard(**card | {"options": tuple(PrintedOption(**one) for one in card["options"])})
        for card in stored.get("cards", ())
    )


def _printed(
    card: Card,
    line: KeyLine,
    choices: Mapping[str, tuple[Choice, ...]],
    aims: Mapping[str, str],
) -> PrintedCard:
    front = card.front
    beliefs = {one.text: one.misconception for one in choices.get(card.question, ())}
    return PrintedCard(
        number=card.number,
        # A domino answers on its left and asks on its right.
        asked=front.second or front.text,
        answer=line.answer,
        mark=line.mark,
        why=line.why,
        suit=card.suit,
        options=tuple(
            PrintedOption(letter=letter, text=text, misconception=beliefs.get(text, ""))
            for letter, text in front.options
        ),
        version=card.version,
        term=card.term,
        objective=aims.get(card.question or card.term, ""),
    )

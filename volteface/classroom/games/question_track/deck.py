"""The deck: which questions become cards, and how their text fits on 63 × 88 mm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

LETTERS = "ABCDE"
FEWEST_OPTIONS = 2
SUITS = ("circle", "triangle", "square", "diamond", "star", "cross")
PER_SHEET = 9
# Text sizes in points, the largest that fits is taken; below the last a second card begins.
SIZES = (13.0, 12.0, 11.0, 10.5, 10.0, 9.5, 9.0)
_WIDTH_MM, _HEIGHT_MM = 51.0, 63.0
_POINT_MM = 0.3528
# Measured on Atkinson Hyperlegible in three languages, rounded up: a sign's average width (bold in
# the stem) and a line's height, as parts of the size.
_SIGN, _BOLD_SIGN, _LINE = 0.45, 0.49, 1.19
_OPTION_INDENT_MM, _GAP_MM = 6.5, 1.4


class Random(Protocol):
    """The part of ``random.Random`` the rules use."""

    def random(self) -> float: ...
    def randrange(self, stop: int, /) -> int: ...
    def shuffle(self, x: list[int], /) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A question that may become a card; ``options`` are (id, text, worth)."""

    key: str
    stem: str
    options: tuple[tuple[str, str, float], ...]
    objective: str
    explanation: str = ""
    keep_order: bool = False

    def options_as_shown(self) -> tuple[tuple[str, str], ...]:
        """The options with a letter each, in the stored order."""
        return tuple(
            (LETTERS[place % len(LETTERS)], text)
            for place, (_id, text, _worth) in enumerate(self.options)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One printed card; a long question has two with the same number."""

    number: int
    part: str
    suit: str
    size: float
    stem: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """One line of the answer key."""

    number: int
    letter: str
    answer: str
    why: str
    suit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """Cards, their key, the suits' objectives, and what could not be printed with the reason."""

    cards: tuple[Card, ...]
    key: tuple[KeyLine, ...]
    suits: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def questions(self) -> int:
        """How many questions the deck asks."""
        return len(self.key)


def build(sources: Sequence[Source], *, rng: Random) -> Deck:
    """A card for every question with two to five options of which exactly one is right."""
    suits: dict[str, str] = {}
    cards: list[Card] = []
    key: list[KeyLine] = []
    left_out: list[tuple[str, str]] = []
    for source in sources:
        reason = _refusal(source)
        if reason:
            left_out.append((source.key, reason))
            continue
        suit = suits.setdefault(source.objective, SUITS[len(suits) % len(SUITS)])
        number = len(key) + 1
        order = list(range(len(source.options)))
        if not source.keep_order:
            rng.shuffle(order)
        options = tuple(
            (LETTERS[place], source.options[index][1]) for place, index in enumerate(order)
        )
        right = next(place for place, index in enumerate(order) if source.options[index][2] >= 1)
        key.append(
            KeyLine(
                number=number,
                letter=LETTERS[right],
                answer=options[right][1],
                why=source.explanation,
                suit=suit,
            )
        )
        cards.extend(_cards(number, suit, source.stem, options))
    return Deck(
        cards=tuple(cards),
        key=tuple(key),
        suits=tuple((suit, objective) for objective, suit in suits.items()),
        left_out=tuple(left_out),
    )


def size_that_fits(stem: str, options: Sequence[tuple[str, str]]) -> float | None:
    """The largest text size at which everything stands on one card, or nothing."""
    for size in SIZES:
        if _height(stem, options, size) <= _HEIGHT_MM:
            return size
    return None


def mirrored(sheet: Sequence[Card | None], *, columns: int = 3) -> list[Card | None]:
    """A sheet's cards as their backs lie: each row reversed, for a flip on the long edge."""
    rows = [list(sheet[at : at + columns]) for at in range(0, len(sheet), columns)]
    return [card for row in rows for card in [*[None] * (columns - len(row)), *reversed(row)]]


def _refusal(source: Source) -> str:
    if not FEWEST_OPTIONS <= len(source.options) <= len(LETTERS):
        return "options"
    if sum(worth >= 1 for _id, _text, worth in source.options) != 1:
        return "several"
    if "![" in source.stem or any("![" in text for _id, text, _worth in source.options):
        return "picture"
    if _height(source.stem, (), SIZES[-1]) > _HEIGHT_MM:
        return "long"
    if _height("", source.options_as_shown(), SIZES[-1]) > _HEIGHT_MM:
        return "long"
    return ""


def _cards(number: int, suit: str, stem: str, options: tuple[tuple[str, str], ...]) -> list[Card]:
    size = size_that_fits(stem, options)
    if size is not None:
        return [Card(number=number, part="", suit=suit, size=size, stem=stem, options=options)]
    first = size_that_fits(stem, ()) or SIZES[-1]
    second = size_that_fits("", options) or SIZES[-1]
    return [
        Card(number=number, part="1/2", suit=suit, size=first, stem=stem, options=()),
        Card(number=number, part="2/2", suit=suit, size=second, stem="", options=options),
    ]


def _height(stem: str, options: Sequence[tuple[str, str]], size: float) -> float:
    line = size * _LINE * _POINT_MM
    height = _lines(stem, _WIDTH_MM, size * _BOLD_SIGN) * line + (_GAP_MM * 2 if stem else 0)
    for _letter, text in options:
        height += _lines(text, _WIDTH_MM - _OPTION_INDENT_MM, size * _SIGN) * line + _GAP_MM
    return height


def _lines(text: str, width: float, sign: float) -> int:
    """Lines after breaking at spaces, a word longer than a line taking several."""
    signs = max(1, int(width / (sign * _POINT_MM)))
    lines = 0
    for paragraph in text.splitlines():
        used = 0
        lines += 1
        for word in paragraph.split():
            length = len(word)
            if used and used + 1 + length > signs:
                lines += 1
                used = 0
            used += length + (1 if used else 0)
            while used > signs:
                lines += 1
                used -= signs
    return lines

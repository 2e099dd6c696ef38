"""What every printable game is: a deck as data, rules as a play-through, words on one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableSequence, Sequence

    from django.utils.functional import _StrPromise

    from .material import Material

    type Words = str | _StrPromise

# Signs that stand for objectives, each with the letter printed in it.
SUITS = ("circle", "triangle", "square", "diamond", "star", "cross", "hexagon", "ring")
SUIT_LETTERS = dict(zip(SUITS, "KLMNPRST", strict=True))
# Options are lettered like this, on cards and on the letters a player lays.
LETTERS = "ABCDE"


class Random(Protocol):
    """The part of ``random.Random`` the games use."""

    def random(self) -> float: ...
    def randrange(self, start: int, stop: int | None = None, /) -> int: ...
    def shuffle(self, x: MutableSequence[Any], /) -> None: ...
    def choice[T](self, seq: Sequence[T], /) -> T: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One side of a card. Texts are Markdown; ``kind`` says how they are laid out.

    ``question``: ``text`` bold, ``options`` (letter, text) below. ``text``: ``text`` in the middle.
    ``answer``: ``text`` large, ``note`` small below. ``domino``: ``text`` left, ``second`` right.
    ``list``: ``text`` as title, ``lines`` below, the one at ``strong`` in bold. ``back``: the
    suit's pattern. Any other word is drawn by the game's own ``parts.typ``.
    """

    kind: str
    text: str = ""
    second: str = ""
    options: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    strong: int = -1
    # A word of ``words.labels()`` printed small at the head.
    label: str = ""
    # Printed in the corner: a year, “A3”, points.
    corner: str = ""
    note: str = ""


BACK = Face(kind="back")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card of the deck, before the paper is thought of; ``number`` is printed small.

    ``question`` and ``version`` (or ``term``) are not printed: they let results come home.
    ``size`` is a name of ``fit.SIZES``.
    """

    number: int
    front: Face
    back: Face = BACK
    suit: str = ""
    question: str = ""
    version: str = ""
    term: str = ""
    size: str = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """A line of the answer key: ``mark`` is a letter or another short sign, may be empty."""

    number: int
    answer: str
    mark: str = ""
    why: str = ""
    suit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A text in a box of a sheet: the kit finds the largest size at which it fits."""

    text: str
    width_mm: float
    height_mm: float
    bold: bool = False
    largest: float = 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page drawn by the game's ``parts.typ`` (``sheets.<kind>``): a board, a station, a bingo.

    ``data`` holds plain JSON values and ``Fit`` texts. ``backed`` sheets keep the other side empty.
    ``landscape`` turns the paper. ``cuts`` is how many cuts it takes to bring into use.
    """

    kind: str
    data: Mapping[str, object] = field(default_factory=dict)
    landscape: bool = False
    cuts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """What to cut besides: one set per kit. ``die`` has six faces, ``chips`` are (worth, how many).

    ``letters`` and ``pawns`` are made for ``seats`` players, each with a sign; ``counters`` are
    small blank squares.
    """

    seats: int = 6
    letters: str = ""
    pawns: bool = False
    die: tuple[int, ...] = ()
    chips: tuple[tuple[int, int], ...] = ()
    counters: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What the game could not use; ``reason`` is a key of ``reasons.py``."""

    key: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """A game made from a module. ``facts`` are the game's own numbers, for its words and parts."""

    game: str
    cards: tuple[Card, ...]
    key: tuple[KeyLine, ...] = ()
    # (suit, the objective's words)
    suits: tuple[tuple[str, str], ...] = ()
    sheets: tuple[Sheet, ...] = ()
    pieces: Pieces | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    # Keys of ``words.warnings()``.
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one simulated game came to; ``scores`` in the players' order, higher is better."""

    seconds: int
    finished: bool
    scores: tuple[float, ...]
    cards_played: int

    @property
    def winner(self) -> int:
        """The player with the highest score, the first of equals."""
        return max(range(len(self.scores)), key=self.scores.__getitem__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A short paragraph beside the rules, or a list of (name, text)."""

    title: str
    text: str = ""
    items: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """One page a table can play from, in plain sentences; all already translated."""

    title: str
    players: str
    duration: str
    idea: str
    setup: tuple[str, ...]
    turn: tuple[str, ...]
    end: str
    debrief: tuple[str, ...]
    asides: tuple[Aside, ...] = ()


class DeckModule(Protocol):
    """``deck.py``: pure."""

    @property
    def LEAST(self) -> int: ...  # noqa: N802 - a constant of the module
    def count(self, material: Material) -> int: ...
    def build(self, material: Material, *, minutes: int, rng: Random) -> Deck: ...


class RulesModule(Protocol):
    """``rules.py``: pure, only legal moves, always ends."""

    def simulate(
        self, deck: Deck, *, players: Sequence[float], minutes: int, rng: Random
    ) -> Outcome: ...


class WordsModule(Protocol):
    """``words.py``: every word on paper, through gettext at the time of the call."""

    def page(self, deck: Deck, *, minutes: int) -> RulePage: ...
    def labels(self) -> Mapping[str, str]: ...
    def shortage(self, has: int) -> str: ...
    def warnings(self) -> Mapping[str, str]: ...


class Game(Protocol):
    """A folder's ``__init__.py`` with its three modules and, when it has one, ``parts.typ``."""

    NAME: str
    TITLE: Words
    SUMMARY: Words
    NEEDS: Words
    PLAYERS: tuple[int, int]
    MINUTES: tuple[int, int, int]
    deck: DeckModule
    rules: RulesModule
    words: WordsModule

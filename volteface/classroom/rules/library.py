"""Find a technique: by words, by what it is for, by people, minutes and room."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# What an activity is for, in the order of the list a teacher chooses from.
GOALS = ("recall", "understand", "apply", "judge", "create", "convince", "notice")
# Fixed rows, tables for some, or a floor on which people can move.
ROOMS = ("rows", "tables", "floor")
NEEDS = ("phones", "paper", "walls")

MOST_OFFERED = 3

# The criteria by the names of their fields, in the order in which they are worth giving up.
CRITERIA = ("room", "words", "minutes", "people", "goal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the search knows of a sheet; its texts are folded, see ``folded``."""

    name: str
    title: str
    # Keywords and summary, and everything else.
    near: str
    text: str
    goals: tuple[str, ...]
    rooms: tuple[str, ...]
    least_people: int
    most_people: int | None
    least_minutes: int
    minutes: int
    most_minutes: int
    # The one it makes no sense without.
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody is looking for; empty fields ask for nothing."""

    words: str = ""
    goal: str = ""
    people: int | None = None
    minutes: int | None = None
    room: str = ""

    @property
    def given(self) -> tuple[str, ...]:
        """The criteria that ask for something."""
        return tuple(name for name in CRITERIA if getattr(self, name))

    def without(self, name: str) -> Wanted:
        """The same without one criterion."""
        return Wanted(
            words="" if name == "words" else self.words,
            goal="" if name == "goal" else self.goal,
            people=None if name == "people" else self.people,
            minutes=None if name == "minutes" else self.minutes,
            room="" if name == "room" else self.room,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Loosened:
    """A criterion to drop, and how many sheets there would be then."""

    criterion: str
    found: int


def folded(text: str) -> str:
    """Small letters without accents, so that “carte a idees” finds “Carte à idées”."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def fits(entry: Entry, wanted: Wanted) -> bool:
    """Whether a sheet is what somebody is looking for; a shorter one fits a longer time."""
    words = folded(wanted.words).split()
    return (
        all(_score(entry, word) for word in words)
        and (not wanted.goal or wanted.goal in entry.goals)
        and (not wanted.room or wanted.room in entry.rooms)
        and (wanted.people is None or _holds(entry, wanted.people))
        and (wanted.minutes is None or entry.least_minutes <= wanted.minutes)
    )


def search(entries: Sequence[Entry], wanted: Wanted) -> list[Entry]:
    """The sheets that fit: best words first, then those made for just this time and goal."""
    words = folded(wanted.words).split()

    def place(entry: Entry) -> tuple[int, int, int, int, str]:
        score = sum(_score(entry, word) for word in words)
        minutes = wanted.minutes or entry.minutes
        return (
            -score,
            entry.goals.index(wanted.goal) if wanted.goal else 0,
            0 if minutes <= entry.most_minutes else 1,
            abs(minutes - entry.minutes),
            entry.title,
        )

    return sorted((entry for entry in entries if fits(entry, wanted)), key=place)


def loosen(entries: Sequence[Entry], wanted: Wanted) -> tuple[Loosened, ...]:
    """Which single criterion to give up when nothing fits, most sheets first.

    Empty when one alone does not help.
    """
    ways = [
        Loosened(criterion=name, found=sum(fits(entry, wanted.without(name)) for entry in entries))
        for name in wanted.given
    ]
    return tuple(sorted((way for way in ways if way.found), key=lambda way: -way.found))


def offers(entries: Sequence[Entry], wanted: Wanted, *, planned: Collection[str]) -> list[Entry]:
    """At most three sheets that fit and are not planned yet, each for another goal first."""
    chosen: list[Entry] = []
    for entry in search(entries, wanted):
        if entry.name in planned or (entry.after and entry.after not in planned):
            continue
        if all(entry.goals[:1] != one.goals[:1] for one in chosen):
            chosen.append(entry)
    return chosen[:MOST_OFFERED]


def _holds(entry: Entry, people: int) -> bool:
    most = entry.most_people
    return entry.least_people <= people and (most is None or people <= most)


def _score(entry: Entry, word: str) -> int:
    """Three for the title, two for keywords and summary, one for the rest, none at all."""
    places = (entry.title, entry.near, entry.text)
    return next((3 - place for place, text in enumerate(places) if _begins(text, word)), 0)


def _begins(text: str, word: str) -> bool:
    """Whether a word of the text begins with ``word``."""
    at = text.find(word)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(word, at + 1)
    return at >= 0

"""The stations’ paper: lock cards, slips, hints by number, the team’s and the master’s page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import batched
from math import ceil
from typing import TYPE_CHECKING

from volteface.classroom.games.fit import fits
from volteface.classroom.games.game import Fit, Sheet
from volteface.classroom.games.room import shortened

from .locks import OPEN, register
from .rules import RULES_SECONDS, STATION_SECONDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Random
    from volteface.classroom.games.material import Choice, Item

    from .locks import Lock

# Every code has a number of its own, of three digits: codes that lead to the same paragraph cannot
# be told from the lock card, or whoever compares them would need no question.
_LOWEST, _HIGHEST = 101, 999
_HINT_WIDTH_MM, _HINT_HEIGHT_MM = 73.0, 12.6
HINTS_A_PAGE = 28
# The list of numbers stands before the paragraphs, two of them beside each other in a row.
NUMBERS_A_LINE, LINES_A_ROW = 10, 4
# The last line above the middle stays empty: large print is taped together there.
MIDDLE_LINE = 28
_SHORTENED = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its options in the order of the card."""

    item: Item
    options: tuple[Choice, ...]
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """Three questions, their lock, and the piece of the last sentence behind it."""

    suit: str
    title: str
    asked: tuple[Asked, ...]
    lock: Lock
    piece: str = ""
    digit: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A paragraph of the hint pages; ``question`` is -1 where the lock opens."""

    number: int
    suit: str
    question: int
    option: int
    text: str = ""


def hints_of(stations: Sequence[Station], *, rng: Random) -> dict[tuple[str, int, int], Hint]:
    """A paragraph for every wrong option and every open lock, in an order that says nothing."""
    wanted = []
    for station in stations:
        wanted.append((station.suit, *OPEN, ""))
        for question, asked in enumerate(station.asked):
            wanted += [
                (station.suit, question, option, choice.feedback)
                for option, choice in enumerate(asked.options)
                if option != asked.right
            ]
    rng.shuffle(wanted)
    return {
        (suit, question, option): Hint(
            number=number, suit=suit, question=question, option=option, text=_short(text)
        )
        for number, (suit, question, option, text) in enumerate(wanted, start=1)
    }


def numbers_of(stations: Sequence[Station], *, rng: Random) -> dict[tuple[str, str], int]:
    """A number for every code that the options of a station can make."""
    codes = [(station.suit, code) for station in stations for code in register(station.lock)]
    numbers = list(range(_LOWEST, _HIGHEST + 1))
    rng.shuffle(numbers)
    return dict(zip(codes, numbers, strict=False))


def sheets_of(
    stations: Sequence[Station], *, sentence: str, code: str, rng: Random
) -> tuple[Sheet, ...]:
    """The team's page, a page for each station, the hints and the master's page."""
    hints = hints_of(stations, rng=rng)
    numbers = numbers_of(stations, rng=rng)
    return (
        _team(stations, sentence=sentence, code=code),
        *(_station_sheet(station, numbers) for station in stations),
        *_hint_sheets(stations, hints, numbers),
        _master(stations, hints, sentence=sentence, code=code),
    )


def _hint_sheets(
    stations: Sequence[Station],
    hints: dict[tuple[str, int, int], Hint],
    numbers: dict[tuple[str, str], int],
) -> list[Sheet]:
    """The list from numbers to paragraphs, and the paragraphs."""
    found = sorted(
        (numbers[station.suit, code], hints[station.suit, *leads].number)
        for station in stations
        for code, leads in register(station.lock).items()
    )
    lines = ceil(len(found) / NUMBERS_A_LINE)
    rows = ceil((lines + (lines >= MIDDLE_LINE)) / LINES_A_ROW)
    shown = [_hint(one) for one in hints.values()]
    first = HINTS_A_PAGE - 2 * rows
    pages = [shown[:first], *batched(shown[first:], HINTS_A_PAGE)]
    return [
        Sheet(
            kind="hints",
            data={
                "numbers": [list(pair) for pair in found] if page == 0 else [],
                "rows": rows if page == 0 else 0,
                "middle": MIDDLE_LINE,
                "hints": list(part),
            },
        )
        for page, part in enumerate(pages)
    ]


def _team(stations: Sequence[Station], *, sentence: str, code: str) -> Sheet:
    """The team's page, and below it the last slip to cut off."""
    return Sheet(
        kind="team",
        data={
            "stations": [_short_station(one) for one in stations],
            "sentence": Fit(text=sentence, width_mm=118, height_mm=20, bold=True),
            "code": list(code),
        },
        cuts=1,
    )


def _short_station(station: Station) -> dict[str, object]:
    return {
        "suit": station.suit,
        "title": shortened(Fit(text=station.title, width_mm=80, height_mm=12, largest=11)),
        "questions": len(station.asked),
    }


def _station_sheet(station: Station, numbers: dict[tuple[str, str], int]) -> Sheet:
    codes = [
        {"code": code, "number": numbers[station.suit, code]} for code in register(station.lock)
    ]
    return Sheet(
        kind="station",
        data={
            "suit": station.suit,
            "title": shortened(Fit(text=station.title, width_mm=84, height_mm=14, largest=12)),
            "questions": len(station.asked),
            "codes": codes,
            "piece": Fit(text=station.piece, width_mm=70, height_mm=24, bold=True),
            "digit": station.digit,
            "answers": [_answer(asked, place) for place, asked in enumerate(station.asked)],
        },
        cuts=3,
    )


def _answer(asked: Asked, place: int) -> dict[str, object]:
    """The help's line for one card: the right answer, and why where there is room."""
    right = asked.options[asked.right].text
    why = asked.item.explanation
    full = Fit(text=f"{right}\n\n{why}" if why else right, width_mm=80, height_mm=24, largest=10)
    short = Fit(text=right, width_mm=80, height_mm=24, largest=10)
    return {"card": place + 1, "text": full if fits(full) else shortened(short)}


def _hint(hint: Hint) -> dict[str, object]:
    text = Fit(text=hint.text, width_mm=_HINT_WIDTH_MM, height_mm=_HINT_HEIGHT_MM, largest=10)
    return {
        "number": hint.number,
        "suit": hint.suit,
        "card": hint.question + 1,
        "text": text if hint.text and fits(text) else None,
    }


def _master(
    stations: Sequence[Station],
    hints: dict[tuple[str, int, int], Hint],
    *,
    sentence: str,
    code: str,
) -> Sheet:
    """Everything the game master needs, also where a paper got lost."""
    rows = [
        {
            "suit": station.suit,
            "title": shortened(Fit(text=station.title, width_mm=42, height_mm=18, largest=10)),
            "code": station.lock.code,
            "hint": hints[station.suit, *OPEN].number,
            "piece": shortened(Fit(text=station.piece, width_mm=48, height_mm=14, largest=10)),
            "digit": station.digit,
            "place": station.place + 1,
            "minute": (RULES_SECONDS + STATION_SECONDS * (number + 1)) // 60,
        }
        for number, station in enumerate(stations)
    ]
    return Sheet(
        kind="master",
        data={
            "stations": rows,
            "sentence": Fit(text=sentence, width_mm=170, height_mm=14, bold=True),
            "code": code,
        },
    )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHORTENED else words[:_SHORTENED].rsplit(" ", 1)[0] + " …"

"""What comes first: reads a year, a date, a duration or a rank as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

YEAR, DURATION, RANK = "year", "duration", "rank"

_MONTHS = (
    ("jan",),
    ("feb", "fév", "fev"),
    ("mar",),
    ("apr", "avr"),
    ("may", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aoû", "aou"),
    ("sep",),
    ("oct",),
    ("nov",),
    ("dec", "déc"),
)
# The beginnings of units, English and French, in seconds.
_UNITS = (
    (r"ms\b|millis", 0.001),
    (r"s\b|sec", 1.0),
    (r"min", 60.0),
    (r"h\b|hour|heure", 3600.0),
    (r"d\b|day|j\b|jour", 86_400.0),
    (r"week|semaine|sem\b", 604_800.0),
    (r"month|mois", 2_629_800.0),
    (r"year|yr|an\b|ans\b|année", 31_557_600.0),
    (r"decade|décennie", 315_576_000.0),
    (r"centur|siècle", 3_155_760_000.0),
)
_NUMBER = r"\d+(?:[.,]\d+)?"
_ABOUT = re.compile(r"^(?:c\.|ca\.?|circa|about|around|vers|env\.?|environ|~|≈)\s*", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:bce?|b\.c\.|av\.)", re.IGNORECASE)
_ISO = re.compile(r"^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$")
_WRITTEN = re.compile(r"^(?:(\d{1,2})(?:st|nd|rd|th|er)?\s+)?([^\W\d]+)\.?\s+(\d{3,4})$")
_CENTURY = re.compile(r"^(\d{1,2}|[ivx]+)\s*(?:st|nd|rd|th|e|er|ème)?\s*(?:century|siècle|s\.)")
_YEAR = re.compile(r"^(?:([-−–])(\d{1,5})|(\d{3,5}))\b")
_SHARED = re.compile(rf"^({_NUMBER})\s*(?:[-–—]\s*{_NUMBER}\s*)?([^\W\d_]+)")
_RANK = re.compile(r"^([^\W\d]*)\s*[#n°º.]*\s*(\d+)(?:\s*(?:st|nd|rd|th|er|e|ème|\.))?$")
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A place in an order; only those of one ``kind`` can be compared."""

    kind: str
    value: float


def read(text: str) -> When | None:
    """The place in the order that the words stand for, or nothing."""
    words = _ABOUT.sub("", " ".join(text.casefold().split()))
    for reader in (_iso, _written, _century, _before, _year, _duration, _rank):
        found = reader(words)
        if found:
            return found
    return None


def told(text: str, when: str) -> bool:
    """Whether a text gives away its own date: the year in it, or all of a shorter one."""
    said = re.findall(r"\d{3,}", when) or [when.strip().casefold()]
    return any(
        re.search(rf"(?<![\w.,]){re.escape(one)}(?!\w)", text.casefold()) for one in said if one
    )


def _iso(words: str) -> When | None:
    match = _ISO.match(words)
    if not match:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    return When(kind=YEAR, value=year + (month - 1) / 12 + (day - 1) / 372)


def _written(words: str) -> When | None:
    match = _WRITTEN.match(words)
    if not match:
        return None
    day, name, year = match.groups()
    for month, beginnings in enumerate(_MONTHS):
        if name.startswith(beginnings):
            return When(kind=YEAR, value=int(year) + month / 12 + (int(day or 1) - 1) / 372)
    return None


def _century(words: str) -> When | None:
    match = _CENTURY.match(words)
    if not match:
        return None
    number = int(match[1]) if match[1].isdigit() else _roman(match[1])
    middle = number * 100 - 50
    return When(kind=YEAR, value=-middle if _BEFORE.search(words) else middle)


def _before(words: str) -> When | None:
    match = re.match(r"\d+", words)
    if not match or not _BEFORE.search(words):
        return None
    return When(kind=YEAR, value=-float(match[0]))


def _year(words: str) -> When | None:
    match = _YEAR.match(words)
    if not match or _SHARED.match(words):
        return None
    return When(kind=YEAR, value=-float(match[2]) if match[1] else float(match[3]))


def _duration(words: str) -> When | None:
    match = _SHARED.match(words)
    if not match:
        return None
    for unit, seconds in _UNITS:
        if re.match(unit, match[2]):
            return When(kind=DURATION, value=float(match[1].replace(",", ".")) * seconds)
    return None


def _rank(words: str) -> When | None:
    match = _RANK.match(words)
    return When(kind=f"{RANK} {match[1]}".strip(), value=float(match[2])) if match else None


def _roman(numeral: str) -> int:
    values = [_ROMAN[sign] for sign in numeral]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )

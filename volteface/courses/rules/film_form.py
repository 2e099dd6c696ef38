"""A film's block as its form shows it, and the Markdown that a filled form means.

A row without a readable time or without words is not written: its author is still typing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from volteface.courses.rules.body import placed
from volteface.courses.rules.document import EmbedBlock, FilmMark, VideoBlock
from volteface.courses.rules.film import (
    LONGEST_FILM,
    clock_time,
    in_order,
    time_text,
    write_embed,
    write_video,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_TITLE = 200
_LONGEST_KEY = 40
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmForm:
    """What the form shows; rows are pairs of a time and a chapter's title or a question's key."""

    # The name of a file, or an address.
    source: str
    is_embed: bool
    title: str
    minutes: int
    captions: str
    transcript: str
    chapters: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]


def form_of(source: str) -> FilmForm | None:
    """The form of one film's block; nothing for anything else."""
    film = _film(source)
    if film is None:
        return None
    marks = film.marks if isinstance(film, VideoBlock) else ()
    return FilmForm(
        source=film.source if isinstance(film, VideoBlock) else film.url,
        is_embed=isinstance(film, EmbedBlock),
        title=film.title or "",
        minutes=film.minutes,
        captions=(film.captions or "") if isinstance(film, VideoBlock) else "",
        transcript=film.transcript,
        chapters=tuple((time_text(mark.at), mark.chapter) for mark in marks if mark.chapter),
        questions=tuple((time_text(mark.at), mark.key) for mark in marks if mark.key),
    )


def with_form(source: str, filled: str) -> str:
    """The block's Markdown as the filled form (JSON) says it; unchanged when that is no form."""
    film, given = _film(source), _read(filled)
    if film is None or not given:
        return source
    common = {
        "title": " ".join(_text(given, "title").split())[:_LONGEST_TITLE],
        "minutes": _minutes(_text(given, "minutes")),
        "transcript": _text(given, "transcript").replace("\r\n", "\n"),
    }
    if isinstance(film, EmbedBlock):
        return write_embed(replace(film, **common))  # type: ignore[arg-type]
    captions = " ".join(_text(given, "captions").split())
    marks = in_order(_marks(given))
    return write_video(replace(film, captions=captions, marks=marks, **common))  # type: ignore[arg-type]


def _film(source: str) -> VideoBlock | EmbedBlock | None:
    pieces = placed(source)
    film = pieces[0][0] if len(pieces) == 1 else None
    return film if isinstance(film, VideoBlock | EmbedBlock) else None


def _read(filled: str) -> dict[str, object]:
    try:
        given = json.loads(filled)
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def _text(given: dict[str, object], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""


def _minutes(typed: str) -> int:
    is_number = typed.strip().isdecimal() and len(typed) < 6  # noqa: PLR2004 - more digits than any film has
    return min(int(typed), LONGEST_FILM) if is_number else 0


def _marks(given: dict[str, object]) -> Iterator[FilmMark]:
    for at, words in _rows(given, "chapters"):
        yield FilmMark(at=at, chapter=" ".join(words.split())[:_LONGEST_TITLE])
    for at, key in _rows(given, "questions"):
        if len(key) <= _LONGEST_KEY and all(sign.isalnum() or sign in "-_" for sign in key):
            yield FilmMark(at=at, key=key)


def _rows(given: dict[str, object], name: str) -> Iterator[tuple[int, str]]:
    rows = given.get(name)
    for row in rows[:_MOST_ROWS] if isinstance(rows, list) else ():
        if not isinstance(row, list) or [type(each) for each in row] != [str, str]:
            continue
        at, words = clock_time(row[0]), row[1].strip()
        if at is not None and words:
            yield at, words

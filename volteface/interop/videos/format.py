"""Lists of films among the formats: a line for each address, with a title and minutes if given.

::

    # Weather in six films
    The water cycle  https://tube.example.org/w/4fGhTk2LmQ  3:20
    https://www.youtube.com/watch?v=abcdefghijk | Fronts
    https://films.example.org/clouds.mp4
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from volteface.core.words import N_
from volteface.courses.queries.document import EmbedBlock, write_embed
from volteface.interop.parsed import Parsed, Skipped
from volteface.interop.rules.material import Material, Piece, short_title

if TYPE_CHECKING:
    from volteface.interop.rules.source import Source

name = "videos"
label = N_("Addresses of films")
position = 25

MOST_FILMS = 200
_ADDRESS = re.compile(r"https?://[^\s<>\"|,;\])]+")
_FILM = re.compile(
    r"https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/|youtu\.be/|(?:www\.|player\.)?vimeo\.com/"
    r"|[^/\s]+/(?:w|videos/watch|videos/embed)/[\w-]+|[^\s?#]+\.(?:mp4|webm|ogv|m4v|mov|mp3)\b)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\(?\b(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)\b\)?")
_MINUTES = re.compile(r"\(?\b(?P<minutes>\d{1,3})\s*(?:minutes?|min\.?|mn)(?!\w)\)?", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_LONGEST_LINE = 1_000
_LONGEST_TITLE = 150
_NOT_SECURE = N_("The address begins with http: it is shown as a link, not as a film in the page.")
_TOO_MANY = N_("Only the first 200 films of the list came in.")
_DEFAULT_MINUTES = 4


def recognises(source: Source) -> bool:
    """A text of which every line is an address, or the title of the one below it."""
    lines = [line.strip() for line in source.text[:100_000].split("\n")]
    said = [line for line in lines if line]
    films = [line for line in said if _FILM.search(line)]
    if not films or any(len(line) > _LONGEST_LINE for line in said):
        return False
    others = [line for line in said if not _ADDRESS.search(line) and not line.startswith("#")]
    plain = all(
        len(line) <= _LONGEST_TITLE and not line.startswith((":", "-->")) for line in others
    )
    single = all(len(_ADDRESS.findall(line)) == 1 for line in films)
    return single and plain and len(others) <= len(films) and 2 * len(films) >= len(said) - 1


def read(source: Source) -> Parsed:
    """Each film as a step of its own."""
    title, chapter, waiting = "", "", ""
    pieces: list[Piece] = []
    skipped: list[Skipped] = []
    for number, line in enumerate(source.text.split("\n"), 1):
        said = _NUMBER.sub("", line).strip()
        match = _ADDRESS.search(said)
        if said.startswith("#"):
            heading = said.lstrip("#").strip()
            title, chapter = (title, heading) if title or pieces else (heading, "")
        elif match is None:
            waiting = said or waiting
        elif len(pieces) == MOST_FILMS:
            skipped.append(Skipped(where=f"line {number}", why=_TOO_MANY))
            break
        else:
            pieces.append(_piece(said, match, waiting, f"line {number}", chapter))
            waiting = ""
            if match[0].startswith("http://"):
                skipped.append(Skipped(where=f"line {number}, {match[0]}", why=_NOT_SECURE))
    stem = PurePosixPath(source.name).stem.replace("_", " ").replace("-", " ").strip()
    material = Material(title=title or stem.capitalize(), pieces=tuple(pieces))
    note = (source.note,) if source.note else ()
    return Parsed(format=name, material=(material,), skipped=tuple(skipped), notes=note)


def _piece(line: str, match: re.Match[str], above: str, where: str, chapter: str) -> Piece:
    address = match[0].rstrip(".)")
    rest = f"{line[: match.start()]} {line[match.end() :]}"
    rest, minutes = _without_minutes(rest)
    words = " ".join(re.sub(r"[\[\]()|<>]", " ", rest).split()).strip(" -–—:;,\"'")
    title = short_title(words or above or _named(address))
    block = EmbedBlock(url=address, title=title, minutes=max(0, round(minutes)))
    return Piece(
        title=title,
        markdown=write_embed(block),
        where=where,
        chapter=chapter,
        begins=True,
        minutes=minutes or _DEFAULT_MINUTES,
    )


def _without_minutes(text: str) -> tuple[str, float]:
    for pattern in (_CLOCK, _MINUTES):
        match = pattern.search(text)
        if match:
            given = match.groupdict()
            minutes = 60 * int(given.get("hours") or 0) + int(given["minutes"])
            left = text[: match.start()] + " " + text[match.end() :]
            return left, minutes + int(given.get("seconds") or 0) / 60
    return text, 0.0


def _named(address: str) -> str:
    """A title from a file's name; for a player's address, its host."""
    parts = urlsplit(address)
    path = PurePosixPath(unquote(parts.path))
    if path.suffix and re.fullmatch(r"\.\w{2,4}", path.suffix):
        return path.stem.replace("-", " ").replace("_", " ").capitalize()
    return f"{parts.netloc.removeprefix('www.')} {path.name}".strip()

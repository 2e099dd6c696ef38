"""A draft step's body: Markdown in which lines stand for questions and fences for films.

``{{ question q7f3 }}`` alone on a line is a question of the bank; ``::: video film.webm`` up to
``:::`` is a film with its transcript (`film` says the rest); ``{{ pool gaps draw=2 }}`` asks each
learner two of the questions of a pool. All are plain text inside code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from volteface.courses.rules.document import EmbedBlock, TextBlock, VideoBlock
from volteface.courses.rules.film import (
    end_of_block,
    film_kind,
    read_embed,
    read_video,
    trimmed,
    write_embed,
    write_video,
)
from volteface.courses.rules.lines import closed, code_lines, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_QUESTION = re.compile(r"\{\{\s*question\s+(?P<key>[\w-]{1,40})\s*\}\}\s*")
_POOL = re.compile(
    r"\{\{\s*pool\s+(?P<name>[\w-]{1,40})(?:\s+draw=(?P<draw>[0-9]{1,2}))?\s*\}\}\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolPlace:
    """Where a pool is drawn from, and how many of its questions a learner is asked."""

    name: str
    draw: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPlace:
    """Where a question stands in a body, by its short key."""

    key: str


type Piece = TextBlock | QuestionPlace | PoolPlace | VideoBlock | EmbedBlock


@lru_cache(maxsize=1_024)
def pieces_of(body: str) -> tuple[Piece, ...]:
    """The body taken apart, in order; blank text between two things is left out."""
    lines = split_lines(body)
    code, _ = code_lines(lines)
    pieces: list[Piece] = []
    text: list[str] = []
    index = 0
    while index < len(lines):
        piece, after = _piece_at(lines, code, index)
        if piece is None:
            text.append(lines[index])
        else:
            _add_text(pieces, text)
            pieces.append(piece)
        index = after
    _add_text(pieces, text)
    return tuple(pieces)


def placed(body: str) -> tuple[tuple[Piece, int, int], ...]:
    """What stands between the texts, with its first line and the line after its last."""
    lines = split_lines(body)
    code, _ = code_lines(lines)
    found: list[tuple[Piece, int, int]] = []
    index = 0
    while index < len(lines):
        piece, after = _piece_at(lines, code, index)
        if piece is not None:
            found.append((piece, index, after))
        index = after
    return tuple(found)


def body_of(pieces: Iterable[Piece]) -> str:
    """The body that ``pieces_of`` takes apart into ``pieces``."""
    return "\n\n".join(_written(piece) for piece in pieces)


def question_keys(body: str) -> tuple[str, ...]:
    """The keys of the questions a body asks, each once."""
    return tuple(dict.fromkeys(key for piece in pieces_of(body) for key in keys_of(piece)))


def read_pool(line: str) -> PoolPlace | None:
    """What a line that draws from a pool says; nothing for any other line."""
    found = _POOL.fullmatch(line)
    if found is None:
        return None
    return PoolPlace(name=found["name"], draw=max(1, int(found["draw"] or 1)))


def write_pool(name: str, draw: int) -> str:
    """The line that `read_pool` reads as these."""
    return f"{{{{ pool {name} draw={draw} }}}}"


def keys_of(piece: Piece) -> tuple[str, ...]:
    """The keys of the questions one piece asks, a film's in the order of its marks."""
    if isinstance(piece, QuestionPlace):
        return (piece.key,)
    if isinstance(piece, VideoBlock):
        return tuple(mark.key for mark in piece.marks if mark.key)
    return ()


def _piece_at(
    lines: Sequence[str], code: Sequence[bool], index: int
) -> tuple[QuestionPlace | PoolPlace | VideoBlock | EmbedBlock | None, int]:
    if code[index]:
        return None, index + 1
    line = lines[index]
    question = _QUESTION.fullmatch(line)
    if question:
        return QuestionPlace(key=question["key"]), index + 1
    pool = read_pool(line)
    if pool:
        return pool, index + 1
    kind = film_kind(line)
    end = end_of_block(lines, code, index) if kind else None
    if end is None:
        return None, index + 1
    read = read_video if kind == "video" else read_embed
    film, _ = read(line, lines[index + 1 : end])
    return (film, end + 1) if film else (None, index + 1)


def _add_text(pieces: list[Piece], text: list[str]) -> None:
    markdown = trimmed(text)
    text.clear()
    if markdown:
        pieces.append(TextBlock(markdown=markdown))


def _written(piece: Piece) -> str:
    if isinstance(piece, QuestionPlace):
        return f"{{{{ question {piece.key} }}}}"
    if isinstance(piece, PoolPlace):
        return write_pool(piece.name, piece.draw)
    if isinstance(piece, VideoBlock):
        return write_video(piece)
    return write_embed(piece) if isinstance(piece, EmbedBlock) else closed(piece.markdown)

"""A draft step's body: Markdown in which lines stand for questions and fences for films.

``{{ question q7f3 }}`` alone on a line is a question of the bank; ``::: video film.webm`` up to
``:::`` is a film with its transcript. Both are plain text inside a code block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.courses.rules.document import TextBlock, VideoBlock
from volteface.courses.rules.lines import (
    Attributes,
    closed,
    code_lines,
    split_lines,
    take_attributes,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_QUESTION = re.compile(r"\{\{\s*question\s+(?P<key>[\w-]{1,40})\s*\}\}\s*")
_VIDEO = re.compile(r":::+\s*video(?:\s+(?P<rest>.*))?$")
_CLOSE = re.compile(r":::+\s*$")
_VIDEO_NAMES = ("title", "captions", "minutes")
_LONGEST_FILM = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPlace:
    """Where a question stands in a body, by its short key."""

    key: str


type Piece = TextBlock | QuestionPlace | VideoBlock


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


def body_of(pieces: Iterable[Piece]) -> str:
    """The body that ``pieces_of`` takes apart into ``pieces``."""
    return "\n\n".join(_written(piece) for piece in pieces)


def question_keys(body: str) -> tuple[str, ...]:
    """The keys of the questions a body asks, each once."""
    found = (piece.key for piece in pieces_of(body) if isinstance(piece, QuestionPlace))
    return tuple(dict.fromkeys(found))


def read_video(first_line: str, inner: Sequence[str]) -> tuple[VideoBlock | None, tuple[str, ...]]:
    """The film a ``::: video`` line and the lines below it describe, and what was wrong."""
    match = _VIDEO.match(first_line)
    if match is None:
        return None, ()
    source, attributes, unknown = take_attributes(match["rest"] or "", names=_VIDEO_NAMES)
    minutes = attributes.get("minutes", "0")
    video = VideoBlock(
        source=" ".join(source.split()),
        title=attributes.get("title"),
        captions=attributes.get("captions"),
        minutes=min(int(minutes), _LONGEST_FILM) if minutes.isdecimal() else 0,
        transcript=trimmed(inner),
    )
    return video, unknown


def write_video(video: VideoBlock) -> str:
    """The lines that ``read_video`` reads as ``video``."""
    values = [("title", video.title), ("captions", video.captions)]
    values.append(("minutes", str(video.minutes) if video.minutes else ""))
    attributes = Attributes(values=tuple(pair for pair in values if pair[1]))
    source = " ".join(video.source.split())
    head = f"::: video {source}".rstrip() + written(attributes, source)
    inner = escaped(closed(video.transcript))
    return f"{head}\n{inner}\n:::" if inner.strip() else f"{head}\n:::"


def closes(line: str) -> bool:
    """Whether a line ends a ``:::`` block."""
    return _CLOSE.match(line) is not None


def escaped(text: str) -> str:
    """``text`` that can stand inside a ``:::`` block: no line ends the block or starts a step."""
    lines = split_lines(text)
    code, _ = code_lines(lines)
    return "\n".join(
        line if is_code else _harmless(line) for line, is_code in zip(lines, code, strict=True)
    )


def trimmed(lines: Sequence[str]) -> str:
    """The lines as one text without blank lines around it."""
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return "\n".join(lines[start:end]).rstrip()


def _harmless(line: str) -> str:
    if line.startswith(":::"):
        return "\\" + line
    # A first-level heading is a step's title: inside a step it is one level down.
    return "#" + line if re.match(r"#(\s|$)", line) else line


def _piece_at(
    lines: Sequence[str], code: Sequence[bool], index: int
) -> tuple[QuestionPlace | VideoBlock | None, int]:
    if code[index]:
        return None, index + 1
    line = lines[index]
    question = _QUESTION.fullmatch(line)
    if question:
        return QuestionPlace(key=question["key"]), index + 1
    if not line.startswith(":::"):
        return None, index + 1
    end = next((at for at in range(index + 1, len(lines)) if _ends(lines[at], code[at])), None)
    if end is None or not closes(lines[end]):
        return None, index + 1
    video, _ = read_video(line, lines[index + 1 : end])
    return (video, end + 1) if video else (None, index + 1)


def _ends(line: str, is_code: bool) -> bool:
    return not is_code and line.startswith(":::")


def _add_text(pieces: list[Piece], text: list[str]) -> None:
    markdown = trimmed(text)
    text.clear()
    if markdown:
        pieces.append(TextBlock(markdown=markdown))


def _written(piece: Piece) -> str:
    if isinstance(piece, QuestionPlace):
        return f"{{{{ question {piece.key} }}}}"
    return write_video(piece) if isinstance(piece, VideoBlock) else closed(piece.markdown)

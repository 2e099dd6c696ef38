"""Material parted into steps: by chapters and headings, and never longer than six minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from volteface.interop.rules.material import LONGEST_STEP, Piece, minutes_of, short_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A step shorter than this takes in what follows, though a new part begins there.
_SHORTEST = 1.0
_FENCE = re.compile(r"(?:```|~~~|:::)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A step to be: its pieces, in order."""

    title: str
    pieces: tuple[Piece, ...]

    @property
    def minutes(self) -> float:
        """How long it takes."""
        return sum(minutes_of(piece) for piece in self.pieces)

    @property
    def where(self) -> str:
        """The places it comes from, first to last."""
        first, last = self.pieces[0].where, self.pieces[-1].where
        if first == last:
            return first
        file, _comma, place = last.partition(", ")
        return f"{first} – {place if place and first.startswith(file) else last}"


def portions(pieces: Iterable[Piece]) -> list[Portion]:
    """The steps that the pieces make, each at most six minutes long."""
    found: list[list[Piece]] = []
    for piece in (part for whole in pieces for part in _parted(whole)):
        open_step = found[-1] if found else []
        if not open_step or _ends_before(open_step, piece):
            found.append([piece])
        else:
            open_step.append(piece)
    return _named([tuple(step) for step in found])


def _ends_before(step: list[Piece], piece: Piece) -> bool:
    length = sum(minutes_of(each) for each in step)
    if length + minutes_of(piece) > LONGEST_STEP:
        return True
    if piece.chapter != step[-1].chapter:
        return True
    return piece.begins and length >= _SHORTEST


def _named(steps: list[tuple[Piece, ...]]) -> list[Portion]:
    named: list[Portion] = []
    chapters: dict[str, int] = {}
    for pieces in steps:
        chapter = pieces[0].chapter
        chapters[chapter] = chapters.get(chapter, 0) + 1
        first = next((piece.title for piece in pieces if piece.title), "")
        # A chapter's name goes to its first step; the others are known by what they begin with.
        title = chapter if chapter and chapters[chapter] == 1 else first or chapter
        named.append(Portion(title=short_title(title), pieces=pieces))
    return _apart(named)


def _apart(steps: list[Portion]) -> list[Portion]:
    """No two steps have the same title."""
    seen: dict[str, int] = {}
    result = []
    for step in steps:
        seen[step.title] = seen.get(step.title, 0) + 1
        number = seen[step.title]
        result.append(replace(step, title=f"{step.title} ({number})") if number > 1 else step)
    return result


def _parted(piece: Piece) -> Iterator[Piece]:
    """A piece that is too long on its own, parted between paragraphs."""
    if minutes_of(replace(piece, minutes=0.0)) <= LONGEST_STEP:
        yield piece
        return
    rest = piece
    part: list[str] = []
    for paragraph in _paragraphs(piece.markdown):
        tried = replace(rest, markdown="\n\n".join([*part, paragraph]))
        if part and minutes_of(tried) > LONGEST_STEP:
            yield replace(rest, markdown="\n\n".join(part))
            rest, part = replace(rest, minutes=0.0, begins=True), []
        part.append(paragraph)
    yield replace(rest, markdown="\n\n".join(part))


def _paragraphs(markdown: str) -> list[str]:
    """Blocks between blank lines; code, films and lists stay whole."""
    blocks: list[str] = []
    inside = ""
    for block in re.split(r"\n{2,}", markdown):
        continues = bool(blocks) and re.match(r"\s{2,}\S", block) is not None
        if inside or continues:
            blocks[-1] = f"{blocks[-1]}\n\n{block}"
        else:
            blocks.append(block)
        for line in block.split("\n"):
            fence = _FENCE.match(line)
            if fence and not inside:
                inside = fence[0]
            elif fence and line.startswith(inside) and line.strip() == fence[0]:
                inside = ""
    return blocks

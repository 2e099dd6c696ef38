"""Bringing two authors' texts together, paragraph by paragraph, so that no word of either is lost.

Both began with ``base``. Where only one changed something, that counts; where both did, a `Clash`
holds the two, and until somebody chooses, both stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MINE, THEIRS, BOTH = "mine", "theirs", "both"
# Lines that are not blank, indentation included, and the blank ones after them.
_PARAGRAPH = re.compile(
    r"(?P<text>^[^\S\n]*\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*)(?P<gap>\n(?:[^\S\n]*(?:\n|\Z))*|\Z)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines without a blank one between them, and the space up to the next."""

    text: str
    gap: str = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Paragraphs that are settled."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """As one text."""
        return _joined(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two wordings of the same place; either may be empty, when one was taken out."""

    mine: tuple[Paragraph, ...]
    theirs: tuple[Paragraph, ...]

    @property
    def my_text(self) -> str:
        """Mine as one text."""
        return _joined(self.mine)

    @property
    def their_text(self) -> str:
        """Theirs as one text."""
        return _joined(self.theirs)


type Part = Agreed | Clash


def merge(base: str, *, mine: str, theirs: str) -> tuple[Part, ...]:
    """The two texts brought together, in order."""
    began, own, other = (_paragraphs(text) for text in (base, mine, theirs))
    parts: list[Part] = []
    for start, end, my_part, their_part in _regions(began, own, other):
        kept = _texts(began[start:end])
        if _texts(my_part) == _texts(their_part) or _texts(their_part) == kept:
            _agree(parts, my_part)
        elif _texts(my_part) == kept:
            _agree(parts, their_part)
        else:
            parts.append(Clash(mine=tuple(my_part), theirs=tuple(their_part)))
    return tuple(parts)


def clashes(parts: Iterable[Part]) -> tuple[Clash, ...]:
    """The places where somebody has to choose."""
    return tuple(part for part in parts if isinstance(part, Clash))


def settled(parts: Iterable[Part], choices: Sequence[str] = ()) -> str:
    """The merged text; each clash by its choice (mine, theirs), both where none is made."""
    found: list[Paragraph] = []
    answers = iter(choices)
    for part in parts:
        if isinstance(part, Agreed):
            found += part.paragraphs
            continue
        choice = next(answers, BOTH)
        found += part.mine if choice != THEIRS else ()
        found += part.theirs if choice != MINE else ()
    return _joined(found)


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(match["text"], match["gap"]) for match in _PARAGRAPH.finditer(text)]


def _texts(paragraphs: Iterable[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def _joined(paragraphs: Sequence[Paragraph]) -> str:
    last = len(paragraphs) - 1
    return "".join(
        each.text + (each.gap if index == last or each.gap.count("\n") > 1 else "\n\n")
        for index, each in enumerate(paragraphs)
    )


def _agree(parts: list[Part], paragraphs: Sequence[Paragraph]) -> None:
    if parts and isinstance(parts[-1], Agreed):
        parts[-1] = Agreed(paragraphs=(*parts[-1].paragraphs, *paragraphs))
    elif paragraphs:
        parts.append(Agreed(paragraphs=tuple(paragraphs)))


def _regions(
    base: Sequence[Paragraph], mine: Sequence[Paragraph], theirs: Sequence[Paragraph]
) -> Iterator[tuple[int, int, Sequence[Paragraph], Sequence[Paragraph]]]:
    """Stretches of the base with what each author has for them: changed, unchanged, by turns."""
    my_lines, their_lines = _matched(base, mine), _matched(base, theirs)
    at = my_at = their_at = 0
    for index in [*sorted(my_lines.keys() & their_lines.keys()), len(base)]:
        my_end = my_lines.get(index, len(mine))
        their_end = their_lines.get(index, len(theirs))
        if index > at or my_end > my_at or their_end > their_at:
            yield at, index, mine[my_at:my_end], theirs[their_at:their_end]
        if index < len(base):
            # The gap of a paragraph nobody touched is whichever somebody changed.
            kept = mine[my_end] if mine[my_end] != base[index] else theirs[their_end]
            yield index, index + 1, [kept], [kept]
        at, my_at, their_at = index + 1, my_end + 1, their_end + 1


def _matched(base: Sequence[Paragraph], other: Sequence[Paragraph]) -> dict[int, int]:
    """Where each paragraph of the base stands in the other, for those that are still there."""
    matcher = SequenceMatcher(a=_texts(base), b=_texts(other), autojunk=False)
    return {
        block.a + offset: block.b + offset
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    }

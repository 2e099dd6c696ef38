"""What changed between two texts, word by word, as a reader wants to see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\s+|[\w'’-]+|[^\w\s]")
_LETTERS = re.compile(r"[\w'’-]+")
# Above this, a paragraph that changed is shown whole: taken out, put in.
_MOST_WORDS = 2_000
_NEAR = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A run of words: ``same``, ``added`` or ``removed``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of either text; ``skipped`` stands for that many unchanged ones."""

    changes: tuple[Change, ...] = ()
    skipped: int = 0

    @property
    def is_same(self) -> bool:
        """Whether nothing changed in it."""
        return all(change.kind == "same" for change in self.changes)


def difference(before: str, after: str) -> tuple[Line, ...]:
    """The lines of both texts with what was taken out and put in."""
    old, new = before.split("\n"), after.split("\n")
    lines: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [_line(("same", line)) for line in old[a:b]]
        else:
            lines += _changed(old[a:b], new[c:d])
    return tuple(_folded([line for line in lines if line.changes]))


def counts(before: str, after: str) -> tuple[int, int]:
    """How many words were added and removed."""
    added = removed = 0
    old, new = _LETTERS.findall(before), _LETTERS.findall(after)
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            added, removed = added + d - c, removed + b - a
    return added, removed


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Lines that stand for each other in pairs, the rest taken out or put in."""
    pairs = min(len(old), len(new))
    for before, after in zip(old[:pairs], new[:pairs], strict=True):
        yield from _words(before, after)
    for line in old[pairs:]:
        yield _line(("removed", line))
    for line in new[pairs:]:
        yield _line(("added", line))


def _words(before: str, after: str) -> Iterator[Line]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if len(old) + len(new) > _MOST_WORDS or matcher.ratio() < _NEAR:
        yield _line(("removed", before))
        yield _line(("added", after))
        return
    parts = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(old[a:b])))
            continue
        parts.append(("removed", "".join(old[a:b])))
        parts.append(("added", "".join(new[c:d])))
    yield _line(*parts)


def _line(*parts: tuple[str, str]) -> Line:
    return Line(changes=tuple(Change(kind=kind, text=text) for kind, text in parts if text))


def _folded(lines: Sequence[Line]) -> Iterator[Line]:
    """Unchanged lines far from any change are counted, not shown."""
    changed = [index for index, line in enumerate(lines) if not line.is_same]
    skipped = 0
    for index, line in enumerate(lines):
        if any(abs(index - other) <= 1 for other in changed):
            if skipped:
                yield Line(skipped=skipped)
            skipped = 0
            yield line
        else:
            skipped += 1
    if skipped:
        yield Line(skipped=skipped)

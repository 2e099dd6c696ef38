"""A GIFT file cut into its items: blank lines part them, ``//`` begins a comment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from volteface.interop.gift.escapes import hidden

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ID = re.compile(r"\[id:((?:[^\]\\]|\\.)+)\]")
_TAG = re.compile(r"\[tag:((?:[^\]\\]|\\.)+)\]")
_CATEGORY = re.compile(r"\$CATEGORY:\s*(.*)")


@dataclass(kw_only=True)
class Block:
    """One item's text, escapes hidden; where it begins; what its comments say."""

    line: int = 0
    category: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines).strip()


def blocks(text: str) -> Iterator[Block]:
    """The items of a file; a category line is an item too (its text begins with ``$CATEGORY``)."""
    category = ""
    notes = ""
    paragraphs = _joined(_paragraphs(hidden(text)))
    for numbered in paragraphs:
        block = Block()
        for number, line in numbered:
            if line.startswith("//"):
                notes += line
                continue
            match = _CATEGORY.match(line)
            if match and not block.lines:
                category = match[1].strip()
                yield Block(line=number, category=category, lines=[line])
                notes = ""
                continue
            block.line = block.line or number
            block.lines.append(line)
        if block.text:
            block.category = category
            block.id, block.tags = _identity(notes)
            notes = ""
            yield block


def is_category(block: Block) -> bool:
    """Whether the block only names the category of what follows."""
    return _CATEGORY.match(block.text) is not None


def _paragraphs(text: str) -> list[list[tuple[int, str]]]:
    """Runs of lines that are not blank, with their numbers."""
    runs: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.strip():
            runs[-1].append((number, line.strip()))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _joined(runs: Sequence[list[tuple[int, str]]]) -> list[list[tuple[int, str]]]:
    """A blank line within braces does not part: the braces close before others open."""
    joined: list[list[tuple[int, str]]] = []
    # Backwards, so that each run knows the next brace of the file.
    for run in reversed(runs):
        if (joined and _signs(run).endswith("{") and _signs(joined[-1]).startswith("}")) or (
            joined and not _signs(run) and _signs(joined[-1]).startswith("}")
        ):
            joined[-1] = [*run, *joined[-1]]
        else:
            joined.append(run)
    return joined[::-1]


def _signs(run: list[tuple[int, str]]) -> str:
    return "".join(
        sign for _, line in run if not line.startswith("//") for sign in line if sign in "{}"
    )


def _identity(notes: str) -> tuple[str, tuple[str, ...]]:
    found = _ID.search(notes)
    tags = tuple(_plain(tag) for tag in _TAG.findall(notes))
    return (_plain(found[1]) if found else ""), tags


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()

"""The ``:::`` blocks of an episode as a tree; those of code stay text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from volteface.courses.queries.document import code_lines, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPEN = re.compile(r"\s{0,3}:{3,}\s*\{?\s*\.?(?P<name>[A-Za-z][\w-]*)")
_CLOSE = re.compile(r"\s{0,3}:{3,}\s*$")
_BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(?P<text>.*)")
_DEEPEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text with its number in the file."""

    number: int
    text: str
    is_code: bool = False


@dataclass(kw_only=True)
class Div:
    """A block with what is in it, in order."""

    name: str
    number: int = 1
    children: list[Line | Div] = field(default_factory=list)

    def divs(self, *names: str) -> Iterator[Div]:
        """Blocks of these names directly inside."""
        return (child for child in self.children if isinstance(child, Div) and child.name in names)


def tree(text: str, *, first_line: int = 1) -> Div:
    """The whole text as one block; a block that is never closed ends with the text."""
    root = Div(name="")
    stack = [root]
    lines = split_lines(text)
    code, _ = code_lines(lines)
    for number, (line, is_code) in enumerate(zip(lines, code, strict=True), first_line):
        opening = None if is_code else _OPEN.match(line)
        if opening and len(stack) < _DEEPEST:
            block = Div(name=opening["name"].lower(), number=number)
            stack[-1].children.append(block)
            stack.append(block)
        elif not is_code and _CLOSE.match(line):
            if len(stack) > 1:
                stack.pop()
        else:
            stack[-1].children.append(Line(number=number, text=line, is_code=is_code))
    return root


def items_of(block: Div) -> tuple[str, ...]:
    """The entries of the list in a block; lines that go on are joined."""
    found: list[str] = []
    for child in block.children:
        if not isinstance(child, Line) or not child.text.strip():
            continue
        bullet = _BULLET.match(child.text)
        if bullet:
            found.append(bullet["text"].strip())
        elif found:
            found[-1] += " " + child.text.strip()
        else:
            found.append(child.text.strip())
    return tuple(found)

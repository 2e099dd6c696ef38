"""The older style: quotations with ``{: .challenge}`` below them, made into ``:::`` blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from volteface.courses.queries.document import code_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTE = re.compile(r"\s{0,3}>\s?(?P<rest>.*)")
_CLASS = re.compile(r"\s*\{:\s*\.(?P<name>[\w-]+)[^}]*\}\s*$")
_DEEPEST = 10


def as_divs(lines: Sequence[str], *, depth: int = 0) -> list[str]:
    """The same lines with every classed quotation as a ``:::`` block."""
    written: list[str] = []
    code, _ = code_lines(lines)
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and not code[end] and _QUOTE.match(lines[end]):
            end += 1
        if end == index:
            written.append(lines[index])
            index += 1
            continue
        named = _CLASS.match(lines[end]) if end < len(lines) else None
        if named is None or depth >= _DEEPEST:
            written += lines[index:end]
            index = end
            continue
        inner = [_unquoted(line) for line in lines[index:end]]
        # As many lines as before, so that line numbers stay true.
        body = as_divs(inner, depth=depth + 1)
        written += [f"::: {named['name']}", *body, ":::"]
        index = end + 1
    return written


def _unquoted(line: str) -> str:
    match = _QUOTE.match(line)
    return match["rest"] if match else line

"""Text put between the signs of Markdown that keep it what it is: code, quotes, items of lists."""

from __future__ import annotations

import re


def fenced(text: str, language: str = "") -> str:
    """A block of code; its fence is longer than any in it."""
    fence = "`" * max(3, _longest(text) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def code_span(text: str) -> str:
    """Code within a line."""
    if not text.strip():
        return text
    sign = "`" * (_longest(text) + 1)
    padded = text.startswith(("`", " ")) or text.endswith(("`", " "))
    return f"{sign} {text} {sign}" if padded else f"{sign}{text}{sign}"


def quoted(text: str) -> str:
    """Lines as a quote."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def hung(text: str, marker: str) -> str:
    """Lines as an item of a list: the first after its marker, the others below its words."""
    indent = " " * len(marker)
    first, *rest = text.split("\n")
    return "\n".join([f"{marker}{first}", *(indent + line if line else "" for line in rest)])


def _longest(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)

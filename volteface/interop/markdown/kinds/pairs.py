"""Matching and categories: ``= item -> where it belongs``; ``~ only a partner`` of nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.markdown.kinds.lines import from_the_first, markdown_lines, option_lines
from volteface.interop.markdown.question_parts import TYPED, Answer, Read, read_option

if TYPE_CHECKING:
    from volteface.questions.queries.content import Content, Option

PATTERN = TYPED
start = from_the_first

_ARROW = re.compile(r"[ \t]*(?<!\\)->[ \t]*")
_DRAWN = re.compile(r"[ \t]*→[ \t]*")


def read(
    _kind: str, stem: str, answers: list[Answer], read: Read
) -> tuple[str, tuple[Option, ...]]:
    """An item is what stands before the arrow, with the lines below it."""
    return stem, tuple(
        _pair(answer, f"new{number}", read) for number, answer in enumerate(answers, 1)
    )


def write(content: Content) -> tuple[str, list[str]]:
    """One line for each pair, and below it what does not fit on it."""
    return content.stem, [_lines(option) for option in content.options]


def _pair(answer: Answer, option_id: str, read: Read) -> Option:
    option = read_option(answer, option_id, 1.0, read)
    first, line, rest = option.text.partition("\n")
    if not answer.marked:
        return replace(option, text="", match=" ".join(option.text.split()), fraction=0.0)
    arrow = _ARROW.search(first) or _DRAWN.search(first)
    if arrow is None:
        read.problems.append((answer.at, N_("Write “= item -> where it belongs”."), first[:40]))
        return option
    left = first[: arrow.start()].replace(r"\->", "->")
    text = f"{left}{line}{rest}".strip("\n") if left else rest.strip("\n")
    match = " ".join(first[arrow.end() :].split())
    return replace(option, text=text, match=match, fraction=float(bool(text)))


def _lines(option: Option) -> str:
    match = " ".join(option.match.split())
    if not option.text:
        return option_lines(option, "~", [match])
    first, *rest = markdown_lines(option.text)
    head = f"{first.replace('->', chr(92) + '->')} -> {match}".strip()
    return option_lines(option, "=", [head, *rest])

"""Aiken among the formats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.aiken.reading import Item, read_aiken
from volteface.interop.parsed import Loose, Parsed, Skipped
from volteface.interop.rules.plain_text import escaped
from volteface.questions.queries.content import Content, Option, problems_of

if TYPE_CHECKING:
    from volteface.interop.rules.source import Source

name = "aiken"
label = N_("Aiken questions")
position = 20

_ANSWER = re.compile(r"^\s*ANSWER:\s*[A-Z]\b", re.MULTILINE)
_OPTION = re.compile(r"^\s*A[.)]\s*\S", re.MULTILINE)
_WORDS = 60


def recognises(source: Source) -> bool:
    """A text with lettered options and their answers."""
    text = source.text
    return _ANSWER.search(text) is not None and _OPTION.search(text) is not None


def read(source: Source) -> Parsed:
    """The good questions, and every bad one by its line."""
    questions: list[Loose] = []
    skipped: list[Skipped] = []
    for item in read_aiken(source.text):
        where = f"line {item.line}, “{_beginning(item.text)}”"
        content = _content(item)
        why = item.why or next(iter(problems_of(content)), "")
        if why:
            skipped.append(Skipped(where=where, why=why))
        else:
            questions.append(Loose(content=content, where=where))
    return Parsed(
        format=name,
        questions=tuple(questions),
        skipped=tuple(skipped),
        notes=(source.note,) if source.note else (),
    )


def _content(item: Item) -> Content:
    return Content(
        kind="single",
        stem=escaped(item.text),
        options=tuple(
            Option(id=f"o{number}", text=escaped(text), fraction=float(letter == item.right))
            for number, (letter, text) in enumerate(item.options, 1)
        ),
    )


def _beginning(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _WORDS else line[: _WORDS - 1].rstrip() + "…"

"""GIFT among the formats: how it is recognised, and what a file of it brings in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.gift.items import DESCRIPTION, GiftQuestion
from volteface.interop.gift.mapping import Loss, as_markdown, mapped
from volteface.interop.gift.reading import beginning, read_gift
from volteface.interop.parsed import Loose, Parsed, Skipped, Unreadable

if TYPE_CHECKING:
    from volteface.interop.rules.source import Source

name = "gift"
label = N_("GIFT questions")
position = 30

# Braces with something in them that only answers begin with.
_BRACES = re.compile(r"(?<!\\)\{\s*(?:\}|[#=~>%]|(?:T|F|TRUE|FALSE)\s*[#}]|\d*:[A-Z_]{2,}:)")
_OTHER = re.compile(r"\s*(?:<[!?a-zA-Z]|[\[{]\s*[\"{\[]|---\s*\n)")
_CATEGORY = re.compile(r"^\s*\$CATEGORY:", re.MULTILINE)
_EMPTY = N_("This category holds no question.")
_LONELY_TEXT = N_("This is text without a question after it; put it into a step.")


def recognises(source: Source) -> bool:
    """A text with braces around answers, or with a category."""
    text = source.text
    if not text or (_OTHER.match(text) and source.suffix != ".gift"):
        return False
    return (_BRACES.search(text) or _CATEGORY.search(text)) is not None


def read(source: Source) -> Parsed:
    """The questions of the file; text between them goes before the question that follows it."""
    found = read_gift(source.text)
    questions: list[Loose] = []
    skipped = [
        (trouble.line, Skipped(where=_place(trouble.line, trouble.words), why=trouble.why))
        for trouble in found.troubles
    ]
    waiting: list[GiftQuestion] = []
    for item in found.questions:
        if item.kind == DESCRIPTION:
            waiting.append(item)
            continue
        losses: list[Loss] = []
        before = "\n\n".join(as_markdown(text.text, losses) for text in waiting)
        result = mapped(item, introduction=before)
        where = _place(item.line, item.title)
        skipped += [
            (item.line, Skipped(where=f"{where}, {what}" if what else where, why=why))
            for why, what in losses + result.losses
        ]
        if result.content is not None:
            waiting.clear()
            questions.append(Loose(content=result.content, where=where, id=item.id))
    skipped += [
        (text.line, Skipped(where=_place(text.line, text.title), why=_LONELY_TEXT))
        for text in waiting
    ]
    if not found.questions and not found.troubles:
        skipped += [(1, Skipped(where=f"“{each}”", why=_EMPTY)) for each in found.categories]
    if not questions and len(skipped) == 1 and found.troubles:
        raise Unreadable(skipped[0][1].why, where=skipped[0][1].where)
    return Parsed(
        format=name,
        questions=tuple(questions),
        skipped=tuple(item for _, item in sorted(skipped, key=lambda pair: pair[0])),
        notes=(source.note,) if source.note else (),
    )


def _place(line: int, words: str) -> str:
    short = beginning(words)
    return f"line {line}, “{short}”" if short else f"line {line}"

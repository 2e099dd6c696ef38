"""Read GIFT: every item comes out as a question or as a trouble with its line; nothing is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.gift.answers import UnreadableAnswers, read_answers
from volteface.interop.gift.blocks import Block, blocks, is_category
from volteface.interop.gift.escapes import shown
from volteface.interop.gift.items import (
    DESCRIPTION,
    FORMATS,
    GiftFile,
    GiftQuestion,
    Text,
    Trouble,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

BLANK = "_____"
_TITLE = re.compile(r"::(?P<title>.{0,2000}?)::", re.DOTALL)
_FORMAT = re.compile(r"\[(?P<name>" + "|".join(FORMATS) + r")\]", re.IGNORECASE)
_WORDS = 60


def read_gift(text: str) -> GiftFile:
    """Everything in the file, in order."""
    questions: list[GiftQuestion] = []
    troubles: list[Trouble] = []
    categories: list[str] = []
    for block in blocks(text.removeprefix("\ufeff")):
        if is_category(block):
            categories.append(shown(block.category))
            continue
        try:
            questions.append(_question(block))
        except UnreadableAnswers as error:
            troubles.append(
                Trouble(line=block.line, why=str(error), words=beginning(shown(block.text)))
            )
    return GiftFile(
        questions=tuple(questions), troubles=tuple(troubles), categories=tuple(categories)
    )


def beginning(words: str) -> str:
    """The first words of a text, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= _WORDS else line[: _WORDS - 1].rstrip() + "…"


def read_text(raw: str, *, default: str = "moodle") -> Text:
    """Words with their own format marker, or with the question's."""
    raw = raw.strip()
    marker = _FORMAT.match(raw)
    if marker:
        return Text(words=shown(raw[marker.end() :]).strip(), format=marker["name"].lower())
    return Text(words=shown(raw), format=default)


def _question(block: Block) -> GiftQuestion:
    title, rest = _title(block.text)
    start, end = rest.find("{"), rest.find("}")
    if start < 0 and end < 0:
        return _item(block, DESCRIPTION, title, read_text(rest))
    if start < 0 or end < start:
        raise UnreadableAnswers(N_("The braces { } around the answers do not match."))
    before, inner, after = rest[:start], rest[start + 1 : end], rest[end + 1 :]
    if "{" in inner or "{" in after or "}" in after:
        raise UnreadableAnswers(
            N_("There is more than one pair of braces: part questions by a blank line.")
        )
    # Words after the answers: the answer is a missing word.
    text = read_text(f"{before}{BLANK}{after}" if after.strip() else before)
    read = read_answers(inner.strip(), text.format, _reader)
    return _item(
        block,
        read.kind,
        title,
        text,
        answers=read.answers,
        pairs=read.pairs,
        single=read.single,
        blank=shown(before).count(BLANK) + 1 if after.strip() else 0,
        general_feedback=read.general_feedback,
    )


def _reader(raw: str, default: str) -> Text:
    return read_text(raw, default=default)


def _title(text: str) -> tuple[str, str]:
    match = _TITLE.match(text)
    if match is None:
        return "", text
    return shown(match["title"]).strip(), text[match.end() :].strip()


def _item(
    block: Block,
    kind: str,
    title: str,
    text: Text,
    *,
    answers: Sequence[object] = (),
    **given: object,
) -> GiftQuestion:
    return GiftQuestion(
        kind=kind,
        line=block.line,
        title=title or beginning(text.words),
        text=text,
        answers=tuple(answers),  # type: ignore[arg-type]  # passed on as they were read
        category=shown(block.category),
        id=shown(block.id),
        tags=tuple(shown(tag) for tag in block.tags),
        **given,  # type: ignore[arg-type]  # passed on as they were read
    )

"""Moodle XML among the formats: how it is recognised, and what a file of it brings in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.moodlexml.items import DESCRIPTION
from volteface.interop.moodlexml.mapping import mapped
from volteface.interop.moodlexml.reading import read_xml
from volteface.interop.moodlexml.texts import Texts
from volteface.interop.parsed import File, Loose, Parsed, Skipped, Unreadable
from volteface.interop.rules.safe_xml import UnsafeXml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from volteface.interop.moodlexml.items import XmlQuestion
    from volteface.interop.rules.source import Source

name = "moodlexml"
label = N_("Moodle XML questions")
position = 20

_QUIZ = re.compile(rb"<quiz\b|<question\s+type\s*=", re.IGNORECASE)
_BEGINNING = 20_000
_LONELY_TEXT = N_("This is text without a question after it; put it into a step.")
_EMPTY = N_("There is no question in the file.")
_SORTED = N_(
    "Categories and tags have no place in the bank; where a deck or a document comes along, they "
    "help to find each question's step."
)


def recognises(source: Source) -> bool:
    """XML with a quiz, or with a question cut out of one."""
    if source.is_folder:
        return False
    data = next(iter(source.files.values()), b"")[:_BEGINNING].replace(b"\x00", b"")
    return b"<" in data[:100] and _QUIZ.search(data) is not None


def read(source: Source) -> Parsed:
    """The questions of the file; text between them goes before the question that follows it."""
    try:
        found = read_xml(next(iter(source.files.values())))
    except UnsafeXml as error:
        raise Unreadable(str(error), where=source.name) from error
    questions, files, skipped = _brought(found.questions)
    skipped += [
        (trouble.number, Skipped(where=_place(trouble.number, trouble.title), why=trouble.why))
        for trouble in found.troubles
    ]
    if not questions:
        first = skipped[0][1] if skipped else Skipped(where=source.name, why=_EMPTY)
        raise Unreadable(first.why, where=first.where)
    return Parsed(
        format=name,
        questions=tuple(questions),
        files=tuple(files.values()),
        skipped=tuple(item for _, item in sorted(skipped, key=lambda pair: pair[0])),
        notes=(_SORTED,) if len({(one.category, one.tags) for one in found.questions}) > 1 else (),
    )


def _brought(
    found: Iterable[XmlQuestion],
) -> tuple[list[Loose], dict[str, File], list[tuple[int, Skipped]]]:
    """The questions, their files, and what was lost at which place."""
    questions: list[Loose] = []
    files: dict[str, File] = {}
    skipped: list[tuple[int, Skipped]] = []
    waiting: list[XmlQuestion] = []
    for item in found:
        if item.kind == DESCRIPTION:
            waiting.append(item)
            continue
        where = _place(item.number, item.title)
        before = Texts(where=where)
        words = "\n\n".join(before.markdown(text.text) for text in waiting)
        result = mapped(item, where, introduction=words)
        skipped += [
            (item.number, Skipped(where=f"{where}, {what}" if what else where, why=why))
            for why, what in before.losses + result.losses
        ]
        if result.content is not None:
            waiting.clear()
            files |= before.files | result.texts.files
            group = " ".join((item.category.rpartition("/")[2], *item.tags))
            questions.append(Loose(content=result.content, where=where, id=item.id, group=group))
    skipped += [
        (text.number, Skipped(where=_place(text.number, text.title), why=_LONELY_TEXT))
        for text in waiting
    ]
    return questions, files, skipped


def _place(number: int, title: str) -> str:
    return f"question {number}, “{title[:60]}”" if title else f"question {number}"

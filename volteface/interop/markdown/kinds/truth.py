"""Statements: ``= true`` or ``= false``, and ``~ false`` to comment on the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.markdown.kinds.lines import from_the_first, option_lines
from volteface.interop.markdown.question_parts import TYPED, Answer, Read, read_option
from volteface.questions.queries.content import FULL, Option, folded

if TYPE_CHECKING:
    from volteface.questions.queries.content import Content

PATTERN = TYPED
start = from_the_first
_TRUTH = {
    "true": "true",
    "t": "true",
    "vrai": "true",
    "false": "false",
    "f": "false",
    "faux": "false",
}


def read(
    _kind: str, stem: str, answers: list[Answer], read: Read
) -> tuple[str, tuple[Option, ...]]:
    """Both words, even if only one is written."""
    return stem, _options(answers, read)


def write(content: Content) -> tuple[str, list[str]]:
    """The right word first; the other only if there is something to say of it."""
    return content.stem, [
        option_lines(option, "=" if option.fraction > 0 else "~", [option.id])
        for option in sorted(content.options, key=lambda option: -option.fraction)
        if option.fraction > 0 or option.feedback or option.misconception
    ]


def _options(answers: list[Answer], read: Read) -> tuple[Option, ...]:
    given: dict[str, Option] = {}
    for answer in answers:
        option = read_option(answer, "", float(answer.marked), read)
        option = replace(option, text=" ".join(option.text.split()))
        word = _TRUTH.get(folded(option.text))
        if word is None or word in given:
            read.problems.append((answer.at, N_("Write “= true” or “= false”."), option.text))
            continue
        given[word] = replace(
            option,
            id=word,
            text=word.capitalize(),
            fraction=1.0 if option.fraction >= FULL else 0.0,
        )
    if len(given) == 1:
        (there,) = given.values()
        other = "false" if there.id == "true" else "true"
        fraction = 1.0 - there.fraction
        given[other] = Option(id=other, text=other.capitalize(), fraction=fraction)
    return tuple(given[word] for word in ("true", "false") if word in given)

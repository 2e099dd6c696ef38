"""Kinds whose options come from rows of a form: read into rows here, and written from them.

A place in a picture lists options with ``{area="rect 0 0 300 1000"}``. A calculated question
writes formulas like numbers, ``= a * b ± 2 %``. Words to mark stand in the text, ``[[right]]`` and
``[[~wrong]]``; lines ``= right`` and ``~ wrong`` only say more of them. A rubric's criterion is a
line ``= Names recall`` with its levels, ``2: with a reason``, indented below.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from volteface.core.words import N_
from volteface.courses.queries.document import Attributes, split_lines, take_attributes, written
from volteface.interop.markdown.front_matter import clean_key
from volteface.questions.queries.content import AnswerRow, options_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.queries.content import Content, Option

DRAWN_KINDS = frozenset(("hotspot", "mark_words", "calculated", "rubric"))
# Their options look like those of a choice; the others' like typed answers.
LISTED = frozenset(("hotspot",))
_NAMES = ("misconception", "fraction", "area")
_SHARE = re.compile(r"[-+−]?[0-9.,]{1,24}(e-?[0-9]{1,2})?")
_ESCAPED = re.compile(r"^\\(?=[=~:])", re.MULTILINE)


class Answer(NamedTuple):
    """One answer of a block as its lines were found."""

    marked: bool
    first: str
    text: Sequence[str]
    feedback: str


def read_drawn(
    kind: str, stem: str, answers: Sequence[Answer]
) -> tuple[str, tuple[Option, ...], list[tuple[int, str, str]]]:
    """The stem and options of a block, and (which answer, why, word) of what was wrong in it."""
    problems: list[tuple[int, str, str]] = []
    rows = []
    for index, answer in enumerate(answers):
        first, attributes, unknown = take_attributes(answer.first, names=_NAMES)
        problems += [(index, N_("This word is not known for an option."), word) for word in unknown]
        share = attributes.get("fraction")
        if share and not _SHARE.fullmatch(share):
            why = N_("A share of the mark is a number from −1 to 1; the usual one is taken.")
            problems.append((index, why, share))
            share = ""
        below = "\n".join(answer.text).strip()
        words = first.strip() if kind == "rubric" else " ".join(f"{first} {below}".split())
        rows.append(
            AnswerRow(
                number=index + 1,
                id=f"o{index + 1}",
                text=words,
                match=below if kind == "rubric" else "",
                area=attributes.get("area"),
                right=answer.marked,
                fraction=share,
                feedback=answer.feedback,
                misconception=clean_key(attributes.get("misconception")),
            )
        )
    plain = _ESCAPED.sub("", stem) if kind == "mark_words" else stem
    words, options = options_of(kind, plain, rows)
    numbered = (replace(each, id=f"o{index}") for index, each in enumerate(options, 1))
    return words, tuple(numbered), problems


def read_variables(text: str) -> tuple[tuple[str, str], ...]:
    """The names and ranges of ``a = 1..10 step 0.5; b = 2..4``."""
    pairs = (part.partition("=") for part in text[:2_000].split(";") if part.strip())
    return tuple(
        (" ".join(name.split()), " ".join(values.split())) for name, _sign, values in pairs
    )


def write_variables(variables: Sequence[tuple[str, str]]) -> str:
    """The text that `read_variables` reads as these."""
    return "; ".join(f"{name} = {values}" for name, values in variables)


def stem_of(content: Content) -> str:
    """The stem as it is written."""
    return rows_of(content)[0]


def write_drawn(content: Content) -> list[str]:
    """The lines of the block's options."""
    _stem, rows = rows_of(content)
    pairs = list(zip(rows, content.options, strict=True))
    if content.kind == "rubric":
        return [_criterion(option) for option in content.options]
    if content.kind == "mark_words":
        told = {row.text for row, option in pairs if _is_told(option)}
        pairs = [(row, option) for row, option in pairs if row.text in told]
    return [_line(content.kind, row, option) for row, option in pairs]


def _line(kind: str, row: AnswerRow, option: Option) -> str:
    is_right = option.fraction > 0
    values = [("area", option.area)] if kind == "hotspot" else []
    values.append(("misconception", option.misconception))
    if option.fraction != (1.0 if is_right else 0.0):
        values.append(("fraction", repr(option.fraction)))
    text = " ".join(row.text.split())
    if kind == "calculated" and option.tolerance is not None:
        width = repr(option.tolerance).removesuffix(".0")
        text = f"{text} ± {width} {option.match}".rstrip()
    listed, typed = ("- [x]", "=") if is_right else ("- [ ]", "~")
    mark = listed if kind in LISTED else typed
    attributes = Attributes(values=tuple(pair for pair in values if pair[1]))
    head = f"{mark} {text}".rstrip() + written(attributes, text)
    return "\n".join([head, *(f"  {line}" for line in _quoted(option.feedback))])


def _criterion(option: Option) -> str:
    words = " ".join(option.text.split())
    levels = [f"  {line}" for line in split_lines(option.match) if line.strip()]
    return "\n".join([f"= {words}{written(Attributes(), words)}", *levels])


def _is_told(option: Option) -> bool:
    usual = 1.0 if option.fraction > 0 else 0.0
    return bool(option.feedback or option.misconception) or option.fraction != usual


def _quoted(text: str) -> list[str]:
    return [f"> {line}".rstrip() for line in split_lines(text)] if text else []

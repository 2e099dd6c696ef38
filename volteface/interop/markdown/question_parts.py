"""The lines of a ``::: question`` block: stem, options with their feedback, explanation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.courses.queries.document import (
    Attributes,
    QuestionBlock,
    take_attributes,
    trimmed,
)
from volteface.interop.markdown.front_matter import clean_key
from volteface.questions.queries.content import Option, number

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPTION_NAMES = ("misconception", "fraction")
CHOICE = re.compile(r"[-*+] \[(?P<mark>[ xX])\](?:[ \t]+(?P<rest>.*))?[ \t]*$")
TYPED = re.compile(r"(?P<mark>[=~])(?:[ \t]+(?P<rest>.*))?$")
_TOLERANCE = re.compile(r"(?P<value>.*?)\s*(?:±|\+-|\+/-)\s*(?P<tolerance>[^±]*)$")


@dataclass
class Read:
    """A block as it was understood; problems are (line within the block, why, word)."""

    block: QuestionBlock | None = None
    problems: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass
class Answer:
    """An option while its lines are being read."""

    at: int
    marked: bool
    first: str
    text: list[str] = field(default_factory=list)
    feedback: list[str] = field(default_factory=list)


@dataclass
class Parts:
    """A block's lines by what they are."""

    stem: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    explanation: list[str] = field(default_factory=list)


def read_parts(
    inner: Sequence[str],
    code: Sequence[bool],
    read: Read,
    *,
    pattern: re.Pattern[str] | None,
    start: int = 0,
) -> Parts:
    """Sort the lines; no line before ``start`` begins an option."""
    parts = Parts()
    answer: Answer | None = None
    target = parts.stem
    blank = True
    for at, (line, is_code) in enumerate(zip(inner, code, strict=True), 1):
        found = pattern.match(line) if pattern and not is_code and at > start else None
        if found:
            answer = Answer(at, found["mark"] not in {" ", "~"}, found["rest"] or "")
            parts.answers.append(answer)
            target = answer.text
        elif answer is None:
            parts.stem.append(line)
        elif not line.strip():
            target.append("")
        else:
            target = _after_options(line, parts, answer, target, blank=blank, is_code=is_code)
            if target is parts.stem:
                read.problems.append(
                    (at, N_("This line belongs to no option; it is put above them."), "")
                )
        blank = not line.strip()
    if not parts.answers:
        _split_model_answer(parts)
    return parts


def _after_options(
    line: str, parts: Parts, answer: Answer, target: list[str], *, blank: bool, is_code: bool
) -> list[str]:
    """Put a line below the first option where it belongs, and say where that was."""
    indented = line[0] in " \t"
    bare = line.lstrip(" \t")
    if not is_code and bare.startswith(">") and not (indented and target is parts.explanation):
        own = (
            parts.explanation
            if not indented and (blank or target is parts.explanation)
            else (answer.feedback)
        )
        if own is parts.explanation and blank and any(own):
            own.append("")
        own.append(re.sub(r"^>[ ]?", "", bare))
        return own
    if is_code or (indented and target is not parts.explanation):
        answer.text.append(_dedented(line))
        return answer.text
    if not blank:
        # Markdown's lazy continuation: the line above simply goes on.
        target.append(bare)
        return target
    parts.stem += ["", line]
    return parts.stem


def _dedented(line: str) -> str:
    if line.startswith("\t"):
        return line[1:]
    return line[2:] if line.startswith("  ") else line.removeprefix(" ")


def _split_model_answer(parts: Parts) -> None:
    """Without options, the quoted lines at the end are the model answer."""
    lines = parts.stem
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and lines[start - 1].startswith(">"):
        start -= 1
    parts.explanation = [re.sub(r"^>[ ]?", "", line) for line in lines[start:end]]
    if start < end:
        parts.stem = lines[:start]


def read_option(answer: Answer, option_id: str, usual: float, read: Read) -> Option:
    """What every kind's option says: its words, share, feedback and belief."""
    first, attributes, unknown = take_attributes(answer.first, names=_OPTION_NAMES)
    read.problems += [
        (answer.at, N_("This word is not known for an option."), word) for word in unknown
    ]
    text = trimmed([first.strip(), *answer.text])
    return Option(
        id=option_id,
        text=text,
        fraction=_fraction(answer, attributes, usual, read),
        feedback=trimmed(answer.feedback),
        misconception=clean_key(attributes.get("misconception")),
    )


def _fraction(answer: Answer, attributes: Attributes, usual: float, read: Read) -> float:
    asked = attributes.get("fraction")
    if not asked:
        return usual
    value = number(asked) if re.fullmatch(r"[-+−]?[0-9.,]{1,24}(e-?[0-9]{1,2})?", asked) else None
    if value is None or not -1 <= value <= 1 or (answer.marked and value <= 0):
        why = N_("A share of the mark is a number from −1 to 1; the usual one is taken.")
        read.problems.append((answer.at, why, asked))
        return usual
    return float(value)


def with_tolerance(option: Option, answer: Answer, read: Read) -> Option:
    """The number and how far an answer may be from it."""
    text = " ".join(option.text.split())
    found = _TOLERANCE.match(text)
    if found is None:
        return replace(option, text=text)
    width = number(found["tolerance"])
    if width is None or width < 0:
        read.problems.append((answer.at, N_("The tolerance is not a number; none is taken."), text))
        return replace(option, text=found["value"])
    return replace(option, text=found["value"], tolerance=float(width))

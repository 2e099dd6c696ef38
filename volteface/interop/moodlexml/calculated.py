"""Calculated questions: Moodle's formulas and value lists as variables and formulas of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.moodlexml.items import Text
from volteface.questions.queries.content import Content, Option, Settings

if TYPE_CHECKING:
    from volteface.interop.moodlexml.items import Dataset, XmlQuestion
    from volteface.interop.moodlexml.texts import Texts

DRAWN = N_("Values are drawn from the same range; the list of values itself has no place here.")
_NAME = re.compile(r"\{([A-Za-z][A-Za-z0-9_]{0,19})\}")
_INLINE = re.compile(r"\{=((?:[^{}]|\{[A-Za-z]\w*\}){1,300})\}")
_MARK = re.compile("\ue012(\\d+)\ue013")
# Ours measure a tolerance as a share in per cent, and say so with this sign.
_PERCENT = "%"


def calculated(question: XmlQuestion, kind: str, texts: Texts) -> Content:
    """The same arithmetic with our signs; it is checked like a question typed here."""
    if any(dataset.values for dataset in question.datasets):
        texts.losses.append((DRAWN, ""))
    return Content(
        kind=kind,
        stem=_with_formulas(question.text, texts),
        options=tuple(
            Option(
                id=f"o{number}",
                text=formula(answer.text.words),
                fraction=answer.fraction,
                feedback=_with_formulas(answer.feedback, texts),
                tolerance=answer.tolerance * 100 if answer.is_relative else answer.tolerance,
                match=_PERCENT if answer.is_relative else "",
            )
            for number, answer in enumerate(question.answers, 1)
        ),
        explanation=_with_formulas(question.general_feedback, texts),
        settings=Settings(
            variables=tuple((dataset.name, _range(dataset)) for dataset in question.datasets),
            unit=question.units[0] if question.units else "",
        ),
    )


def formula(words: str) -> str:
    """``{a}*pow({b},2)`` as ``a*((b)^(2))``."""
    bare = _NAME.sub(r"\1", words.strip().lstrip("=")).replace("**", "^").replace("pi()", "pi")
    # Theirs is the natural logarithm, and the other one carries its base.
    bare = re.sub(r"\blog10\(", "log(", re.sub(r"\blog\(", "ln(", bare))
    while "pow(" in bare:
        start = bare.index("pow(")
        inside, end = _arguments(bare, start + len("pow("))
        if len(inside) != 2:  # noqa: PLR2004 - a base and its exponent
            break
        bare = f"{bare[:start]}(({inside[0]})^({inside[1]})){bare[end:]}"
    return bare


def _arguments(text: str, start: int) -> tuple[list[str], int]:
    """What stands between commas up to the bracket that closes, and where that ends."""
    parts: list[str] = []
    depth, begin = 0, start
    for place in range(start, len(text)):
        sign = text[place]
        if sign == ")" and not depth:
            return [*parts, text[begin:place].strip()], place + 1
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append(text[begin:place].strip())
            begin = place + 1
    return [], len(text)


def _with_formulas(text: Text, texts: Texts) -> str:
    """The words as Markdown, with ``{= …}`` kept from being read as Markdown."""
    found: list[str] = []

    def taken(match: re.Match[str]) -> str:
        found.append(f"{{= {formula(match[1])}}}")
        return f"\ue012{len(found) - 1}\ue013"

    words = _INLINE.sub(taken, text.words)
    markdown = texts.markdown(Text(words=words, format=text.format, files=text.files))
    return _MARK.sub(lambda match: found[int(match[1])], markdown)


def _range(dataset: Dataset) -> str:
    low, high = dataset.low, dataset.high
    if low == high and dataset.values:
        low, high = min(dataset.values), max(dataset.values)
    step = 10.0**-dataset.decimals
    return f"{_plain(low)}..{_plain(high)} step {_plain(step)}"


def _plain(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".") or "0"

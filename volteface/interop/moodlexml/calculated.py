"""Calculated questions: Moodle's formulas and value lists as variables and formulas of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.queries.content import Content, Option, Settings

if TYPE_CHECKING:
    from volteface.interop.moodlexml.items import Dataset, XmlQuestion
    from volteface.interop.moodlexml.texts import Texts

DRAWN = N_("Values are drawn from the same range; the list of values itself has no place here.")
# Ours for functions and signs that Moodle writes otherwise.
_RENAMED = {"pow": "pow", "ln": "log", "log10": "log10", "pi()": "pi", "**": "^"}
_NAME = re.compile(r"\{([A-Za-z][A-Za-z0-9_]{0,19})\}")


def calculated(question: XmlQuestion, kind: str, texts: Texts) -> Content:
    """The same arithmetic with our signs; it is checked like a question typed here."""
    if any(dataset.values for dataset in question.datasets):
        texts.losses.append((DRAWN, ""))
    return Content(
        kind=kind,
        stem=texts.markdown(question.text),
        options=tuple(
            Option(
                id=f"o{number}",
                text=formula(answer.text.words),
                fraction=answer.fraction,
                feedback=texts.markdown(answer.feedback),
                tolerance=answer.tolerance,
            )
            for number, answer in enumerate(question.answers, 1)
        ),
        explanation=texts.markdown(question.general_feedback),
        settings=Settings(
            variables=tuple((dataset.name, _range(dataset)) for dataset in question.datasets),
            unit=question.units[0] if question.units else "",
        ),
    )


def formula(words: str) -> str:
    """``{a}*pow({b},2)`` as ``a*pow(b,2)``."""
    bare = _NAME.sub(r"\1", words.strip().lstrip("="))
    for theirs, ours in _RENAMED.items():
        bare = bare.replace(theirs, ours)
    return bare


def _range(dataset: Dataset) -> str:
    low, high = dataset.low, dataset.high
    if low == high and dataset.values:
        low, high = min(dataset.values), max(dataset.values)
    step = 10.0**-dataset.decimals
    return f"{_plain(low)}..{_plain(high)} step {_plain(step)}"


def _plain(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".") or "0"

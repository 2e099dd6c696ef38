"""The rules of item statistics, for apps above: what to put in, what comes out, and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core import worker
from volteface.questions import kinds
from volteface.questions.rules.items.bands import (
    agreement_word,
    difficulty_word,
    reliability_word,
)
from volteface.questions.rules.items.matrix import FEWEST, ItemStatistics
from volteface.questions.rules.items.moments import Estimate
from volteface.questions.rules.items.options import OptionUse
from volteface.questions.rules.items.report import (
    FEWEST_FOR_MODELS,
    First,
    Models,
    QuestionReport,
    SetReport,
    models_from_json,
    models_to_json,
)
from volteface.questions.rules.items.two_parameter import Curve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.questions.models import QuestionVersion
    from volteface.questions.rules.items.matrix import Row

__all__ = [
    "FEWEST",
    "FEWEST_FOR_MODELS",
    "Curve",
    "Estimate",
    "First",
    "ItemStatistics",
    "Models",
    "OptionUse",
    "QuestionReport",
    "SetReport",
    "agreement_word",
    "difficulty_word",
    "is_judged",
    "models_from_json",
    "models_of",
    "models_to_json",
    "question_report",
    "reliability_word",
    "set_report",
]
_RULES = "volteface.questions.rules.items.report"


def question_report(
    firsts: Sequence[First], others: Mapping[int, Row], options: Mapping[str, bool]
) -> QuestionReport:
    """One series of one question; computed in the worker process."""
    found: QuestionReport = worker.call(f"{_RULES}:question_report", firsts, others, options)
    return found


def set_report(rows: Sequence[Row]) -> SetReport:
    """A set of questions; computed in the worker process."""
    found: SetReport = worker.call(f"{_RULES}:set_report", rows)
    return found


def models_of(rows: Sequence[Row]) -> Models:
    """Both models of a set, in the worker process: seconds for thousands of learners."""
    found: Models = worker.call(f"{_RULES}:models", rows)
    return found


def is_judged(version: QuestionVersion) -> bool:
    """Whether answers to it are right or wrong at all."""
    return kinds.get(version.kind).judged

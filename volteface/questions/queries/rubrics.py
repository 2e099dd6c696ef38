"""Questions that are marked by criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.questions.kinds.rubric.criteria import Criterion, Level, criteria_of, points_of
from volteface.questions.queries import content_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.questions.models import QuestionVersion

__all__ = ["Criterion", "Level", "criteria", "has_criteria", "points"]

KIND = "rubric"


def has_criteria(version: QuestionVersion) -> bool:
    """Whether people mark its answers."""
    return version.kind == KIND


def criteria(version: QuestionVersion) -> tuple[Criterion, ...]:
    """What its answers are looked at for."""
    return criteria_of(content_of(version))


def points(version: QuestionVersion, given: Mapping[str, float]) -> tuple[float, float] | None:
    """The points of these levels and of the best ones; nothing while one is missing."""
    return points_of(content_of(version), given)

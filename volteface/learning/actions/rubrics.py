"""Marking texts by their criteria: teachers give grades, learners look for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.learning.errors import LevelsMissing
from volteface.learning.models import Grade, RubricMark
from volteface.learning.rules.rubrics import written
from volteface.questions.queries import rubrics

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from volteface.accounts.models import Subject
    from volteface.learning.models import Response

# From half of the points on a text counts as right.
PASSING = 0.5
LONGEST_COMMENT = 2_000


def mark_text(
    response: Response,
    *,
    levels: Mapping[str, float],
    comment: str,
    by: Subject,
    at: dt.datetime,
) -> RubricMark:
    """A teacher's mark: a grade is added, and the newest counts. Refuses missing levels.

    The same levels and words again change nothing.
    """
    found = rubrics.points(response.version, levels)
    if found is None:
        raise LevelsMissing
    points, whole = found
    fraction = points / whole
    said = {"levels": written(levels), "comment": comment.strip()[:LONGEST_COMMENT]}
    with transaction.atomic():
        newest = response.rubric_marks.filter(is_own=False).order_by("-pk").first()
        if newest is not None and all(getattr(newest, name) == said[name] for name in said):
            return newest
        grade = Grade.objects.create(
            response=response, fraction=fraction, correct=fraction >= PASSING, made_at=at
        )
        mark = RubricMark.objects.create(
            response=response, by=by, is_own=False, grade=grade, made_at=at, **said
        )
        record(by, "mark", noun="response", code=str(response.pk), at=at)
    return mark


def mark_own_text(
    response: Response, *, levels: Mapping[str, float], by: Subject, at: dt.datetime
) -> RubricMark:
    """What a learner thinks of their own text; refuses missing levels, and brings no grade."""
    if rubrics.points(response.version, levels) is None:
        raise LevelsMissing
    with transaction.atomic():
        return RubricMark.objects.create(
            response=response, by=by, is_own=True, levels=written(levels), made_at=at
        )

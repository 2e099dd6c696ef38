"""Marking answers again: a grade is added, none is changed, and the newest counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from volteface.core import changes
from volteface.learning.models import Draw, Grade

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from volteface.questions.models import Question
    from volteface.questions.queries.content import Mark


def add_grades(marks: Iterable[tuple[int, Mark]], *, grader_version: int, at: dt.datetime) -> int:
    """Give responses (by number) a newer grade; returns how many. One short transaction.

    The caller sees to it that there are a few hundred at most, and that they differ.
    """
    rows = [
        Grade(
            response_id=seq,
            fraction=mark.fraction,
            correct=mark.correct,
            chosen=",".join(mark.chosen)[:400],
            misconceptions=",".join(mark.misconceptions)[:400],
            grader_version=grader_version,
            made_at=at,
        )
        for seq, mark in marks
    ]
    with transaction.atomic():
        Grade.objects.bulk_create(rows)
    return len(rows)


def key_was_mended(question: Question, *, at: dt.datetime) -> None:
    """Tell the lane that draws with this question must be read again; in the caller's transaction.

    From then on answers to the versions asked there are marked by the mended key.
    """
    draws = Draw.objects.filter(questions__version__question=question).distinct()
    for draw_id in draws.values_list("pk", flat=True):
        changes.announce("draw", str(draw_id), at=at)

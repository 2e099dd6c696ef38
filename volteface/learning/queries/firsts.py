"""The matrix behind item statistics: each learner's first answer to each question of a set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max

from volteface.learning.models import Draw, DrawQuestion, Grade, Response
from volteface.learning.queries.log_rows import graded_rows
from volteface.learning.queries.signals import rapid_among
from volteface.learning.rules.signals import MOST_SECONDS, Timed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from django.db.models import QuerySet

    from volteface.courses.models import Module
    from volteface.questions.models import Question

# The first answer in time counts: what follows was given after feedback.
_FIRSTS = """
    SELECT r.subject_id, v.question_id, v.series, g.fraction, g.correct, g.chosen, r.certainty,
        r.seconds, r.seq, r.answer, r.version_id, g.id
    FROM (
        SELECT MIN(a.seq) AS seq FROM learning_response a
        JOIN questions_questionversion w ON w.id = a.version_id
        WHERE a.draw_id IN ({draws}) AND a.countable AND NOT a.late
        GROUP BY a.subject_id, w.question_id, w.series
    ) f
    JOIN learning_response r ON r.seq = f.seq
    JOIN questions_questionversion v ON v.id = r.version_id
    JOIN learning_grade g ON g.response_id = r.seq
    ORDER BY r.seq, g.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A purpose for which questions were asked, the draws in which, and how many answered."""

    purpose: str
    label: str
    draws: tuple[int, ...]
    answers: int


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """The first answer of a learner to a series of a question, with its newest grade."""

    learner: int
    question: int
    series: int
    fraction: float
    correct: bool
    chosen: tuple[str, ...]
    certainty: int | None
    seconds: int | None
    seq: int
    answer: str
    # Given faster than the question can be read: no statistics are made from it.
    rapid: bool


def occasions_of_question(question: Question) -> list[Occasion]:
    """Where a question was asked, the occasion with most answers first."""
    draws = DrawQuestion.objects.filter(version__question=question).values("draw")
    return _occasions(Response.objects.filter(draw__in=draws, version__question=question))


def occasions_of_module(module: Module) -> list[Occasion]:
    """Where a module's questions were asked, the occasion with most answers first."""
    return _occasions(Response.objects.filter(draw__cycle__module=module))


def newest_marks() -> tuple[int, int]:
    """The numbers of the last response and the last grade: while they stay, so do all figures."""
    seq = Response.objects.aggregate(newest=Max("seq"))["newest"]
    grade = Grade.objects.aggregate(newest=Max("pk"))["newest"]
    return seq or 0, grade or 0


def first_answers(draws: Collection[int]) -> list[FirstAnswer]:
    """Everybody's first answers in time in these draws, as one log; the newest grade of each."""
    if not draws:
        return []
    marks = ",".join(["%s"] * len(draws))
    rows = graded_rows(_FIRSTS.format(draws=marks), list(draws), seq=8)
    rapid = _rapid(rows)
    return [
        FirstAnswer(
            row[0],
            row[1],
            row[2],
            row[3],
            bool(row[4]),
            tuple(row[5].split(",")) if row[5] else (),
            row[6],
            row[7],
            row[8],
            row[9],
            row[8] in rapid,
        )
        for row in rows
    ]


def _rapid(rows: Iterable[Sequence[Any]]) -> frozenset[int]:
    quick = (row for row in rows if row[7] is not None and row[7] < MOST_SECONDS)
    timed = [Timed(seq=row[8], subject=row[0], version=row[10], seconds=row[7]) for row in quick]
    return frozenset(rapid_among(timed)) if timed else frozenset()


def _occasions(answers: QuerySet[Response]) -> list[Occasion]:
    rows = (
        answers.filter(countable=True, late=False)
        .values("draw__purpose", "draw_id")
        .annotate(answers=Count("seq"))
        .order_by("draw_id")
    )
    by_purpose: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        by_purpose.setdefault(row["draw__purpose"], []).append((row["draw_id"], row["answers"]))
    found = [
        Occasion(
            purpose=purpose,
            label=str(Draw.Purpose(purpose).label),
            draws=tuple(draw for draw, _ in pairs),
            answers=sum(count for _, count in pairs),
        )
        for purpose, pairs in by_purpose.items()
    ]
    return sorted(found, key=lambda occasion: -occasion.answers)

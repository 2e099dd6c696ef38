"""Every answer to a series of a question with its newest grade, for who marks them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.learning.models import Grade
from volteface.learning.queries.log_rows import aware, graded_rows

if TYPE_CHECKING:
    import datetime as dt

    from volteface.questions.models import Question

_GRADED = """
    SELECT r.seq, r.subject_id, r.draw_id, d.purpose, d.cycle_id, d.cohort_id, r.answer,
        g.fraction, g.correct, g.chosen, g.misconceptions, r.late, r.countable,
        d.immediate_feedback, d.closes_at, g.id
    FROM questions_questionversion v
    JOIN learning_response r ON r.version_id = v.id
    JOIN learning_draw d ON d.id = r.draw_id
    JOIN learning_grade g ON g.response_id = r.seq
    WHERE v.question_id = %s AND v.series = %s
    ORDER BY r.seq, g.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedAnswer:
    """An answer, where it was given, and how it counts now."""

    seq: int
    subject_id: int
    draw_id: int
    purpose: str
    cycle_id: int | None
    cohort_id: int
    answer: str
    fraction: float
    correct: bool
    chosen: str
    misconceptions: str
    counts: bool
    # At once in preparation; elsewhere the learner knows nothing before the close.
    told_at_once: bool
    closes_at: dt.datetime | None
    grade_id: int

    def was_told(self, at: dt.datetime) -> bool:
        """Whether the learner knows the mark."""
        return self.told_at_once or (self.closes_at is not None and self.closes_at <= at)


def graded_answers(question: Question, *, series: int) -> list[GradedAnswer]:
    """All answers to a series, late and overtaken ones too, oldest first."""
    return [
        GradedAnswer(
            seq=row[0],
            subject_id=row[1],
            draw_id=row[2],
            purpose=row[3],
            cycle_id=row[4],
            cohort_id=row[5],
            answer=row[6],
            fraction=row[7],
            correct=bool(row[8]),
            chosen=row[9],
            misconceptions=row[10],
            counts=bool(row[12]) and not row[11],
            told_at_once=bool(row[13]),
            closes_at=aware(row[14]),
            grade_id=row[15],
        )
        for row in graded_rows(_GRADED, [question.pk, series], seq=0)
    ]


def otherwise_right(question: Question, *, since: dt.datetime) -> list[int]:
    """Whose answers to a question became right, or wrong, by a grade made at or after ``since``."""
    grades = Grade.objects.filter(response__version__question=question)
    touched = grades.filter(made_at__gte=since).values("response")
    known: dict[int, bool] = {}
    found: set[int] = set()
    rows = grades.filter(response__in=touched).order_by("pk")
    for response, subject, correct in rows.values_list(
        "response_id", "response__subject_id", "correct"
    ):
        if known.setdefault(response, correct) != correct:
            found.add(subject)
        known[response] = correct
    return sorted(found)

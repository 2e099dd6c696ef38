"""What people say of a text by its question's criteria."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class RubricMark(models.Model):
    """Levels that somebody gave to a response; a change adds a row, the newest of each side counts.

    A teacher's comes with a grade. A learner's own is for their eyes and brings none.
    """

    response = models.ForeignKey(
        "learning.Response", on_delete=models.PROTECT, related_name="rubric_marks"
    )
    by = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    is_own = models.BooleanField()
    # "o1=2,o2=0.5": a criterion's id and the points of its level.
    levels = models.CharField(max_length=800)
    comment = models.TextField(max_length=2_000, blank=True)
    grade = models.OneToOneField(
        "learning.Grade", null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["response", "is_own", "-id"], name="rubric_mark_newest"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(is_own=True, grade__isnull=True)
                | models.Q(is_own=False, grade__isnull=False),
                name="rubric_mark_of_others_is_a_grade",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id}: {self.levels}"

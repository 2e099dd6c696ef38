"""Regrades: who mended which key, and how many marks changed."""

from __future__ import annotations

from django.db import models

from volteface.core.codes import public_code


class Regrade(models.Model):
    """One mended key with what it changed; never changed, undone by another regrade."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    question = models.ForeignKey("questions.Question", on_delete=models.PROTECT, related_name="+")
    # The keys before and after; both are versions of the same series.
    before = models.ForeignKey(
        "questions.QuestionVersion", on_delete=models.PROTECT, related_name="+"
    )
    after = models.ForeignKey(
        "questions.QuestionVersion", on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(
        "accounts.Subject", null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    # As previewed: answers whose mark changes, learners, the mean mark of current answers.
    changed = models.PositiveIntegerField()
    learners = models.PositiveIntegerField()
    mean_before = models.FloatField()
    mean_after = models.FloatField()

    def __str__(self) -> str:
        return f"{self.question_id}: {self.changed}"

"""Spaced retrieval: when each subject should meet each question again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Schedule(models.Model):
    """The memory state of one subject for one question in one cohort; rebuilt from the log."""

    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey("questions.Question", on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey("rosters.Cohort", on_delete=models.PROTECT, related_name="+")
    # Whose meeting the first intervals aim at: the last cycle that taught the question.
    cycle = models.ForeignKey(
        "timetable.Cycle", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Read through refreshers.rules.memory.
    card = models.JSONField()
    # Empty: nothing is left to do before the exam.
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    last_seq = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "question", "cohort"], name="schedule_once"),
        ]

    def __str__(self) -> str:
        return f"due {self.due_at:%Y-%m-%d}"


class ReviewLog(models.Model):
    """One rated retrieval, made from one response."""

    class Rating(models.TextChoices):
        AGAIN = "again"
        HARD = "hard"
        GOOD = "good"
        EASY = "easy"

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="reviews")
    response = models.OneToOneField("learning.Response", on_delete=models.PROTECT, related_name="+")
    rating = models.CharField(max_length=10, choices=Rating)
    reviewed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.rating

"""How far each learner has come."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Progress(models.Model):
    """How far a subject has come in a step of a cycle."""

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    step_key = models.SlugField(max_length=40)
    opened_at = models.DateTimeField()
    # Set when the learner goes on from it.
    finished_at = models.DateTimeField(null=True, blank=True)
    # Set while it counts as finished because its objectives were shown in the pre-test.
    skipped_at = models.DateTimeField(null=True, blank=True)
    # Seconds with the page in sight, as the device says; never graded.
    seconds = models.PositiveIntegerField(default=0)
    # A video's position in seconds, to resume at.
    position = models.FloatField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "subject", "step_key"], name="progress_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} in {self.step_key}"

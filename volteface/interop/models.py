"""What came in from outside, and what did not."""

from __future__ import annotations

import uuid

from django.db import models


class ImportBatch(models.Model):
    """One file brought in: its format, what came of it, and every item that did not come in."""

    class State(models.TextChoices):
        PREVIEW = "preview"
        DONE = "done"
        REFUSED = "refused"

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        "courses.Course", null=True, on_delete=models.PROTECT, related_name="+"
    )
    cohort = models.ForeignKey(
        "rosters.Cohort", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(
        "accounts.Subject", null=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    format = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    # The parsed file, until it is confirmed; then the report alone.
    parsed = models.JSONField(null=True)
    report = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file_name

"""Orders of printed board games."""

from __future__ import annotations

from django.db import models

from volteface.core.codes import public_code


class KitPrint(models.Model):
    """An order of printed kits: set by the worker, kept for a day, then put away with its file."""

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    # Read through classroom.queries.prints.
    order = models.JSONField()
    kits = models.PositiveIntegerField()
    sheets = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    # Why nothing could be printed, in the words of whoever asked.
    problem = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.code

"""Technique sheets of a course's own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from volteface.core.codes import public_code
from volteface.core.models import Archivable


class OwnTechnique(Archivable):
    """A technique sheet of a course's own: written there, or adapted from another sheet.

    The course's teachers and managers write it; once shared, whoever teaches here reads it.
    """

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    course = models.ForeignKey("courses.Course", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        "accounts.Subject", null=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=120)
    # The sheet it was adapted from, by name or code; empty for one that was written from nothing.
    origin = models.CharField(max_length=40, blank=True)
    # Everything but the title, read through classroom.techniques.stored.
    sheet = models.JSONField(default=dict)
    shared_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

"""What learners write for themselves beside a step: bookmarks, notes and highlights."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from volteface.core.codes import public_code
from volteface.core.models import Archivable, ArchivableQuerySet


class Note(Archivable):
    """A mark of one's own at a step; nobody else ever reads it."""

    class Kind(models.TextChoices):
        BOOKMARK = "bookmark", _("bookmark")
        NOTE = "note", _("note")
        HIGHLIGHT = "highlight", _("highlight")

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.PROTECT, related_name="+")
    step_key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(max_length=4_000, blank=True)
    # The passage it is on, found again after edits by its words and those around it.
    quote = models.CharField(max_length=1_000, blank=True)
    prefix = models.CharField(max_length=60, blank=True)
    suffix = models.CharField(max_length=60, blank=True)
    # The number of the paragraph it was on; empty for the step as a whole.
    block = models.PositiveIntegerField(null=True, blank=True)
    # The moment of the step's film it is about.
    second = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ArchivableQuerySet["Note"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "cycle", "step_key"], name="note_of_subject"),
        ]

    def __str__(self) -> str:
        return (self.text or self.quote or self.kind)[:60]

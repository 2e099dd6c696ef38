"""What is left of a meeting: debrief, retro, and the meeting that taught it before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from volteface.core.codes import public_code


class Debrief(models.Model):
    """What a meeting came to; learners read it once it is released."""

    cycle = models.OneToOneField("timetable.Cycle", on_delete=models.CASCADE, related_name="+")
    text = models.TextField(max_length=5_000, blank=True)
    # What stayed unclear: asked again when the module is taught again.
    carried = models.ManyToManyField("questions.Question", blank=True, related_name="+")
    changed_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"debrief of {self.cycle_id}"


class Retro(models.Model):
    """One tap of a teacher on one block after the meeting, and what they added to it."""

    class Verdict(models.TextChoices):
        WORKED = "worked", _("worked")
        SO_SO = "so_so", _("so-so")
        NOT = "not", _("did not work")

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.CASCADE, related_name="+")
    # The block as it stood in the plan then; the plan may have been made anew since.
    activity = models.ForeignKey(
        "classroom.Activity", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    technique = models.CharField(max_length=40, db_index=True)
    title = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=0)
    planned_minutes = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict)
    # Really needed: measured by the room or typed; empty while nobody knows.
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    line = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        "accounts.Subject", null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    # Once set, whoever teaches here reads it on the technique's sheet, without a name.
    shared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["cycle_id", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "by"], name="retro_once_per_block"),
        ]

    def __str__(self) -> str:
        return f"{self.technique}: {self.verdict}"


class Rerun(models.Model):
    """A cycle that teaches again what an earlier one taught, with the questions it carries over."""

    cycle = models.OneToOneField("timetable.Cycle", on_delete=models.CASCADE, related_name="+")
    of = models.ForeignKey("timetable.Cycle", on_delete=models.CASCADE, related_name="+")
    questions = models.ManyToManyField("questions.Question", blank=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.cycle_id} after {self.of_id}"

"""Where each learner stands in a cycle, as last computed from the responses."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadinessState(models.Model):
    """A learner's state in a cycle with the one reason for it; rebuilt from responses at will."""

    class State(models.TextChoices):
        NOT_STARTED = "not_started", _("not started")
        SKIMMED = "skimmed", _("skimmed")
        STUCK = "stuck", _("stuck")
        MISCONCEIVED = "misconceived", _("misconceived")
        READY = "ready", _("ready")
        AHEAD = "ahead", _("ahead")

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State)
    # A rule's name and its numbers; worded twice (teacher, learner) from one table.
    reason = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    computed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "subject"], name="readiness_once"),
        ]

    def __str__(self) -> str:
        return self.state

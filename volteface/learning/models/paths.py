"""A learner's own way through a module: what they showed, what was skipped, what they offered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShownObjective(models.Model):
    """An objective a learner showed in the pre-test, and what a later question made of it."""

    class State(models.TextChoices):
        # Its steps are skipped; nothing has checked it yet.
        OPEN = "open", _("to be checked")
        HELD = "held", _("checked")
        # A later question went wrong: its steps are on the way again.
        BACK = "back", _("back on your way")

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    objective = models.ForeignKey("questions.Objective", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    # Of so many questions of the pre-test: all were right.
    asked = models.PositiveSmallIntegerField()
    shown_at = models.DateTimeField()
    # The answer that settled it; answers up to ``last_seq`` were given before it was shown.
    last_seq = models.BigIntegerField()
    settled_by = models.ForeignKey(
        "learning.Response", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cycle", "subject", "objective"], name="objective_shown_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["subject", "objective"],
                condition=models.Q(state="open"),
                name="objective_to_check",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objective_id}: {self.state}"


class MeetingRole(models.Model):
    """What somebody who is ahead was offered to do in the meeting, and what they said."""

    class Role(models.TextChoices):
        GAME_MASTER = "game_master", _("game master")
        EXPLAINER = "explainer", _("explainer at a table")
        DESIGNER = "designer", _("question designer")
        NONE = "none", _("not this time")

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "subject"], name="meeting_role_once"),
        ]

    def __str__(self) -> str:
        return self.role

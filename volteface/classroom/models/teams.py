"""The teams of a meeting, who is in which, and where people sit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from volteface.core.codes import public_code


class TeamPlan(models.Model):
    """How a cycle's teams were made; learners see theirs once it is locked."""

    class Groups(models.TextChoices):
        TOGETHER = "together", _("Keep each group among itself")
        MIXED = "mixed", _("Mix the groups")
        SAME = "same", _("The same teams as last time")

    cycle = models.OneToOneField("timetable.Cycle", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    # The same people, facts and seed make the same teams.
    seed = models.PositiveIntegerField()
    # People wished for in a team.
    size = models.PositiveSmallIntegerField(default=4)
    groups = models.CharField(max_length=10, choices=Groups, default=Groups.TOGETHER)
    # Whoever answered it differently sits together.
    question = models.ForeignKey(
        "questions.QuestionVersion", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    # Whether learners read their team mates' names; always the short ones.
    names_shown = models.BooleanField(default=True)
    # What the last changes were: classroom.actions.teams writes and reads it; pseudonyms only.
    undo = models.JSONField(default=list)
    made_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class Team(models.Model):
    """A numbered team of a meeting."""

    plan = models.ForeignKey(TeamPlan, on_delete=models.CASCADE, related_name="teams")
    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="team_number_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class TeamPlace(models.Model):
    """Somebody's team; who is absent keeps it, to come back to, and is not counted in it."""

    plan = models.ForeignKey(TeamPlan, on_delete=models.CASCADE, related_name="places")
    # Nothing: late, and in no team yet.
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="places"
    )
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    is_absent = models.BooleanField(default=False)
    # When they changed teams after the teams were locked: they are told.
    moved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "subject"], name="team_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} in {self.team_id}"


class Seat(models.Model):
    """Where somebody sits in a meeting, as they or their teacher said."""

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    # As it stands on the seat: 3, or C.
    row = models.CharField(max_length=3)
    number = models.PositiveSmallIntegerField()
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "subject"], name="seat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.row}-{self.number}"

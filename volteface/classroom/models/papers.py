"""Tests on paper, and what the sheets that came back say."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from volteface.core.codes import public_code


class PaperTest(models.Model):
    """A test printed for a meeting: its draw holds the questions in the first form's order.

    The same test printed again is the same paper: forms are made from its code.
    """

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    draw = models.OneToOneField("learning.Draw", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    # How it is printed, read through classroom.rules.paper_forms.
    order = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    # Put away, it is on no list; what was typed in stays and counts.
    archived_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class PaperSheet(models.Model):
    """What somebody's or a team's sheet says, as it was typed in.

    The newest one that was not undone counts; older ones stay. A person's goes into the log of
    answers a little later, a team's never does.
    """

    test = models.ForeignKey(PaperTest, on_delete=models.PROTECT, related_name="sheets")
    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    subject = models.ForeignKey(
        "accounts.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # A team's number, for a sheet the team filled in together.
    team = models.PositiveSmallIntegerField(null=True, blank=True)
    form = models.CharField(max_length=1)
    # By the version's code: an answer as the log spells it, whether it is right where somebody
    # marked it on the paper, or the options a team uncovered.
    filled = models.JSONField(default=dict)
    typed_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["test", "subject", "team", "-id"], name="sheet_newest"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(subject__isnull=False, team__isnull=True)
                | models.Q(subject__isnull=True, team__isnull=False),
                name="sheet_of_one_or_of_a_team",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.test_id}:{self.subject_id or self.team}"


class PaperAppeal(models.Model):
    """A team's appeal that was accepted: for it and its people the option counts as right too."""

    test = models.ForeignKey(PaperTest, on_delete=models.PROTECT, related_name="appeals")
    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    team = models.PositiveSmallIntegerField()
    version = models.ForeignKey(
        "questions.QuestionVersion", on_delete=models.PROTECT, related_name="+"
    )
    option = models.CharField(max_length=40)
    accepted_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["team", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["test", "team", "version"],
                condition=models.Q(undone_at=None),
                name="one_appeal_of_a_team_on_a_question",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.test_id}:{self.team}"

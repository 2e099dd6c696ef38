"""The plan of a meeting."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from volteface.core.codes import public_code


class Plan(models.Model):
    """The activities of a cycle's meeting, in order."""

    cycle = models.OneToOneField("timetable.Cycle", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    check_in_minutes = models.PositiveSmallIntegerField(default=5)
    changed_at = models.DateTimeField()
    # How people sit, in the words of rules.library, and on how many seats; empty while not told.
    room = models.CharField(max_length=10, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    # The generated run sheet it was taken from; empty for any other plan.
    sheet = models.CharField(max_length=20, blank=True)
    # When the teacher said that it begins: the teleprompter counts from there.
    began_at = models.DateTimeField(null=True, blank=True)
    # What the last large change took away, until the next one: classroom.actions.plans writes it.
    undo = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.code


class Activity(models.Model):
    """One timed block of a plan, run with a technique."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="activities")
    position = models.PositiveIntegerField()
    # A folder name under classroom/techniques, or "talk" for a teacher's own block.
    technique = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField()
    # Minutes of it in which the teacher talks to everybody.
    talk_minutes = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    # The short key of the objective a talk block explains: is it already mastered?
    objective = models.CharField(max_length=40, blank=True)
    # The key of the misconception a mini-fix is about.
    misconception = models.CharField(max_length=40, blank=True)
    notes = models.TextField(max_length=2_000, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.title

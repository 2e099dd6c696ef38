"""What teachers and learners say to each other about the scheme and its content."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from volteface.core.codes import public_code
from volteface.core.models import Archivable, ArchivableQuerySet


class Acknowledgement(models.Model):
    """A learner has read why the cohort flips, and says whether they can do it at home."""

    class AtHome(models.TextChoices):
        YES = "yes", _("Yes, I can")
        NO_EQUIPMENT = "no_equipment", _("No computer or phone")
        NO_QUIET = "no_quiet", _("No quiet place")
        NO_NETWORK = "no_network", _("No good connection")

    cohort = models.ForeignKey("rosters.Cohort", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    at_home = models.CharField(max_length=20, choices=AtHome, blank=True)
    at_home_at = models.DateTimeField(null=True, blank=True)
    # "I do not see the point": asked for an answer.
    doubtful_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cohort", "subject"], name="acknowledgement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} in {self.cohort_id}"


class Thread(Archivable):
    """A question somebody asked, about the scheme or at a step."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    cohort = models.ForeignKey("rosters.Cohort", on_delete=models.PROTECT, related_name="+")
    # Empty: about the scheme as a whole.
    cycle = models.ForeignKey(
        "timetable.Cycle", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    step_key = models.SlugField(max_length=40, blank=True)
    # The passage and the moment of the film it is about, as the step had them then.
    quote = models.CharField(max_length=1_000, blank=True)
    block = models.PositiveIntegerField(null=True, blank=True)
    second = models.PositiveIntegerField(null=True, blank=True)
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    # Whether other learners read who asked; teachers and tutors always do.
    signed = models.BooleanField(default=False)
    body = models.TextField(max_length=2_000)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ArchivableQuerySet["Thread"].as_manager()

    def __str__(self) -> str:
        return self.body[:60]


class SameQuestion(models.Model):
    """Somebody else has the same question; kept while they do."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="same")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "subject"], name="same_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} too"


class Reply(Archivable):
    """An answer in a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="replies")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    body = models.TextField(max_length=2_000)
    by_teacher = models.BooleanField(default=False)
    at = models.DateTimeField()

    objects = ArchivableQuerySet["Reply"].as_manager()

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return self.body[:60]


class StopReason(models.Model):
    """Why somebody left a module, in one tap."""

    class Reason(models.TextChoices):
        BORED = "bored", _("Too slow or boring")
        LOST = "lost", _("I am lost")
        NO_TIME = "no_time", _("No time now")
        NO_POINT = "no_point", _("I do not see the point")
        TECHNICAL = "technical", _("Something does not work")

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    step_key = models.SlugField(max_length=40)
    reason = models.CharField(max_length=20, choices=Reason)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # Asked once per module: whoever said so is asked no more.
            models.UniqueConstraint(fields=["cycle", "subject"], name="stop_reason_once"),
        ]

    def __str__(self) -> str:
        return self.reason


class Note(Archivable):
    """You said, we did: what learners asked to change, and what was changed."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    cohort = models.ForeignKey("rosters.Cohort", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=300)
    did = models.CharField(max_length=300)
    at = models.DateTimeField()

    objects = ArchivableQuerySet["Note"].as_manager()

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.said

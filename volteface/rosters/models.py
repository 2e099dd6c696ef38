"""Who follows a course together: cohorts, groups and memberships."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from volteface.core.codes import public_code
from volteface.core.models import Archivable, ArchivableQuerySet


class Cohort(Archivable):
    """One course followed by one set of people in one term."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    course = models.ForeignKey("courses.Course", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    # IANA name: deadlines of the cohort are said in it.
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    starts_on = models.DateField()
    ends_on = models.DateField()
    exam_at = models.DateTimeField(null=True, blank=True)
    # The enrolment link's secret part; empty while closed.
    enrolment_code = models.CharField(max_length=60, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ArchivableQuerySet["Cohort"].as_manager()

    def __str__(self) -> str:
        return self.title


class Group(Archivable):
    """A part of a cohort with its own tutors."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=80)

    objects = ArchivableQuerySet["Group"].as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cohort", "name"], name="group_name_once_per_cohort"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A subject's place in a cohort; access itself is the grant beside it."""

    class Role(models.TextChoices):
        LEARNER = "learner", _("learner")
        TUTOR = "tutor", _("tutor")
        TEACHER = "teacher", _("teacher")

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="memberships")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    grant = models.OneToOneField("accounts.Grant", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    # 1.25, 1.33, 1.5, 2; 0 stands for unlimited.
    time_factor = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            # A tutor may tutor several groups; a learner is in one place.
            models.UniqueConstraint(
                fields=["cohort", "subject", "role", "group"],
                condition=models.Q(group__isnull=False),
                name="membership_once_per_group",
            ),
            models.UniqueConstraint(
                fields=["cohort", "subject", "role"],
                condition=models.Q(group__isnull=True),
                name="membership_once_without_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.cohort_id}"


class RosterImport(models.Model):
    """A roster that was read and previewed; confirmed, its rows become people and places."""

    class State(models.TextChoices):
        PREVIEW = "preview"
        RUNNING = "running"
        DONE = "done"
        DROPPED = "dropped"
        FAILED = "failed"

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        "accounts.Subject", null=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    # The rows as read, compressed JSON read through rosters.rules.sheet; emptied when settled.
    rows = models.BinaryField(default=bytes)
    # How many were new, changed, unchanged and skipped.
    counts = models.JSONField(default=dict)
    batch = models.ForeignKey(
        "core.Batch", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.file_name

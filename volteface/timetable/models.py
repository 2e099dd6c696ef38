"""When things happen: cycles anchored on a meeting, slots, extensions and personal feeds."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models

from volteface.core.codes import public_code
from volteface.core.models import Archivable

# What still counts: a cancelled cycle may be planned anew.
_LIVE = models.Q(archived_at__isnull=True) & ~models.Q(state="cancelled")


def _days_before_meeting() -> list[int]:
    return [24 * 60, 6 * 60]


def _briefing_offsets() -> list[int]:
    return [12 * 60, 60]


class Term(models.Model):
    """A stretch of the institution's year."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()

    def __str__(self) -> str:
        return self.name


class Cycle(Archivable):
    """One module × one audience × one meeting; every date is an offset from the meeting."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        CANCELLED = "cancelled"

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    module = models.ForeignKey("courses.Module", on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey("rosters.Cohort", on_delete=models.PROTECT, related_name="+")
    # Empty: the whole cohort is the audience.
    group = models.ForeignKey(
        "rosters.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Cycles made together by "for all groups" share it.
    series = models.UUIDField(default=uuid.uuid4, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # Offsets; see docs/algorithms/dates.md.
    close_before = models.DurationField(default=dt.timedelta(hours=3))
    soft_before = models.DurationField(default=dt.timedelta(hours=48))
    # Minutes before preparation closes.
    reminders = models.JSONField(default=_days_before_meeting)
    # Minutes before the meeting.
    briefings = models.JSONField(default=_briefing_offsets)
    delayed_check_after = models.DurationField(default=dt.timedelta(days=3))
    # A closing somebody pinned by hand stays when the meeting moves.
    pinned_close_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            # Two constraints, because to SQLite each NULL is a group of its own.
            models.UniqueConstraint(
                fields=["module", "cohort", "group"],
                condition=_LIVE & models.Q(group__isnull=False),
                name="one_live_cycle_per_module_and_group",
            ),
            models.UniqueConstraint(
                fields=["module", "cohort"],
                condition=_LIVE & models.Q(group__isnull=True),
                name="one_live_cycle_per_module_and_cohort",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Meeting(models.Model):
    """The anchor: where and when a cycle's people meet face to face."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="meeting")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # IANA name, kept with the moment so that a wall-clock time survives a rule change.
    time_zone = models.CharField(max_length=60)
    place = models.CharField(max_length=120, blank=True)
    remote_link = models.URLField(max_length=500, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # iCalendar: the UID never changes, the sequence grows with each change.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="meeting_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class Slot(models.Model):
    """Learning time reserved in the timetable, before the meeting."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="slots")
    # From the meeting's start back to the slot's: what moves with the meeting.
    before = models.DurationField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=120, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.minutes} min, {self.before} before"


class Extension(models.Model):
    """More time for one learner in one cycle."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="extensions")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    closes_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "subject"], name="extension_once"),
        ]

    def __str__(self) -> str:
        return f"until {self.closes_at:%Y-%m-%d %H:%M}"


class Feed(models.Model):
    """A subject's private calendar address; only the newest one that is not revoked works."""

    subject = models.ForeignKey("accounts.Subject", on_delete=models.CASCADE, related_name="+")
    # Shown again to its owner on the calendar page, so kept as it is.
    token = models.CharField(max_length=60, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"feed of {self.subject_id}"

"""Where each learner stands in a cycle, as last computed from the responses."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadinessState(models.Model):
    """A learner's state in a cycle with the one reason for it; rebuilt from responses at will.

    Who has no row has not started.
    """

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
    # Nothing is left to answer: no reminder, whatever the state.
    finished = models.BooleanField(default=False)
    # The current answers, one token each, read through readiness.rules.ledger: what lets a
    # briefing of 2,000 learners be counted without touching the response log.
    answers = models.TextField(max_length=20_000, blank=True)
    # Their digest: equal answers, equal counts, so that nothing is counted twice.
    mark = models.CharField(max_length=16, blank=True)
    # What the rules were given, read through readiness.rules.states: other thresholds are tried
    # and applied without touching the log.
    facts = models.JSONField(default=dict)
    computed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "subject"], name="readiness_once"),
        ]

    def __str__(self) -> str:
        return self.state


class Thresholds(models.Model):
    """The numbers of the rules in a cohort from a moment on; what a past meeting had stays."""

    cohort = models.ForeignKey("rosters.Cohort", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    certain_wrong = models.PositiveSmallIntegerField()
    same_belief = models.PositiveSmallIntegerField()
    tries = models.PositiveSmallIntegerField()
    ready_parts = models.PositiveSmallIntegerField()
    ready_whole = models.PositiveSmallIntegerField()
    quick_share = models.PositiveSmallIntegerField()
    since = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["cohort", "since"], name="thresholds_since")]
        constraints: ClassVar = [
            # One wrong answer is never a call for help, whatever a teacher sets.
            models.CheckConstraint(
                condition=models.Q(certain_wrong__gte=2, same_belief__gte=2, tries__gte=2),
                name="thresholds_more_than_one",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    ready_parts__gte=1,
                    ready_whole__gte=models.F("ready_parts"),
                    quick_share__gte=1,
                ),
                name="thresholds_are_shares",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} from {self.since:%Y-%m-%d}"


class Overruling(models.Model):
    """A state a teacher or tutor set by hand, with the reason told to both sides.

    It lasts while nothing more is known of the learner, and until the meeting begins.
    """

    class Ended(models.TextChoices):
        EVIDENCE = "evidence", _("the learner did something more")
        MEETING = "meeting", _("the meeting began")
        LIFTED = "lifted", _("taken back")

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=ReadinessState.State)
    note = models.CharField(max_length=300)
    # What was known of the learner when it was set, through readiness.rules.ledger.
    evidence = models.CharField(max_length=64)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=10, choices=Ended, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cycle", "subject"],
                condition=models.Q(ended_at__isnull=True),
                name="overruled_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.state


class BriefingCount(models.Model):
    """How many stood where when a briefing went out: the next one says what has changed since."""

    class Kind(models.TextChoices):
        PRELIMINARY = "preliminary", _("preliminary")
        FINAL = "final", _("final")

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    # The group counted; empty for learners without one. Tutors see their groups' rows only.
    group = models.ForeignKey(
        "rosters.Group", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    ready = models.PositiveIntegerField()
    needs_help = models.PositiveIntegerField(default=0)
    not_started = models.PositiveIntegerField(default=0)
    audience = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cycle", "kind", "group"], name="briefing_counted_once_per_group"
            ),
            # Its own constraint: SQLite takes every empty group for another one.
            models.UniqueConstraint(
                fields=["cycle", "kind"],
                condition=models.Q(group__isnull=True),
                name="briefing_counted_once_without_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ready} of {self.audience}"

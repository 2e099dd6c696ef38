"""Draws and the append-only log of what was answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from volteface.core.codes import public_code


class Draw(models.Model):
    """Some questions, for some people, at some time, for a purpose."""

    class Purpose(models.TextChoices):
        PREPARATION = "preparation", _("preparation")
        PRETEST = "pretest", _("pre-test")
        OPENING_CHECK = "opening_check", _("opening check")
        VOTE = "vote", _("vote")
        EXIT_TICKET = "exit_ticket", _("exit ticket")
        DELAYED_CHECK = "delayed_check", _("delayed check")
        REFRESHER = "refresher", _("refresher")
        DECK = "deck", _("deck of cards")
        # Checks an objective whose steps were skipped after the pre-test.
        VALIDATION = "validation", _("validation")
        # At one's own pace, after learning: changes neither readiness nor any mark.
        PRACTICE = "practice", _("practice")

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    purpose = models.CharField(max_length=20, choices=Purpose)
    cohort = models.ForeignKey("rosters.Cohort", on_delete=models.PROTECT, related_name="+")
    # Empty for refreshers, which run over the whole cohort's questions.
    cycle = models.ForeignKey(
        "timetable.Cycle", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # One live draw per occasion: "<cycle code>:preparation", "<room code>:3:1", …
    nonce = models.CharField(max_length=120, unique=True)
    edition = models.ForeignKey(
        "courses.Edition", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    # When keys and feedback may be shown: at once in preparation, at the close in votes and checks.
    immediate_feedback = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["cycle", "purpose"], name="draw_of_cycle")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.code}"


class DrawQuestion(models.Model):
    """A question version in a draw, in its place."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    version = models.ForeignKey(
        "questions.QuestionVersion", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draw", "version"], name="version_once_per_draw"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id}:{self.position}"


class Response(models.Model):
    """One answer as it was given; never changed, never deleted."""

    # The server's own order: the lane and the cursors live by it.
    seq = models.BigAutoField(primary_key=True)
    answer_id = models.UUIDField(unique=True)
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        "questions.QuestionVersion", on_delete=models.PROTECT, related_name="+"
    )
    # The canonical answer as JSON text (see questions.kinds); the option ids in the order shown.
    answer = models.TextField(max_length=6_000)
    options_shown = models.CharField(max_length=400, blank=True)
    # 1 guess, 2 fairly sure, 3 certain; empty where it was not asked.
    certainty = models.PositiveSmallIntegerField(null=True, blank=True)
    # A random id of the device and its own counter: they order resends of one device only.
    device = models.CharField(max_length=36, blank=True)
    counter = models.BigIntegerField(default=0)
    # Seconds before the reader since the answer before, as the device says; never graded.
    seconds = models.PositiveIntegerField(null=True, blank=True)
    accepted_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    # False: kept, but a newer answer of the same device was already stored.
    countable = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["draw", "subject", "version", "-seq"], name="response_current"),
            models.Index(fields=["subject", "version"], name="response_of_subject"),
            # The newest answer that counts, for everybody at once, from the index alone.
            models.Index(
                fields=["draw", "subject", "version", "seq"],
                condition=models.Q(countable=True, late=False),
                name="response_counting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq}"


class Grade(models.Model):
    """A mark for a response; a regrade adds a row, the newest counts."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="grades")
    # −1 … 1 of the question's worth.
    fraction = models.FloatField()
    correct = models.BooleanField()
    # Option ids chosen, and the misconception keys they give away, comma-separated.
    chosen = models.CharField(max_length=400, blank=True)
    misconceptions = models.CharField(max_length=400, blank=True)
    grader_version = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["response", "-id"], name="grade_newest")]

    def __str__(self) -> str:
        return f"{self.fraction}"

"""The live room of a meeting: its rounds, who joined, ballots until it closes."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from volteface.core.codes import join_code, public_code


class Room(models.Model):
    """A live room of a cycle's meeting."""

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=6, unique=True, default=join_code, editable=False)
    # Grows with every change the screens must show.
    version = models.PositiveIntegerField(default=0)
    guests_allowed = models.BooleanField(default=True)
    # Votes are cast by ballot and lead to nobody; settled before the first round.
    anonymous = models.BooleanField(default=False)
    # How often the phones were told that teams have changed.
    teams_told = models.PositiveIntegerField(default=0)
    # The projector shows nothing.
    black = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    current_round = models.ForeignKey(
        "classroom.Round", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return self.code


class Round(models.Model):
    """One question in a room, with a first and perhaps a second vote, or a check of several."""

    class Phase(models.TextChoices):
        WAITING = "waiting"
        FIRST_VOTE = "first_vote"
        DISCUSS = "discuss"
        SECOND_VOTE = "second_vote"
        RESULT = "result"

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="rounds")
    position = models.PositiveIntegerField()
    phase = models.CharField(max_length=20, choices=Phase, default=Phase.WAITING)
    first = models.ForeignKey("learning.Draw", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(
        "learning.Draw", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seconds = models.PositiveSmallIntegerField(default=90)
    phase_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room", "position"], name="round_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.room_id}:{self.position}"


class Participant(models.Model):
    """Somebody who joined by a POST, or signed on paper; a member's row is their attendance."""

    class Kind(models.TextChoices):
        MEMBER = "member"
        GUEST = "guest"

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="participants")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=40, blank=True)
    joined_at = models.DateTimeField()
    # Who noted that they were there, from a signed list; nothing for whoever joined themselves.
    noted_by = models.ForeignKey(
        "accounts.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Whether this participant has had their one ballot; which one it is stands nowhere.
    has_ballot = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room", "subject"], name="participant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.room_id}"


class AnonymousVote(models.Model):
    """A ballot's present vote on a question, until the room closes and it becomes a response.

    Says as little as a count needs: no subject, no device, no order of options, the minute only.
    """

    # Random, so that the table's order is not the order of voting.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.UUIDField()
    draw = models.ForeignKey("learning.Draw", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        "questions.QuestionVersion", on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(max_length=6_000)
    certainty = models.PositiveSmallIntegerField(null=True, blank=True)
    # The device's own counter: a resend never replaces a newer vote of the same ballot.
    counter = models.BigIntegerField(default=0)
    accepted_at = models.DateTimeField()
    fraction = models.FloatField()
    correct = models.BooleanField()
    chosen = models.CharField(max_length=400, blank=True)
    misconceptions = models.CharField(max_length=400, blank=True)
    grader_version = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            # The draw first: the count asks by draw.
            models.UniqueConstraint(fields=["draw", "ballot", "version"], name="vote_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)

"""Messages as rows: what is to be said to whom, by which channel, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from volteface.core.codes import public_code


class OutboxMessage(models.Model):
    """One message to one subject by one channel; checked again against its purpose when sent."""

    class Channel(models.TextChoices):
        MAIL = "mail"
        PAGE = "page"

    class State(models.TextChoices):
        DUE = "due"
        # Claimed for sending: set before the mail leaves, so that a crash never mails twice.
        SENDING = "sending"
        SENT = "sent"
        SKIPPED = "skipped"
        FAILED = "failed"

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel)
    # What it is about, as a public code (a cycle, mostly); groups the messages of one anchor.
    about = models.CharField(max_length=60, db_index=True)
    # One row per subject, purpose, occasion and channel, however often it is planned.
    nonce = models.CharField(max_length=200, unique=True)
    context = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    due_at = models.DateTimeField()
    # Afterwards it is of no use (the preparation it reminds of has closed).
    useless_after = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    skipped_because = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=20_000, blank=True)
    address = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="message_due"),
            models.Index(fields=["subject", "channel", "sent_at"], name="message_inbox"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} by {self.channel}: {self.state}"


class Preference(models.Model):
    """How much a subject wants to hear, and when not."""

    class Level(models.TextChoices):
        ALL = "all", _("everything")
        NEEDED = "needed", _("only what needs me")
        DIGEST = "digest", _("one digest a day")

    subject = models.OneToOneField("accounts.Subject", on_delete=models.CASCADE, related_name="+")
    level = models.CharField(max_length=10, choices=Level, default=Level.ALL)
    quiet_from = models.TimeField(default=dt.time(21))
    quiet_until = models.TimeField(default=dt.time(8))
    # Purposes switched off one by one, by the link at the foot of a mail.
    stopped = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.level

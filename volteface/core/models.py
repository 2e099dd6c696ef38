"""Rows every app leans on: archives, import batches, jobs, cursors and change notices."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models


class ArchivableQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Rows that are put away, never silently deleted."""

    def live(self) -> Self:
        return self.filter(archived_at__isnull=True)


class Archivable(models.Model):
    """Something a person may put away and take back within the undo time."""

    archived_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        abstract = True

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


class Batch(models.Model):
    """Rows written in chunks that stay invisible until the batch is made current."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    current_at = models.DateTimeField(null=True, blank=True)
    abandoned_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class Job(models.Model):
    """A piece of durable work, written in the same transaction as its cause."""

    class State(models.TextChoices):
        DUE = "due"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    # A second identical request finds the first one's row.
    nonce = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    result = models.JSONField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "run_at"], name="job_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Cursor(models.Model):
    """How far a reader of the response log has come."""

    name = models.CharField(max_length=60, unique=True)
    seq = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.seq}"


class Change(models.Model):
    """A notice that something kept in memory by the lane has changed."""

    topic = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.topic}:{self.key}"

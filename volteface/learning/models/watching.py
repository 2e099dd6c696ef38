"""What was watched of a film, and where to go on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Watched(models.Model):
    """Seconds played of one film on one device, in runs of five: only ever more of them."""

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    # The film's name among the course's files, as its step calls it.
    film = models.CharField(max_length=120)
    device = models.CharField(max_length=36)
    # "0:5,5,10;24:5": from the bucket before the colon, the seconds played of each.
    counts = models.TextField(max_length=16_000)
    position = models.FloatField(default=0)
    # The device's own count of what it sent: an older word never moves the position back.
    counter = models.PositiveBigIntegerField(default=0)
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cycle", "subject", "film", "device"], name="watched_once_per_device"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.film} on {self.device}"

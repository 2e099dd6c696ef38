"""Orders of printed board games, each printed kit, and what its table says of the cards."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from volteface.core.codes import public_code, typed_code


class KitPrint(models.Model):
    """An order of printed kits: set by the worker. Its file goes after a day, the order stays."""

    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    game = models.CharField(max_length=40, default="question_track")
    # Read through classroom.queries.prints.
    order = models.JSONField()
    # What stands on the cards, read through classroom.games.printed; empty for an older order.
    cards = models.JSONField(default=dict)
    kits = models.PositiveIntegerField()
    sheets = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    # Why nothing could be printed, in the words of whoever asked.
    problem = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.code


class PrintedKit(models.Model):
    """One kit of an order. Whoever holds its code may say how its cards went; nobody is named."""

    order = models.ForeignKey(KitPrint, on_delete=models.CASCADE, related_name="copies")
    number = models.PositiveSmallIntegerField()
    # Printed on the kit; the whole of what its page asks for.
    code = models.CharField(max_length=10, unique=True, default=typed_code, editable=False)
    # The teacher closed the page: nothing more is taken.
    closed_at = models.DateTimeField(null=True, blank=True)
    # The teacher left it out: its cards count nowhere.
    left_out_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    # As the table said it, in one tap.
    minutes_played = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "number"], name="kit_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.number}"


class CardMark(models.Model):
    """How a card went at a table; a card without a mark was not played. A table, not a person."""

    kit = models.ForeignKey(PrintedKit, on_delete=models.CASCADE, related_name="marks")
    # The number printed on it.
    card = models.PositiveSmallIntegerField()
    # Whether most of the table had it at the first try.
    right = models.BooleanField()
    # The wrong option most of them chose, by the letter printed on the card; empty: not said.
    chosen = models.CharField(max_length=2, blank=True)
    marked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kit", "card"], name="card_mark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kit_id}: {self.card}"

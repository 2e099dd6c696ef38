"""Cards that learners make for the next kit, and what their peers say of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from volteface.core.codes import public_code


class LearnerCard(models.Model):
    """A term, a question or a pair that a learner wrote for others to play with."""

    class Kind(models.TextChoices):
        TERM = "term", _("Term")
        QUESTION = "question", _("Question")
        PAIR = "pair", _("Pair")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        HANDED_IN = "handed_in", _("handed in")
        RETURNED = "returned", _("sent back")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("not taken")

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    cycle = models.ForeignKey("timetable.Cycle", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # Read through classroom.rules.learner_cards.
    words = models.JSONField(default=dict)
    # The key of the objective it belongs to, and the belief it is to catch in its author's words.
    objective = models.SlugField(max_length=40, blank=True)
    belief = models.CharField(max_length=200, blank=True)
    # Whether the kit may print the author's name.
    signed = models.BooleanField(default=False)
    # Grows when the words of a card that was handed in change: ratings speak of one wording.
    wording = models.PositiveSmallIntegerField(default=1)
    # What the teacher wrote to the author.
    line = models.CharField(max_length=300, blank=True)
    # The question of the bank it became; pairs share one.
    question = models.ForeignKey(
        "questions.Question", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # A report hides a card until the teacher has looked; afterwards none does.
    hidden_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["cycle", "state"], name="learner_card_by_state"),
        ]

    def __str__(self) -> str:
        return self.code


class CardRating(models.Model):
    """A peer's answer to a card and, once they have seen its key, what they say of it."""

    class Report(models.TextChoices):
        WRONG = "wrong", _("It is wrong")
        HURTFUL = "hurtful", _("It hurts or insults")

    card = models.ForeignKey(LearnerCard, on_delete=models.CASCADE, related_name="ratings")
    subject = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    # As it was typed, or the chosen option's number; empty: "I do not know".
    answer = models.CharField(max_length=200, blank=True)
    # Of the card's wordings, the one that was answered.
    wording = models.PositiveSmallIntegerField(default=1)
    is_right = models.BooleanField(null=True, blank=True)
    is_clear = models.BooleanField(null=True, blank=True)
    comment = models.CharField(max_length=300, blank=True)
    report = models.CharField(max_length=10, choices=Report, blank=True)
    answered_at = models.DateTimeField()
    rated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["card", "subject"], name="card_rated_once"),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} by {self.subject_id}"

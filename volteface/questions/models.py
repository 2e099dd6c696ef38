"""The bank: objectives, misconceptions, questions and their immutable versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from volteface.core.codes import public_code, short_id
from volteface.core.models import Archivable


class Bank(models.Model):
    """A set of questions with its objectives and misconceptions; a course has one."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Objective(models.Model):
    """Something a learner will be able to do."""

    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="objectives")
    # The short id written in Markdown, unique in its bank.
    key = models.SlugField(max_length=40)
    text = models.CharField(max_length=500)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bank", "key"], name="objective_key_once_per_bank"),
        ]

    def __str__(self) -> str:
        return self.text


class Misconception(models.Model):
    """A belief a wrong option gives away, in the learners' own terms."""

    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="misconceptions")
    key = models.SlugField(max_length=40)
    text = models.CharField(max_length=500)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bank", "key"], name="misconception_key_once_per_bank"),
        ]

    def __str__(self) -> str:
        return self.text


class Question(Archivable):
    """A question through all its versions; its key is what Markdown writes (``#q7f3``)."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="questions")
    key = models.SlugField(max_length=40, default=short_id)
    # The newest version, set by the action that writes it.
    current = models.ForeignKey(
        "questions.QuestionVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    objectives = models.ManyToManyField(Objective, related_name="+", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bank", "key"], name="question_key_once_per_bank"),
        ]

    def __str__(self) -> str:
        return self.key


class QuestionVersion(models.Model):
    """One immutable wording and key; responses point here."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    # Grows with a meaningful edit only: statistics run over one series.
    series = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=20)
    # Read through questions.rules.content, which knows its "version".
    content = models.JSONField()
    grader_version = models.PositiveSmallIntegerField(default=1)
    # Set by a regrade: a later version with the same words, whose key marks this one's answers.
    keyed_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        "accounts.Subject", null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}"

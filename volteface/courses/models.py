"""Courses as content: modules, steps, what was published, and the technique sheet."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from volteface.core.codes import public_code
from volteface.core.models import Archivable


class Course(Archivable):
    """Content without dates; cohorts follow it."""

    # Typed by people (``volteface import --course CODE``), so a slug.
    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=2_000, blank=True)
    language = models.CharField(max_length=12, default="en")
    bank = models.OneToOneField("questions.Bank", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


class Module(Archivable):
    """The unit that is flipped: drafts live in its steps, learners read its newest edition."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="modules")
    # The short name written in Markdown, unique in its course.
    key = models.SlugField(max_length=40)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=2_000, blank=True)
    # Why it is worth a learner's time: shown on the why-we-flip page and above the first step.
    why = models.TextField(max_length=1_000, blank=True)
    objectives = models.ManyToManyField("questions.Objective", related_name="+", blank=True)
    # The technique sheet's fields and the session plan, read through courses.rules.
    sheet = models.JSONField(default=dict)
    session_plan = models.JSONField(default=list)
    # Words with their meanings, read through courses.rules.terms.
    terms = models.JSONField(default=list)
    # The edition learners see; empty while the module is a draft.
    published = models.ForeignKey(
        "courses.Edition", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # When its author last changed it; never a machine's clock, so that it compares with editions.
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "key"], name="module_key_once_per_course"),
        ]

    def __str__(self) -> str:
        return self.title


class KeyPoint(models.Model):
    """One sentence to keep from a module."""

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="key_points")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.text


class Step(Archivable):
    """A page of the draft: Markdown in which ``{{ question q7f3 }}`` stands for a question."""

    class Level(models.TextChoices):
        CORE = "core", _("core")
        SUPPORT = "support", _("support")
        STRETCH = "stretch", _("stretch")

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="steps")
    key = models.SlugField(max_length=40)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    level = models.CharField(max_length=10, choices=Level, default=Level.CORE)
    minutes = models.PositiveSmallIntegerField(default=3)
    body = models.TextField(max_length=100_000, blank=True)
    # Grows with every autosave: a second author's older save is refused, not lost.
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.title


class StepDraft(models.Model):
    """Text somebody typed that could not become the step's body (two authors); kept."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="drafts")
    by = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    body = models.TextField(max_length=100_000)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.step_id}"


class StepVersion(models.Model):
    """A step as it was after somebody's work on it; one row for ten minutes of one author."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    # Empty for what was there before anybody edited it here: it came from a file.
    by = models.ForeignKey(
        "accounts.Subject", null=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=200)
    level = models.CharField(max_length=10, choices=Step.Level)
    minutes = models.PositiveSmallIntegerField()
    body = models.TextField(max_length=100_000, blank=True)
    began_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["step", "number"], name="step_version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step_id} v{self.number}"


class DismissedHint(models.Model):
    """A hint about a module that its authors do not want to see again."""

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="+")
    # Which rule spoke about which place (see courses.rules.watch), never its words.
    mark = models.CharField(max_length=120)
    by = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["module", "mark"], name="hint_dismissed_once"),
        ]

    def __str__(self) -> str:
        return self.mark


class Edition(models.Model):
    """A module as it was published: rendered steps and a list of question version ids."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    by = models.ForeignKey(
        "accounts.Subject", null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["module", "number"], name="edition_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"


class EditionStep(models.Model):
    """A published step: blocks of sanitised HTML and of questions, in order."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="steps")
    # The draft step's key: progress follows a step through editions by it.
    key = models.SlugField(max_length=40)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    level = models.CharField(max_length=10, choices=Step.Level, default=Step.Level.CORE)
    minutes = models.PositiveSmallIntegerField()
    # [{"html": "..."} | {"question": version_pk}], read through courses.rules.
    blocks = models.JSONField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "key"], name="step_key_once_per_edition"),
        ]

    def __str__(self) -> str:
        return self.title


class EditionQuestion(models.Model):
    """A question version that an edition holds, and where."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="questions")
    step = models.ForeignKey(EditionStep, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveIntegerField()
    version = models.ForeignKey(
        "questions.QuestionVersion", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "version"], name="version_once_per_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.version_id}"


class Asset(Archivable):
    """A file of a course (picture, video, captions), kept under its content's hash."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="assets")
    # The name steps use: ``retrieval.webm``.
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    # How long a film or sound lasts, as its content says: recordings often say nothing in their
    # head. 0 where nobody can tell.
    seconds = models.FloatField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "name"], name="asset_name_once_per_course"),
        ]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A large file on its way: what has arrived is kept in a file until the rest does."""

    code = models.CharField(max_length=32, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Subject", on_delete=models.PROTECT, related_name="+")
    # As the sender calls it, and what tells the same file from another of that name.
    name = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    begun_at = models.DateTimeField()
    # Set once the file is in the course; until then it may expire.
    asset = models.ForeignKey(
        Asset, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.name} on its way"

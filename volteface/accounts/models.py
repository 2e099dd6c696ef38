"""People, the pseudonymous subjects that stand for them, and what they may do."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from volteface.core.codes import public_code


class PersonManager(BaseUserManager["Person"]):
    """Finds people by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody with a name and an e-mail address; erasable without touching the logs."""

    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    # The institution's own number for this person, as imported.
    key = models.CharField(max_length=60, blank=True, db_index=True)
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """The pseudonymous key on every log and response; its link to a person can be cut."""

    class Kind(models.TextChoices):
        PERSON = "person"
        GUEST = "guest"
        ANONYMOUS = "anonymous"

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="subject"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PERSON)
    # Raised when access changes: older lane tokens, feeds and streams stop at once.
    epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.code)


class Grant(models.Model):
    """A role in a scope for a time: the only source of access."""

    class Role(models.TextChoices):
        LEARNER = "learner", _("learner")
        TUTOR = "tutor", _("tutor")
        TEACHER = "teacher", _("teacher")
        MANAGER = "manager", _("programme manager")
        ADMINISTRATOR = "administrator", _("administrator")

    class Scope(models.TextChoices):
        INSTALLATION = "installation"
        COURSE = "course"
        COHORT = "cohort"
        GROUP = "group"

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    scope = models.CharField(max_length=20, choices=Scope)
    # The scope's public code; empty for the installation.
    scope_code = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    batch = models.ForeignKey(
        "core.Batch", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "role", "scope", "scope_code"], name="grant_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=models.F("since")),
                name="grant_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["scope", "scope_code", "role"], name="grant_scope")]

    def __str__(self) -> str:
        return f"{self.role} in {self.scope} {self.scope_code}"


class AuditEntry(models.Model):
    """Who did what to what, written in the same transaction as the change."""

    by = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    noun = models.CharField(max_length=40)
    code = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.verb} {self.noun} {self.code}"


class SignInLink(models.Model):
    """A one-time address that signs a person in after a confirming tap; only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    # The demo's links may be used again and again; mailed ones once.
    reusable = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"sign-in link until {self.expires_at:%Y-%m-%d}"


class FailedSignIn(models.Model):
    """A failure at any door, counted per account and per address (T14)."""

    account = models.CharField(max_length=254, db_index=True)
    address = models.CharField(max_length=60, db_index=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.address} at {self.at:%Y-%m-%d %H:%M}"

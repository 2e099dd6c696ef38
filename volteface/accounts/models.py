"""People, the pseudonymous subjects that stand for them, and what they may do."""

from __future__ import annotations

import uuid
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from volteface.core.codes import public_code

if TYPE_CHECKING:
    import datetime as dt


class PersonManager(BaseUserManager["Person"]):
    """Finds people by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.present().get(email=(username or "").strip().lower())

    def present(self) -> models.QuerySet[Person]:
        """Everybody but the rows of an import that is not current yet."""
        return self.filter(Q(batch__isnull=True) | Q(batch__current_at__isnull=False))


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
    # Raised to end every session of the person at once (password change, role change, suspension).
    session_number = models.PositiveIntegerField(default=0)
    # Of the import that made the row: until it is current nobody sees the person.
    batch = models.ForeignKey(
        "core.Batch", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django compares it on every request: a new password or number ends all sessions.
        return _session_hash(
            f"{self.password}:{self.session_number}", secret or settings.SECRET_KEY
        )


@lru_cache(maxsize=4_096)
def _session_hash(value: str, secret: str) -> str:
    return salted_hmac("accounts.session", value, secret=secret, algorithm="sha256").hexdigest()


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


def counting(at: dt.datetime, through: str = "") -> Q:
    """The grants that count: in time, not suspended, of a current batch, of nobody suspended.

    Of the rows that lead to a grant by ``through`` ("grant__"), those whose grant counts.
    """
    person = f"{through}subject__person"
    return (
        Q((f"{through}until__isnull", True), (f"{through}until__gt", at), _connector=Q.OR)
        & Q(
            (f"{through}batch__isnull", True),
            (f"{through}batch__current_at__isnull", False),
            _connector=Q.OR,
        )
        & Q((f"{person}__isnull", True), (f"{person}__is_active", True), _connector=Q.OR)
        & Q((f"{through}since__lte", at), (f"{through}suspended_at__isnull", True))
    )


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants, narrowed to those that count."""

    def active(self, at: dt.datetime) -> GrantQuerySet:
        """In time, not suspended, of a current batch, and of somebody who is not suspended."""
        return self.filter(counting(at))


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

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "role", "scope", "scope_code"], name="grant_once"
            ),
            # Equal: left at the very moment of joining.
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="grant_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["scope", "scope_code", "role"], name="grant_scope")
        ]

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

    class Meta:
        indexes: ClassVar = [models.Index(fields=["code"], name="audit_of_code")]

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


class SecondStep(models.Model):
    """A person's app for codes, once it has shown a right one (T26)."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField()
    # The half minute of the last code that was taken: none is taken twice.
    last_used = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"second step since {self.confirmed_at:%Y-%m-%d}"


class RecoveryCode(models.Model):
    """A word that stands in for the app once; only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return "used" if self.used_at else "unused"


class FailedSignIn(models.Model):
    """A failure at any door, counted per account and per address (T14)."""

    account = models.CharField(max_length=254, db_index=True)
    address = models.CharField(max_length=60, db_index=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.address} at {self.at:%Y-%m-%d %H:%M}"

"""What accounts itself holds about a person, for the page that tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from volteface.accounts.events import (
    kept,
    register_erasure,
    register_personal_data,
    rows_by,
)
from volteface.accounts.models import (
    AuditEntry,
    Grant,
    Person,
    RecoveryCode,
    SecondStep,
    SignInLink,
    Subject,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def register() -> None:
    """Name every table of this app that leads to a person."""
    register_personal_data(Person, _person, label=_("Your account"))
    register_personal_data(Subject, _subject, label=_("Your pseudonym"))
    register_personal_data(Grant, rows_by(Grant, "subject"), label=_("What you may do"))
    register_personal_data(AuditEntry, rows_by(AuditEntry, "by"), label=_("What you did"))
    register_personal_data(
        SignInLink,
        rows_by(SignInLink, "person__subject", leave_out=("token_hash",)),
        label=_("Sign-in links made for you"),
    )
    register_personal_data(
        SecondStep,
        rows_by(SecondStep, "person__subject", leave_out=("secret", "last_used")),
        label=_("Your second step"),
    )
    register_personal_data(
        RecoveryCode,
        rows_by(RecoveryCode, "person__subject", leave_out=("digest",)),
        label=_("Your recovery words"),
    )
    # The account itself, and what hangs on it alone, is deleted with it.
    register_erasure(Subject, kept(Subject, "person__subject"))
    register_erasure(Grant, kept(Grant))
    register_erasure(AuditEntry, kept(AuditEntry, "by"))


def _person(subject: Subject) -> Iterable[Mapping[str, object]]:
    person = subject.person
    if person is not None:
        yield {
            "name": person.name,
            "email": person.email,
            "number": person.key,
            "language": person.language,
            "time_zone": person.time_zone,
            "created_at": str(person.created_at),
            "last_login": str(person.last_login or ""),
            "active": person.is_active,
        }


def _subject(subject: Subject) -> Iterable[Mapping[str, object]]:
    yield {"code": str(subject.code), "kind": subject.kind, "since": str(subject.created_at)}

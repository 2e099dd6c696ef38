"""Builders of people for tests and the demo; they call the actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.accounts.actions import ensure_person, grant_role
from volteface.accounts.models import Grant

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Person, Subject

PASSWORD = "a long enough word"  # noqa: S105 - of invented people


def build_person(name: str, *, email: str = "", key: str = "", language: str = "en") -> Person:
    """A person who signs in by code or link; the address is made from the name."""
    address = email or f"{name.lower().replace(' ', '.')}@example.org"
    return ensure_person(address, name=name, language=language, key=key)


def build_subject(name: str) -> Subject:
    """The subject of a new person."""
    return build_person(name).subject


def build_administrator(name: str, *, at: dt.datetime) -> Person:
    """A person who looks after the installation."""
    person = build_person(name)
    grant_role(
        person.subject,
        role=Grant.Role.ADMINISTRATOR,
        scope=Grant.Scope.INSTALLATION,
        by=None,
        at=at,
    )
    return person


def give_password(person: Person, password: str = PASSWORD) -> Person:
    """Let the person sign in by password."""
    person.set_password(password)
    person.save(update_fields=["password"])
    return person

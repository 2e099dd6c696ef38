"""Who somebody is and what they may do: every getter of every app asks here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core import signing
from django.db.models import Q

from volteface.accounts.events import personal_data
from volteface.accounts.models import AuditEntry, Grant, Person, SignInLink, Subject
from volteface.accounts.rules import FRESH, token_hash
from volteface.core import clock
from volteface.core.db.prepared import Prepared, PreparedObjects
from volteface.core.errors import Missing
from volteface.core.lanes.memory import memory

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest

INSTALLATION = Grant.Scope.INSTALLATION.value
INVITATION_SALT = "accounts.invitation"
# In the session: when who is signed in last showed who they are.
AGAIN = "again_at"
_CACHE = "_volteface_subject"
_ROLES = "_volteface_roles"


def subject_of(request: HttpRequest) -> Subject:
    """The subject of who is signed in; raises `Missing` when nobody is."""
    found = getattr(request, _CACHE, None)
    if isinstance(found, Subject):
        return found
    person = getattr(request, "user", None)
    if not isinstance(person, Person) and not getattr(person, "is_authenticated", False):
        raise Missing
    subject = subject_of_person(person)  # type: ignore[arg-type]  # a signed-in user is a Person
    setattr(request, _CACHE, subject)
    return subject


def subject_of_person(person: Person) -> Subject:
    """The subject that stands for ``person``; one query at most."""
    try:
        # The sign-in backend brings it along: no query.
        return person.subject
    except Subject.DoesNotExist:
        raise Missing from None


def subject_by_id(pk: int) -> Subject:
    """The subject with this row id; raises `Missing` when there is none."""
    found = _subjects(pk)
    if not found:
        raise Missing
    return _subjects.made(found[0])


_subjects = PreparedObjects[Subject](lambda pk: Subject.objects.filter(pk=pk))


def active_grants(subject: Subject, at: dt.datetime) -> QuerySet[Grant]:
    """What ``subject`` may do at ``at``: in time, not suspended, of current batches."""
    return Grant.objects.active(at).filter(subject=subject)


def grants_held(subject: Subject, at: dt.datetime) -> list[tuple[str, str, str]]:
    """The role, scope and scope's code of each of `active_grants`, by a query compiled once."""
    return [(role, scope, code) for role, scope, code in _held(subject.pk, at)]


_held = Prepared(
    lambda subject, at: (
        Grant.objects.active(at).filter(subject=subject).values_list("role", "scope", "scope_code")
    )
)


def has_role(
    subject: Subject,
    *,
    role: str = "",
    roles: Collection[str] = (),
    scope: str,
    scope_code: str = "",
    at: dt.datetime,
) -> bool:
    """Whether one of the roles is held in exactly this scope."""
    wanted = {str(one) for one in (role, *roles)} - {""}
    return any(
        held in wanted and (where, code) == (scope, scope_code)
        for held, where, code in grants_held(subject, at)
    )


def scope_codes(
    subject: Subject, *, roles: Collection[str], scope: str, at: dt.datetime
) -> set[str]:
    """The codes of the scopes in which one of the roles is held."""
    wanted = {str(role) for role in roles}
    held = grants_held(subject, at)
    return {code for role, where, code in held if role in wanted and where == scope}


def is_administrator(subject: Subject, at: dt.datetime) -> bool:
    """Whether ``subject`` looks after the whole installation."""
    return has_role(
        subject, role=Grant.Role.ADMINISTRATOR, scope=INSTALLATION, scope_code="", at=at
    )


def administrator_of(request: HttpRequest, at: dt.datetime) -> Subject:
    """The signed-in administrator; everybody else finds nothing here (`Missing`)."""
    subject = subject_of(request)
    if not is_administrator(subject, at):
        raise Missing
    return subject


def is_fresh(request: HttpRequest, at: dt.datetime) -> bool:
    """Whether who is signed in has shown who they are within a quarter of an hour (T26).

    Where not, ``accounts:again`` asks and leads back to ``next``.
    """
    shown = (request.session.get("since"), request.session.get(AGAIN))
    return any(said and at - dt.datetime.fromisoformat(said) < FRESH for said in shown)


def roles_held(request: HttpRequest) -> frozenset[str]:
    """The roles of who is signed in, anywhere: for navigation alone, kept for up to a minute."""
    held: frozenset[str] | None = getattr(request, _ROLES, None)
    if held is None:
        try:
            subject = subject_of(request)
        except Missing:
            held = frozenset()
        else:
            # A grant that changes raises the epoch.
            held = memory.recall("roles", f"{subject.pk}.{subject.epoch}")
        setattr(request, _ROLES, held)
    return held


def roles_of(subject_id: int) -> frozenset[str]:
    """The roles a subject holds now, wherever that is."""
    return frozenset(str(role) for (role,) in _roles(subject_id, clock.now()))


_roles = Prepared(
    lambda subject, at: Grant.objects.active(at).filter(subject=subject).values_list("role")
)


def administers(request: HttpRequest) -> bool:
    """Whether the navigation offers an administrator's pages; they ask again themselves."""
    return Grant.Role.ADMINISTRATOR.value in roles_held(request)


def person_by_code(code: str) -> Person | None:
    """The person behind a public code, for the server's own work."""
    return Person.objects.present().select_related("subject").filter(code=code).first()


def person_by_email(email: str) -> Person | None:
    """The person with this address, whatever its case."""
    return Person.objects.present().filter(email=email.strip().lower()).first()


def people_matching(words: str) -> QuerySet[Person]:
    """Everybody whose name, address or number contains every word; for administrators."""
    people = Person.objects.present().select_related("subject").order_by("name", "pk")
    for word in words.split()[:8]:
        people = people.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(key__icontains=word)
        )
    return people


def person_for(administrator: Subject, code: str, at: dt.datetime) -> Person:
    """A person's row for an administrator; raises `Missing` for anybody else."""
    if not is_administrator(administrator, at):
        raise Missing
    person = Person.objects.present().select_related("subject").filter(code=code).first()
    if person is None:
        raise Missing
    return person


def good_links(at: dt.datetime) -> QuerySet[SignInLink]:
    """Sign-in links that would work at ``at``."""
    return SignInLink.objects.filter(
        Q(reusable=True) | Q(used_at__isnull=True), expires_at__gt=at, person__is_active=True
    )


def sign_in_link_is_good(token: str, *, at: dt.datetime) -> bool:
    """Whether a link would work; reading it changes nothing."""
    return good_links(at).filter(token_hash=token_hash(token)).exists()


def invitation_to(path: str) -> str:
    """A signed word for the door: who asks for a code from ``path`` may be new here."""
    return signing.dumps(path, salt=INVITATION_SALT)


def grants_of(subject: Subject) -> QuerySet[Grant]:
    """Every grant of current batches, those that ended or are suspended included."""
    current = Q(batch__isnull=True) | Q(batch__current_at__isnull=False)
    return Grant.objects.filter(current, subject=subject).order_by("-since", "pk")


def audit_log(*, by: Subject | None = None, code: str = "") -> QuerySet[AuditEntry]:
    """What was done, newest first; narrowed to who did it or to what it was done."""
    entries = AuditEntry.objects.select_related("by__person").order_by("-at", "-pk")
    if by is not None:
        entries = entries.filter(by=by)
    return entries.filter(code=code) if code else entries


def done_to(person: Person) -> QuerySet[AuditEntry]:
    """What was done to a person and to what they may do, newest first."""
    theirs = Q(code=person.code) | Q(detail__subject=str(person.subject.code))
    return audit_log().filter(theirs)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTable:
    """What one table holds about a person."""

    name: str
    label: str
    rows: Sequence[Mapping[str, object]]
    count: int
    # The words of a column's choices, by column and by what is stored.
    choices: Mapping[str, Mapping[str, str]]


def personal_copy(subject: Subject, *, most: int = 0) -> list[HeldTable]:
    """Every registered row about ``subject``; the first ``most`` of each table, or all."""
    tables = []
    for held in personal_data():
        rows = [dict(row) for row in held.export(subject)]
        shown = rows[:most] if most else rows
        meta = held.model._meta  # noqa: SLF001 - Django documents it
        choices = {
            field.name: {str(stored): str(words) for stored, words in field.flatchoices}
            for field in meta.concrete_fields
            if field.choices
        }
        tables.append(
            HeldTable(
                name=meta.label_lower,
                label=str(held.label),
                rows=shown,
                count=len(rows),
                choices=choices,
            )
        )
    return tables


def grant_of(subject: Subject, *, role: str, scope: str, scope_code: str) -> Grant:
    """One grant by its own parts; raises `Missing` when it was never given."""
    grant = grants_of(subject).filter(role=role, scope=scope, scope_code=scope_code).first()
    if grant is None:
        raise Missing
    return grant


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One change that somebody made to something, from the audit."""

    subject_id: int
    name: str
    verb: str
    noun: str
    code: str
    at: dt.datetime


def work_on(codes: Collection[str]) -> list[Work]:
    """Every change people made to what has these codes, the oldest first; one query."""
    rows = AuditEntry.objects.filter(code__in=codes, by__isnull=False).order_by("at", "pk")
    return [
        Work(subject_id=row[0], name=row[1] or "", verb=row[2], noun=row[3], code=row[4], at=row[5])
        for row in rows.values_list("by_id", "by__person__name", "verb", "noun", "code", "at")
    ]

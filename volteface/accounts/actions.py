"""The only writers of people, grants, sign-in links and the audit; each change leaves a line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from volteface.accounts.errors import BadAddress, LastAdministrator, LinkIsSpent
from volteface.accounts.models import AuditEntry, Grant, Person, SignInLink, Subject
from volteface.accounts.queries import good_links
from volteface.accounts.rules import token_hash
from volteface.core import changes, jobs
from volteface.core.codes import secret_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.core.models import Batch

# Gaining or losing one of these ends the sessions of whoever it happens to (T15).
_STAFF = frozenset(
    {Grant.Role.TUTOR, Grant.Role.TEACHER, Grant.Role.MANAGER, Grant.Role.ADMINISTRATOR}
)


def record(
    by: Subject | None,
    verb: str,
    *,
    noun: str,
    code: str,
    at: dt.datetime,
    detail: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Write an audit line in the caller's transaction: who did what to what."""
    return AuditEntry.objects.create(
        by=by, verb=verb, noun=noun, code=str(code), detail=dict(detail or {}), at=at
    )


def grant_role(
    subject: Subject,
    *,
    role: str,
    scope: str,
    scope_code: str = "",
    by: Subject | None,
    at: dt.datetime,
    until: dt.datetime | None = None,
    batch: Batch | None = None,
) -> Grant:
    """Give a role in a scope: held, nothing happens; ended, it begins anew; suspended, it stays."""
    with transaction.atomic():
        grant, made = Grant.objects.get_or_create(
            subject=subject,
            role=role,
            scope=scope,
            scope_code=scope_code,
            defaults={"since": at, "until": until, "batch": batch},
        )
        if not made and not _begin_anew(grant, until=until, batch=batch, at=at):
            return grant
        record(
            by,
            "grant",
            noun=scope,
            code=scope_code,
            at=at,
            detail={"role": role, "subject": str(subject.code)},
        )
        _access_changed(grant, by=by, at=at)
    return grant


def revoke(grant: Grant, *, by: Subject | None, at: dt.datetime) -> Grant:
    """End a grant for good; harmless when it has ended. The last administrator cannot go."""
    with transaction.atomic():
        if grant.until is not None and grant.until <= at:
            return grant
        keep_an_administrator(grant, at)
        grant.until = max(at, grant.since)
        grant.save(update_fields=["until"])
        _record_grant(grant, "revoke", by=by, at=at)
        _access_changed(grant, by=by, at=at)
    return grant


def suspend(grant: Grant, *, by: Subject | None, at: dt.datetime) -> Grant:
    """Stop what the grant allows until it is unsuspended; one write stops pages, lane and feeds."""
    with transaction.atomic():
        if grant.suspended_at is not None:
            return grant
        keep_an_administrator(grant, at)
        grant.suspended_at = at
        grant.save(update_fields=["suspended_at"])
        _record_grant(grant, "suspend", by=by, at=at)
        _access_changed(grant, by=by, at=at)
    return grant


def unsuspend(grant: Grant, *, by: Subject | None, at: dt.datetime) -> Grant:
    """Let a suspended grant count again."""
    with transaction.atomic():
        if grant.suspended_at is None:
            return grant
        grant.suspended_at = None
        grant.save(update_fields=["suspended_at"])
        _record_grant(grant, "unsuspend", by=by, at=at)
        bump_epoch(grant.subject, at=at)
    return grant


def suspend_person(person: Person, *, by: Subject | None, at: dt.datetime) -> Person:
    """Stop everything at once: sessions, the answer lane, event streams, feeds, messages."""
    with transaction.atomic():
        if not person.is_active:
            return person
        for grant in Grant.objects.active(at).filter(
            subject__person=person, role=Grant.Role.ADMINISTRATOR
        ):
            keep_an_administrator(grant, at)
        person.is_active = False
        person.save(update_fields=["is_active"])
        end_sessions(person)
        record(by, "suspend", noun="person", code=person.code, at=at)
        bump_epoch(person.subject, at=at)
    return person


def resume_person(person: Person, *, by: Subject | None, at: dt.datetime) -> Person:
    """Let a suspended person in again; they sign in anew."""
    with transaction.atomic():
        if person.is_active:
            return person
        person.is_active = True
        person.save(update_fields=["is_active"])
        record(by, "resume", noun="person", code=person.code, at=at)
        bump_epoch(person.subject, at=at)
    return person


def bump_epoch(subject: Subject, *, at: dt.datetime) -> None:
    """Make older lane tokens, feeds and streams of ``subject`` ask again."""
    with transaction.atomic():
        Subject.objects.filter(pk=subject.pk).update(epoch=F("epoch") + 1)
        subject.refresh_from_db(fields=["epoch"])
        changes.announce("epoch", str(subject.pk), at=at)


def end_sessions(person: Person) -> None:
    """Sign the person out everywhere."""
    Person.objects.filter(pk=person.pk).update(session_number=F("session_number") + 1)
    person.refresh_from_db(fields=["session_number"])


def ensure_person(
    email: str,
    *,
    name: str,
    language: str = "en",
    time_zone: str = "Europe/Paris",
    key: str = "",
) -> Person:
    """The person with this address, made with their subject if nobody has it; never changed."""
    address = clean_address(email)
    with transaction.atomic():
        person, made = Person.objects.get_or_create(
            email=address,
            defaults={
                "name": name.strip()[:120] or address.partition("@")[0],
                "language": language,
                "time_zone": time_zone,
                "key": key,
                "password": "!",
            },
        )
        if not made and person.batch_id is not None:
            # Somebody needs the person before the import that made the row is current.
            person.batch = None
            person.save(update_fields=["batch"])
        Subject.objects.get_or_create(person=person, defaults={"kind": Subject.Kind.PERSON})
    return person


def add_person(*, name: str, email: str, by: Subject, at: dt.datetime) -> Person:
    """Let somebody in by hand; whoever has the address already is returned unchanged."""
    with transaction.atomic():
        person = ensure_person(email, name=name)
        record(by, "add", noun="person", code=person.code, at=at)
    return person


def invite(person: Person, *, by: Subject, at: dt.datetime) -> None:
    """Mail a link that signs the person in once; at most one a minute."""
    nonce = f"invitation:{person.code}:{at:%Y%m%d%H%M}"
    with transaction.atomic():
        payload = {"person": person.code}
        jobs.enqueue("accounts.mail_invitation", nonce=nonce, payload=payload, run_at=at)
        record(by, "invite", noun="person", code=person.code, at=at)


def clean_address(email: str) -> str:
    """The address in lower case; raises `BadAddress` when it is none."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise BadAddress(
            _("“%(email)s” is not an e-mail address.") % {"email": address[:80]}
        ) from None
    if len(address) > 254:  # noqa: PLR2004 - the column's length
        raise BadAddress(_("This e-mail address is too long."))
    return address


def make_guest(kind: str = Subject.Kind.GUEST) -> Subject:
    """A subject nobody's name is tied to, for rooms."""
    return Subject.objects.create(kind=kind)


def change_profile(
    person: Person, *, name: str, language: str, time_zone: str, by: Subject, at: dt.datetime
) -> Person:
    """Change what a person says about themselves."""
    with transaction.atomic():
        person.name, person.language, person.time_zone = name, language, time_zone
        person.save(update_fields=["name", "language", "time_zone"])
        record(by, "change", noun="profile", code=person.code, at=at)
    return person


def change_password(person: Person, password: str, *, by: Subject, at: dt.datetime) -> Person:
    """Set a new password; every session of the person ends."""
    person.set_password(password)
    with transaction.atomic():
        person.save(update_fields=["password"])
        end_sessions(person)
        record(by, "change", noun="password", code=person.code, at=at)
        bump_epoch(person.subject, at=at)
    return person


def make_sign_in_link(
    person: Person,
    *,
    at: dt.datetime,
    reusable: bool = False,
    valid: dt.timedelta = dt.timedelta(minutes=30),
) -> str:
    """A token that signs ``person`` in after a confirming tap; only its hash is kept."""
    token = secret_token()
    SignInLink.objects.create(
        person=person, token_hash=token_hash(token), reusable=reusable, expires_at=at + valid
    )
    return token


def use_sign_in_link(token: str, *, at: dt.datetime) -> Person:
    """The person a link stands for, once; raises `LinkIsSpent` for any link that is not good."""
    with transaction.atomic():
        good = good_links(at).filter(token_hash=token_hash(token))
        link = good.select_related("person").first()
        if link is None or not good.filter(pk=link.pk).update(used_at=at):
            raise LinkIsSpent(
                _("This sign-in link was used already or is too old. Ask for a new one.")
            )
        record(link.person.subject, "sign in", noun="link", code=link.person.code, at=at)
    return link.person


def _begin_anew(
    grant: Grant, *, until: dt.datetime | None, batch: Batch | None, at: dt.datetime
) -> bool:
    """Reopen a grant that ended, or adopt one whose import is not current; whether it changed."""
    ended = grant.until is not None and grant.until <= at
    staged = grant.batch is not None and grant.batch.current_at is None
    if not ended and not (staged and batch is None) and grant.until == until:
        return False
    if ended:
        grant.since = at
    grant.until = until
    if ended or staged:
        grant.batch = batch
    grant.save(update_fields=["since", "until", "batch"])
    return True


def _record_grant(grant: Grant, verb: str, *, by: Subject | None, at: dt.datetime) -> None:
    detail = {"role": grant.role, "subject": str(grant.subject.code)}
    record(by, verb, noun=grant.scope, code=grant.scope_code, at=at, detail=detail)


def _access_changed(grant: Grant, *, by: Subject | None, at: dt.datetime) -> None:
    bump_epoch(grant.subject, at=at)
    own_doing = by is not None and by.pk == grant.subject_id
    person = grant.subject.person
    if person is not None and not own_doing and (grant.role in _STAFF or grant.suspended_at):
        end_sessions(person)


def keep_an_administrator(grant: Grant, at: dt.datetime) -> None:
    """Refuse to end the grant of the only one who can let others in."""
    if grant.role != Grant.Role.ADMINISTRATOR:
        return
    others = Grant.objects.active(at).filter(role=grant.role).exclude(subject_id=grant.subject_id)
    if not others.exists():
        raise LastAdministrator(_("This is the only administrator left. Name another one first."))

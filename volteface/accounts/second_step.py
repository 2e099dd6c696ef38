"""The second step at the doors: codes of an app, words for the day it is lost, who needs one (T26).

Nobody is locked out: whoever must have a second step sets it up after the first sign-in, recovery
words stand in for a lost phone, an administrator or the command line takes the step away.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

import pyotp
from django.conf import settings
from django.db import transaction

from volteface.accounts.actions import bump_epoch, end_sessions, record
from volteface.accounts.models import Grant, RecoveryCode, SecondStep
from volteface.accounts.queries import active_grants
from volteface.accounts.rules import digits_of

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from volteface.accounts.models import Person, Subject

OFFERED, ADMINISTRATORS, STAFF = "offered", "administrators", "staff"
RECOVERY_CODES = 10
STEP_SECONDS = 30
# In the session: somebody who came through the first door, and somebody who must set one up.
PENDING, DUE = "second_step", "second_step_due"
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_NEEDED_BY = {
    OFFERED: frozenset[str](),
    ADMINISTRATORS: frozenset({Grant.Role.ADMINISTRATOR.value}),
    STAFF: frozenset(
        {Grant.Role.ADMINISTRATOR.value, Grant.Role.MANAGER.value, Grant.Role.TEACHER.value}
    ),
}


def has_second_step(person: Person) -> bool:
    """Whether the person signs in with a code."""
    return SecondStep.objects.filter(person=person).exists()


def needs_second_step(subject: Subject, at: dt.datetime) -> bool:
    """Whether the installation wants a second step of what the subject may do."""
    roles = _NEEDED_BY[settings.SECOND_STEP]
    return bool(roles) and active_grants(subject, at).filter(role__in=roles).exists()


def offered_secret(request: HttpRequest, person: Person) -> str:
    """The secret to put into an app: the same for one session, so that nothing is kept before."""
    said = f"second step:{person.code}:{request.session.session_key}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).digest()
    return base64.b32encode(digest[:20]).decode()


def address_for_app(person: Person, secret: str) -> str:
    """What the square code holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name=settings.SITE_NAME)


def confirm(person: Person, secret: str, typed: str, *, at: dt.datetime) -> list[str]:
    """Begin the second step with a right code of the app; its recovery words, or none."""
    used = _half_minute(secret, typed, after=0, at=at)
    if used is None:
        return []
    with transaction.atomic():
        SecondStep.objects.update_or_create(
            person=person, defaults={"secret": secret, "confirmed_at": at, "last_used": used}
        )
        record(person.subject, "set up", noun="second step", code=person.code, at=at)
        return _fresh_words(person)


def renew_words(person: Person, typed: str, *, at: dt.datetime) -> list[str]:
    """New recovery words instead of the old ones, for a right code; else none."""
    with transaction.atomic():
        if not check(person, typed, at=at):
            return []
        record(person.subject, "renew", noun="recovery words", code=person.code, at=at)
        return _fresh_words(person)


def check(person: Person, typed: str, *, at: dt.datetime) -> bool:
    """Whether this is a code of the person's app or a recovery word; each is taken once."""
    with transaction.atomic():
        step = SecondStep.objects.select_for_update().filter(person=person).first()
        if step is None:
            return False
        used = _half_minute(step.secret, typed, after=step.last_used, at=at)
        if used is not None:
            SecondStep.objects.filter(pk=step.pk).update(last_used=used)
            return True
        words = RecoveryCode.objects.filter(
            person=person, digest=_digest(person, typed), used_at__isnull=True
        )
        is_word = words.update(used_at=at) == 1
        if is_word:
            record(person.subject, "use", noun="recovery word", code=person.code, at=at)
    return is_word


def words_left(person: Person) -> int:
    """How many recovery words have not been used."""
    return RecoveryCode.objects.filter(person=person, used_at__isnull=True).count()


def take_away(person: Person, *, by: Subject | None, at: dt.datetime) -> None:
    """Let the person sign in without a code again; by somebody else's hand every session ends."""
    with transaction.atomic():
        gone, _models = SecondStep.objects.filter(person=person).delete()
        RecoveryCode.objects.filter(person=person).delete()
        if gone:
            record(by, "take away", noun="second step", code=person.code, at=at)
            if by is None or by.pk != person.subject.pk:
                end_sessions(person)
                bump_epoch(person.subject, at=at)


def _half_minute(secret: str, typed: str, *, after: int, at: dt.datetime) -> int | None:
    """The half minute whose code was typed: this one or a neighbour, later than ``after``."""
    digits = digits_of(typed)
    now = int(at.timestamp()) // STEP_SECONDS
    app = pyotp.TOTP(secret)
    for half_minute in (now, now - 1, now + 1):
        code = app.generate_otp(half_minute)
        if half_minute > after and hmac.compare_digest(code, digits):
            return half_minute
    return None


def _fresh_words(person: Person) -> list[str]:
    RecoveryCode.objects.filter(person=person).delete()
    words = ["".join(secrets.choice(_ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=_digest(person, word)) for word in words
    )
    return [f"{word[:5]}-{word[5:]}" for word in words]


def _digest(person: Person, word: str) -> str:
    plain = "".join(sign for sign in word.lower() if sign.isalnum())
    said = f"recovery word:{person.code}:{plain}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()

"""The limiter every door asks, the device cookie, and what happens once somebody is in (T14, T15).

Five failures in half an hour close an account to devices that never signed in to it; a device that
did keeps its own count, so strangers cannot lock anybody out. Addresses count failures alone.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts import rules
from volteface.accounts.errors import TooManyFailures
from volteface.accounts.models import FailedSignIn

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from volteface.accounts.models import Person

DEVICE_AGE = 60 * 60 * 24 * 365
_DEVICE_SALT = "accounts.device"
_DEVICES_KEPT = 5
_BACKEND = "volteface.accounts.backends.PersonBackend"


def check_door(request: HttpRequest, email: str, *, at: dt.datetime) -> None:
    """Raise `TooManyFailures` when this account or this address must wait; the right word too."""
    account, trusted = _account(request, email)
    failures = FailedSignIn.objects.filter(account=account, at__gt=at - rules.ACCOUNT_WINDOW)
    if failures.count() >= rules.ACCOUNT_FAILURES:
        raise TooManyFailures(_wait())
    if not trusted:
        check_address(request, at=at)


def check_address(request: HttpRequest, *, at: dt.datetime) -> None:
    """Raise `TooManyFailures` when too many failures came from this address."""
    failures = FailedSignIn.objects.filter(
        address=address_of(request), at__gt=at - rules.ADDRESS_WINDOW
    )
    if failures.count() >= rules.ADDRESS_FAILURES:
        raise TooManyFailures(_wait())


def note_failure(request: HttpRequest, email: str, *, at: dt.datetime) -> None:
    """Count a failure against the account as this device knows it, and the address."""
    account, trusted = _account(request, email)
    with transaction.atomic():
        FailedSignIn.objects.create(
            account=account, address="" if trusted else address_of(request), at=at
        )


def may_mail_code(email: str, *, at: dt.datetime) -> bool:
    """Count a mailed code; false when the account had its share, whoever asked."""
    account = "mail:" + rules.account_digest(settings.SECRET_KEY, email)
    sent = FailedSignIn.objects.filter(account=account, at__gt=at - rules.CODES_WINDOW)
    if sent.count() >= rules.CODES:
        return False
    with transaction.atomic():
        FailedSignIn.objects.create(account=account, address="", at=at)
    return True


def forget_failures(before: dt.datetime) -> int:
    """Drop counts nobody asks for any more."""
    gone, _by_model = FailedSignIn.objects.filter(at__lt=before).delete()
    return gone


def let_in(request: HttpRequest, person: Person, *, how: str, at: dt.datetime) -> None:
    """Begin a session under a new key; ``how`` is password, code or link."""
    login(request, person, backend=_BACKEND)
    request.session["how"] = how
    request.session["since"] = at.isoformat()


def remember_device(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """Mark this device as one that signed in to the account, so others cannot lock it out."""
    known = _devices(request)
    digest = rules.account_digest(settings.SECRET_KEY, person.email)
    kept = {name: nonce for name, nonce in known.items() if name != digest}
    kept[digest] = known.get(digest) or secrets.token_urlsafe(9)
    newest = dict(list(kept.items())[-_DEVICES_KEPT:])
    response.set_cookie(
        device_cookie(),
        signing.dumps(newest, salt=_DEVICE_SALT),
        max_age=DEVICE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def device_cookie() -> str:
    """The cookie's name: bound to the host where https allows it."""
    return "__Host-device" if settings.SESSION_COOKIE_SECURE else "device"


def address_of(request: HttpRequest) -> str:
    """Where the request came from; behind a proxy the server has put the real address here."""
    return str(request.META.get("REMOTE_ADDR", ""))[:60]


def _account(request: HttpRequest, email: str) -> tuple[str, bool]:
    digest = rules.account_digest(settings.SECRET_KEY, email)
    nonce = _devices(request).get(digest)
    return (f"{digest}:{nonce}", True) if nonce else (digest, False)


def _devices(request: HttpRequest) -> dict[str, str]:
    try:
        known = signing.loads(
            request.COOKIES.get(device_cookie(), ""), salt=_DEVICE_SALT, max_age=DEVICE_AGE
        )
    except signing.BadSignature:
        return {}
    return known if isinstance(known, dict) else {}


def _wait() -> str:
    return _(
        "There were too many failed attempts. Wait half an hour, "
        "or use a device on which you signed in before."
    )

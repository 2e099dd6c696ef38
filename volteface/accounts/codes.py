"""Signing in by a six-digit code from a mail: asking for it and typing it."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings

from volteface.accounts import rules
from volteface.accounts.actions import ensure_person
from volteface.accounts.doors import may_mail_code
from volteface.accounts.queries import person_by_email
from volteface.core import jobs

if TYPE_CHECKING:
    from django.http import HttpRequest

    from volteface.accounts.models import Person

_KEY = "sign_in_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A code somebody asked for in this browser."""

    email: str
    # Only of people who hold an enrolment link: they may be new here.
    name: str
    nonce: str
    expires_at: str
    tries: int
    next_path: str

    def is_open(self, at: dt.datetime) -> bool:
        """Whether a code may still be typed."""
        return self.tries < rules.CODE_TRIES and dt.datetime.fromisoformat(self.expires_at) > at


def ask_code(
    request: HttpRequest, email: str, *, name: str, next_path: str, at: dt.datetime
) -> Asked:
    """Remember the request and mail the code; nothing tells whether anybody has the address."""
    asked = Asked(
        email=email.strip().lower(),
        name=name,
        nonce=secrets.token_urlsafe(12),
        expires_at=(at + rules.CODE_VALID).isoformat(),
        tries=0,
        next_path=next_path,
    )
    request.session[_KEY] = asdict(asked)
    if may_mail_code(asked.email, at=at):
        payload = {
            "nonce": asked.nonce,
            "email": asked.email,
            "newcomer": bool(name),
            "language": getattr(request, "LANGUAGE_CODE", "en"),
        }
        jobs.enqueue("accounts.mail_code", nonce=f"code:{asked.nonce}", payload=payload, run_at=at)
    return asked


def asked_code(request: HttpRequest, at: dt.datetime) -> Asked | None:
    """The request of this browser, while its code is good."""
    kept = request.session.get(_KEY)
    if not isinstance(kept, dict):
        return None
    asked = Asked(**kept)
    return asked if asked.is_open(at) else None


def try_code(request: HttpRequest, asked: Asked, typed: str) -> Person | None:
    """The person the code lets in; a newcomer with an enrolment link is made now, not before."""
    code = rules.sign_in_code(settings.SECRET_KEY, nonce=asked.nonce, email=asked.email)
    right = hmac.compare_digest(code, rules.digits_of(typed))
    if not right:
        request.session[_KEY] = asdict(replace(asked, tries=asked.tries + 1))
        return None
    del request.session[_KEY]
    person = person_by_email(asked.email)
    if person is None and asked.name:
        person = ensure_person(asked.email, name=asked.name)
    return person if person is not None and person.is_active else None

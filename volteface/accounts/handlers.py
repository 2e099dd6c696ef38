"""The durable work of accounts: mailing codes and links, and forgetting old counts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from volteface.accounts import rules
from volteface.accounts.actions import make_sign_in_link
from volteface.accounts.doors import forget_failures
from volteface.accounts.erasing import erased_on
from volteface.accounts.queries import person_by_code, person_by_email
from volteface.core.jinja import moment

if TYPE_CHECKING:
    from collections.abc import Mapping


def mail_code(payload: Mapping[str, object], _at: dt.datetime) -> None:
    """Mail a sign-in code, unless nobody has the address and no enrolment link was held."""
    email = str(payload["email"])
    person = person_by_email(email)
    if person is None and not payload["newcomer"]:
        return
    if person is not None and not person.is_active:
        return
    language = person.language if person else str(payload["language"])
    code = rules.sign_in_code(settings.SECRET_KEY, nonce=str(payload["nonce"]), email=email)
    minutes = int(rules.CODE_VALID.total_seconds() // 60)
    with translation.override(language):
        text = render_to_string("accounts/mail/code.txt", {"code": code, "minutes": minutes})
        _send(email, _("Your sign-in code"), text)


def mail_invitation(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Mail a person a link that signs them in once, within a week."""
    person = person_by_code(str(payload["person"]))
    if person is None or not person.is_active:
        return
    token = make_sign_in_link(person, at=at, valid=rules.INVITATION_VALID)
    address = settings.SITE_URL + reverse("accounts:sign_in_link", args=[token])
    with translation.override(person.language):
        text = render_to_string(
            "accounts/mail/invitation.txt",
            {"name": person.name, "address": address, "days": rules.INVITATION_VALID.days},
        )
        _send(person.email, _("Come in to %(site)s") % {"site": settings.SITE_NAME}, text)


def mail_erasure(payload: Mapping[str, object], _at: dt.datetime) -> None:
    """Tell a person that they will be erased, while it can be called off."""
    person = person_by_code(str(payload["person"]))
    on = erased_on(person) if person is not None else None
    if person is None or on is None:
        return
    address = settings.SITE_URL + reverse("accounts:erasure")
    with translation.override(person.language), timezone.override(person.time_zone):
        text = render_to_string(
            "accounts/mail/erasure.txt",
            {"name": person.name, "moment": moment(on), "address": address},
        )
        _send(person.email, _("Your account is to be erased"), text)


def forget_old_failures(at: dt.datetime) -> None:
    """Counts older than a day are of no use to anybody."""
    forget_failures(at - dt.timedelta(days=1))


def _send(address: str, title: str, text: str) -> None:
    EmailMessage(subject=title, body=text, to=[address]).send()

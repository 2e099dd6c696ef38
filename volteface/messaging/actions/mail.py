"""Mails: composed with a plain and a simple HTML part, handed over by Django's mailer."""

from __future__ import annotations

import email.policy
from contextlib import suppress
from dataclasses import dataclass
from smtplib import (
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends import smtp
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from volteface.core.errors import Missing
from volteface.messaging.queries import EVERY_PURPOSE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import EmailMessage, Message
    from email.policy import Policy

    from volteface.accounts.models import Person, Subject
    from volteface.messaging.events import Rendered

_SALT = "messaging.stop"
_LONGEST_LINE = 998
# What a server answers when trying again is pointless.
_FOR_GOOD = range(500, 600)
_FINE = 250
# "Service not available, closing": so many mails a connection, or shutting down.
_ENOUGH = 421


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a mail: handed over, or what was answered and whether to try again."""

    sent: bool
    answer: str = ""
    for_good: bool = False


class Letter(EmailMultiAlternatives):
    """A mail whose long addresses stay whole: folded, they would be encoded past recognition."""

    def message(self, *, policy: Policy[Message] | None = None) -> EmailMessage:
        """The mail with header lines as long as RFC 5322 allows."""
        wide = (policy or email.policy.default).clone(max_line_length=_LONGEST_LINE)
        return super().message(policy=wide)


def compose(
    person: Person, subject: Subject, parts: Sequence[Rendered], *, purpose: str
) -> EmailMultiAlternatives:
    """One mail of one message, or of several as a digest; in the active language."""
    digest = len(parts) > 1
    title = _("Your %(site)s digest") % {"site": settings.SITE_NAME} if digest else parts[0].title
    stop = absolute(stop_path(subject, EVERY_PURPOSE if digest else purpose))
    html = render_to_string(
        "messaging/mail.html",
        {
            "parts": [(part, part.text.split("\n\n"), _address(part)) for part in parts],
            "language": get_language() or "en",
            "digest": digest,
            "stop": stop,
            "preferences": absolute(reverse("messaging:preferences")),
        },
        using="jinja2",
    )
    mail = Letter(
        subject=" ".join(title.split())[:150],
        body=_plain(parts, stop, digest=digest),
        to=[person.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail


class Line:
    """A way to the mailer that stays open from one mail to the next, where that is a server.

    A server counts connections, and each costs a handshake and a sign-in.
    """

    def __init__(self) -> None:
        self._mailer = mailers.default
        self._server = self._mailer if isinstance(self._mailer, smtp.EmailBackend) else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.hang_up()

    def send(self, mail: EmailMultiAlternatives) -> int:
        """Hand a mail over; a server that has had enough of this connection gets another."""
        is_old = self._is_open()
        if self._server is not None:
            self._server.open()
        try:
            return self._mailer.send_messages([mail]) or 0
        except SMTPSenderRefused as error:
            # It has not taken the mail, so it cannot be sent twice.
            if not is_old or error.smtp_code != _ENOUGH or self._server is None:
                raise
            self.hang_up()
            self._server.open()
            return self._mailer.send_messages([mail]) or 0

    def hang_up(self) -> None:
        """Close the connection, whatever state it is in."""
        if self._server is not None:
            with suppress(SMTPException, OSError):
                self._server.close()

    def _is_open(self) -> bool:
        """Whether the server is still there; asked before a mail, for afterwards nobody knows."""
        connection = self._server.connection if self._server is not None else None
        if connection is None:
            return False
        try:
            is_there = connection.noop()[0] == _FINE
        except (SMTPException, OSError):
            is_there = False
        if not is_there:
            self.hang_up()
        return is_there


def hand_over(mail: EmailMultiAlternatives, line: Line) -> Outcome:
    """Give the mail to the mailer; what it refuses is an outcome, not an error."""
    outcome = _handed_over(mail, line)
    if not outcome.sent and not outcome.for_good:
        line.hang_up()
    return outcome


def _handed_over(mail: EmailMultiAlternatives, line: Line) -> Outcome:
    try:
        count = line.send(mail)
    except SMTPRecipientsRefused as error:
        answers = "; ".join(f"{code} {_text(said)}" for code, said in error.recipients.values())
        codes = {code for code, _said in error.recipients.values()}
        return Outcome(
            sent=False, answer=answers, for_good=all(code in _FOR_GOOD for code in codes)
        )
    except SMTPResponseException as error:
        answer = f"{error.smtp_code} {_text(error.smtp_error)}"
        # A refused sign-in or sender is the installation's fault and may be mended: try again.
        return Outcome(sent=False, answer=answer)
    except (SMTPException, OSError) as error:
        return Outcome(sent=False, answer=f"{type(error).__name__}: {error}")
    if not count:
        return Outcome(sent=False, answer=_("The mailer took nothing."), for_good=True)
    return Outcome(sent=True, answer=mailer_in_words())


def test_mail(person: Person) -> EmailMultiAlternatives:
    """A mail that only says that mails arrive."""
    return EmailMultiAlternatives(
        subject=_("Test mail from %(site)s") % {"site": settings.SITE_NAME},
        body=_("This mail was sent to see whether mails arrive. They do."),
        to=[person.email],
    )


def mailer_in_words() -> str:
    """How mails leave this installation, without any secret."""
    mailer = mailers.default
    folder = getattr(mailer, "file_path", None)
    if folder:
        return _("Written as a file in %(folder)s") % {"folder": folder}
    host = getattr(mailer, "host", "")
    if host:
        port = getattr(mailer, "port", "")
        return _("Accepted by the mail server %(host)s:%(port)s") % {"host": host, "port": port}
    return _("Taken by %(name)s") % {"name": type(mailer).__module__}


def sender_in_words() -> str:
    """Whom mails come from."""
    return str(settings.DEFAULT_FROM_EMAIL)


def stop_path(subject: Subject, purpose: str) -> str:
    """The address that stops mails of a purpose: signed, for nobody else and nothing else."""
    token = signing.dumps([str(subject.code), purpose], salt=_SALT, compress=True)
    return reverse("messaging:stop", args=[token])


def stop_of(token: str) -> tuple[str, str]:
    """The subject's code and the purpose that a stop address names; raises `Missing`."""
    try:
        code, purpose = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Missing from None
    return str(code), str(purpose)


def absolute(path: str) -> str:
    """An address that works from a mail."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


def _address(part: Rendered) -> str:
    return absolute(part.address) if part.address else ""


def _plain(parts: Sequence[Rendered], stop: str, *, digest: bool) -> str:
    pieces = []
    for part in parts:
        heading = f"{part.title}\n{'-' * min(60, len(part.title))}\n\n" if digest else ""
        address = f"\n\n{_address(part)}" if part.address else ""
        pieces.append(f"{heading}{part.text}{address}")
    foot = _("You get this because you take part in a course here. Stop these mails: %(address)s")
    return "\n\n\n".join(pieces) + "\n\n-- \n" + foot % {"address": stop} + "\n"


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)

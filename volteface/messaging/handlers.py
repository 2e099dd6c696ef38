"""The sender's tick, and what the navigation shows of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.accounts.queries import administers, subject_of
from volteface.core.errors import Missing
from volteface.messaging.actions.sending import send_due
from volteface.messaging.queries import unread_count

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest


def send(at: dt.datetime) -> None:
    """Send what is due."""
    send_due(at)


def unread(request: HttpRequest) -> int:
    """How many messages are unread: one query."""
    try:
        return unread_count(subject_of(request))
    except Missing:
        return 0


def sees_mail_settings(request: HttpRequest) -> bool:
    """Whether the administrator's mail page is shown."""
    return administers(request)

"""Who asked is told that an answer is there, unless it is moot by the time it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volteface.dialogue import queries
from volteface.dialogue.actions import ANSWERED
from volteface.messaging.events import (
    Purpose,
    Rendered,
    register_last_words,
    register_purpose,
)
from volteface.rosters.queries import role_in

if TYPE_CHECKING:
    import datetime as dt

    from volteface.dialogue.models import Reply
    from volteface.messaging.models import OutboxMessage


def register() -> None:
    """Make the dialogue known to the reminders and the outbox."""
    register_last_words(queries.last_words_of)
    register_purpose(
        Purpose(
            name=ANSWERED,
            label=gettext_lazy("Answers to your questions"),
            needs_me=False,
            wanted=_unwanted_because,
            render=_rendered,
        )
    )


def _unwanted_because(message: OutboxMessage, at: dt.datetime) -> str:
    answer = _answer_of(message)
    if answer is None:
        return "gone"
    thread = answer.thread
    reasons = (
        (thread.is_archived or answer.is_archived, "put_away"),
        (thread.subject_id != message.subject_id, "gone"),
        (queries.has_asked_further(answer), "read"),
        (role_in(message.subject, thread.cohort, at) == "", "no_access"),
    )
    return next((because for applies, because in reasons if applies), "")


def _rendered(message: OutboxMessage, language: str) -> Rendered:  # noqa: ARG001 - the outbox's face
    """Neither the question nor its address: mails are forwarded, and others read it unsigned."""
    answer = _answer_of(message)
    if answer is None:
        return Rendered(title="", text="")
    cohort = answer.thread.cohort
    text = _("Your question in “%(course)s” was answered. Read the answer, and ask on if you like.")
    return Rendered(
        title=_("Your question was answered: %(course)s") % {"course": cohort.course.title},
        text=text % {"course": cohort.course.title},
        address=f"{reverse('dialogue:why', args=[cohort.code])}#questions",
    )


def _answer_of(message: OutboxMessage) -> Reply | None:
    return queries.answer_numbered(message.context.get("answer"))

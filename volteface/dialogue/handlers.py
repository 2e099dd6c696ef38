"""Who asked is told that an answer is there, unless it is moot by the time it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from volteface.dialogue import queries
from volteface.dialogue.actions import ANSWERED
from volteface.dialogue.models import StopReason
from volteface.dialogue.queries import stops
from volteface.learning.events import register_start_note
from volteface.messaging.events import (
    Purpose,
    Rendered,
    register_last_words,
    register_purpose,
)
from volteface.rosters.queries import role_in
from volteface.timetable.events import register_reminder_lines

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise

    from volteface.accounts.models import Subject
    from volteface.dialogue.models import Reply
    from volteface.messaging.models import OutboxMessage
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries import CycleView


def register() -> None:
    """Make the dialogue known to the reminders and the outbox."""
    register_last_words(queries.last_words_of)
    register_start_note(why_stopped)
    register_reminder_lines(lines_of_reminders)
    register_purpose(
        Purpose(
            name=ANSWERED,
            label=gettext_lazy("Answers to your questions"),
            needs_me=False,
            wanted=_unwanted_because,
            render=_rendered,
        )
    )


def why_stopped(
    request: HttpRequest, view: CycleView, subject: Subject, at: dt.datetime
) -> Markup | None:
    """Who comes back to an unfinished module is asked once, in one tap, why they stopped."""
    step = stops.asked_on_return(view, subject, at)
    if not step:
        return None
    context = {
        "address": reverse("dialogue:stop", args=[view.cycle.code, step]),
        "reasons": StopReason.Reason.choices,
    }
    html = render_to_string("dialogue/_why_stopped.html", context, request, using="jinja2")
    return Markup(html)  # noqa: S704 - a template's output


def lines_of_reminders(cycle: Cycle) -> dict[int, tuple[StrOrPromise, str]]:
    """What a reminder adds for who began and stopped: the question, and the page of its answer."""
    return {
        subject: (
            gettext_lazy("Did something stop you? One tap says what:"),
            reverse("dialogue:stop", args=[cycle.code, step]),
        )
        for subject, step in stops.steps_to_ask_at(cycle).items()
    }


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

"""What the classroom's messages say, and when they are no longer wanted."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volteface.classroom.actions.telling import LOOK_BACK, MISSED
from volteface.classroom.queries.attendance import absent_from
from volteface.classroom.queries.debriefs import is_released
from volteface.classroom.queries.retros import noted_by
from volteface.messaging.actions import CALLED_OFF
from volteface.messaging.events import Purpose, Rendered, register_purpose
from volteface.timetable.models import Cycle
from volteface.timetable.queries import staff_of
from volteface.timetable.queries.rows import cycle_by_code

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from volteface.messaging.models import OutboxMessage

    type Standing = Callable[[str, str], str | set[int]]


def register() -> None:
    """Make the purposes known."""
    for name, label, render in (
        (MISSED, gettext_lazy("What you missed in a meeting"), _missed),
        (LOOK_BACK, gettext_lazy("Two taps after your meetings"), _look_back),
    ):
        register_purpose(
            Purpose(
                name=name,
                label=label,
                needs_me=True,
                wanted=lambda message, at: _wanted([message], at)[message.pk],
                wanted_many=_wanted,
                render=render,
            )
        )


def _wanted(messages: Sequence[OutboxMessage], at: dt.datetime) -> dict[int, str]:
    """Each cycle is read once for all its messages."""
    readers = cache(partial(_readers, at=at))
    reasons = {}
    for message in messages:
        found = readers(message.about, message.purpose)
        if isinstance(found, str):
            reasons[message.pk] = found
        else:
            reasons[message.pk] = "" if message.subject_id in found else "done"
    return reasons


def _readers(code: str, purpose: str, *, at: dt.datetime) -> set[int] | str:
    """Who still wants it, or why nobody does."""
    cycle = cycle_by_code(code)
    if cycle is None or cycle.is_archived or cycle.state != Cycle.State.PUBLISHED:
        return CALLED_OFF
    if purpose == MISSED:
        # Until it is released again.
        if not is_released(cycle):
            return CALLED_OFF
        return {subject.pk for subject in absent_from(cycle, at=at)}
    return {place.subject_id for place in staff_of(cycle, at=at)} - noted_by(cycle)


def _missed(message: OutboxMessage, language: str) -> Rendered:  # noqa: ARG001 - the outbox's face
    """Nothing of what was said there: mails are forwarded."""
    return _rendered(
        message,
        title=_("What you missed: %(module)s"),
        text=_(
            "You were not in the meeting on “%(module)s”. What was done, the questions with their"
            " answers and what to do next are on one page, ten minutes to read."
        ),
        page="classroom:missed",
    )


def _look_back(message: OutboxMessage, language: str) -> Rendered:  # noqa: ARG001 - as above
    return _rendered(
        message,
        title=_("How did it go: %(module)s"),
        text=_(
            "Your meeting on “%(module)s” is over. Two taps now, while it is fresh, and next time"
            " the plan knows what took longer and what did not work."
        ),
        page="classroom:retro",
    )


def _rendered(message: OutboxMessage, *, title: str, text: str, page: str) -> Rendered:
    """The words with the name of the module, and the page of the cycle it is about."""
    cycle = cycle_by_code(message.about)
    if cycle is None:
        return Rendered(title="", text="")
    words = {"module": cycle.module.title}
    return Rendered(
        title=title % words, text=text % words, address=reverse(page, args=[cycle.code])
    )

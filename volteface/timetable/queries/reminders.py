"""What the next reminder of a cycle would do, by the same rules that send it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.messaging.events import last_words_of
from volteface.messaging.models import OutboxMessage
from volteface.messaging.queries import (
    forecast_mail,
    messages_about,
    preferences_of,
    usual_mail_time,
)
from volteface.timetable import events
from volteface.timetable.models import Cycle
from volteface.timetable.queries import audience_visible_to, dates_of, extensions_in
from volteface.timetable.rules import wall

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.rosters.models import Membership
    from volteface.timetable.rules.dates import CycleDates

REMINDER = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One learner: reached at a time, or skipped because of something."""

    membership: Membership
    at: dt.datetime | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The next reminder, whom it would reach and whom not; none when all are past."""

    due_at: dt.datetime | None
    lines: tuple[Line, ...]


def reminder_times(dates: CycleDates, *, planned_at: dt.datetime) -> tuple[dt.datetime, ...]:
    """When the reminders are mailed to readers with the usual quiet hours, in order.

    ``planned_at`` is when they were put into the outbox, or would be: what was to go out before
    it no longer can.
    """
    return tuple(
        usual_mail_time(due_at, dates.zone, now=planned_at, useless_after=dates.closes_at)
        for due_at in dates.reminder_ats
    )


def reminder_times_of(
    cycle: Cycle, dates: CycleDates, *, at: dt.datetime
) -> tuple[dt.datetime, ...]:
    """When a cycle's reminders are mailed, or were: every page says these times."""
    return reminder_times(dates, planned_at=cycle.published_at or at)


def outlook(cycle: Cycle, viewer: Subject, *, at: dt.datetime) -> Outlook:
    """What the next reminder would do as things stand, for the learners the viewer may see."""
    dates = dates_of(cycle)
    times = reminder_times_of(cycle, dates, at=at)
    due = zip(sorted(cycle.reminders, reverse=True), times, strict=True)
    minutes, mailed_at = next((each for each in due if each[1] > at), (0, None))
    if mailed_at is None:
        return Outlook(due_at=None, lines=())
    places = list(audience_visible_to(viewer, cycle, at))
    ids = [place.subject_id for place in places]
    extended, preferences = extensions_in(cycle), preferences_of(ids)
    done, sent = events.done_in(cycle), _sent(cycle)
    words = last_words_of([place.subject for place in places], cycle.code, at)
    lines = []
    for place in places:
        closes_at = max(extended.get(place.subject_id, dates.closes_at), dates.closes_at)
        due_at = wall.shifted(closes_at, -dt.timedelta(minutes=minutes), dates.zone)
        forecast = forecast_mail(
            place.subject,
            due_at=due_at,
            useless_after=closes_at,
            preference=preferences.get(place.subject_id),
            purpose=REMINDER,
            unwanted_because=_unwanted(cycle, place, done),
            sent_ats=sent.get(place.subject_id, []),
            last_word_at=words.get(place.subject_id),
            now=at,
        )
        lines.append(Line(membership=place, at=forecast.at, because=forecast.because))
    return Outlook(due_at=mailed_at, lines=tuple(lines))


def _unwanted(cycle: Cycle, place: Membership, done: set[int]) -> str:
    if cycle.state != Cycle.State.PUBLISHED:
        return "called_off"
    return "done" if place.subject_id in done else ""


def _sent(cycle: Cycle) -> dict[int, list[dt.datetime]]:
    """When each learner got reminders of this cycle by mail."""
    rows = messages_about(cycle.code).filter(
        purpose=REMINDER, channel=OutboxMessage.Channel.MAIL, state=OutboxMessage.State.SENT
    )
    sent: dict[int, list[dt.datetime]] = {}
    for subject_id, sent_at in rows.values_list("subject_id", "sent_at"):
        if sent_at is not None:
            sent.setdefault(subject_id, []).append(sent_at)
    return sent

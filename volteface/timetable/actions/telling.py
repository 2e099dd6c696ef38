"""Planning what people are told about a cycle: published, reminded, moved, called off."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.messaging.actions import BOTH, Planned, cancel_messages, plan_many, reschedule
from volteface.messaging.queries import messages_about
from volteface.timetable import queries
from volteface.timetable.models import Cycle
from volteface.timetable.queries.rows import cycle_by_id
from volteface.timetable.rules import wall

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from volteface.accounts.models import Subject
    from volteface.messaging.models import OutboxMessage

# Kinds of jobs, written by the actions in the transaction of their cause.
TELL_PUBLISHED = "timetable.tell_published"
TELL_MOVED = "timetable.tell_moved"
TELL_CANCELLED = "timetable.tell_cancelled"
TELL_RESTORED = "timetable.tell_restored"
REMIND_AGAIN = "timetable.remind_again"

# Purposes of messages.
PUBLISHED = "cycle_published"
REMINDER = "reminder"
MOVED = "meeting_moved"
CANCELLED = "meeting_cancelled"
RESTORED = "meeting_restored"


def tell_published(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Plan the news of a published cycle and its reminders, for everybody in its audience."""
    cycle = _cycle_of(payload)
    subjects = [place.subject for place in queries.audience_of(cycle, at=at)]
    plan_many(_published_messages(cycle, subjects, at), at=at)
    plan_many(_reminders(cycle, subjects, at), at=at)


def tell_moved(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Give waiting reminders their new times, and plan the news of the move."""
    cycle = _cycle_of(payload)
    plan_reminders_again(cycle, at=at)
    _plan_news(MOVED, cycle, payload, at)


def tell_cancelled(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Drop what waits, and plan the news that a meeting is called off."""
    cycle = _cycle_of(payload)
    if cycle.state == Cycle.State.CANCELLED:
        cancel_messages(cycle.code, at=at)
        _plan_news(CANCELLED, cycle, payload, at)


def remind_again(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Give reminders their new times after the closing was fixed or freed."""
    plan_reminders_again(_cycle_of(payload), at=at)


def tell_restored(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Take back what was called off, and plan the news of it."""
    cycle = _cycle_of(payload)
    _take_back_news(cycle, at)
    plan_reminders_again(cycle, at=at)
    _plan_news(RESTORED, cycle, payload, at)


def plan_reminders_again(cycle: Cycle, *, at: dt.datetime, subject: Subject | None = None) -> None:
    """New times for the reminders that wait; reminders that are missing are planned.

    With a ``subject``, only theirs.
    """
    fresh = cycle_by_id(cycle.pk)
    if fresh.state != Cycle.State.PUBLISHED:
        return
    dates = queries.dates_of(fresh)
    extended = queries.extensions_in(fresh)

    def when(message: OutboxMessage) -> tuple[dt.datetime, dt.datetime | None] | None:
        minutes = int(message.context.get("minutes", 0))
        closes_at = max(extended.get(message.subject_id, dates.closes_at), dates.closes_at)
        due_at = wall.shifted(closes_at, -dt.timedelta(minutes=minutes), dates.zone)
        if minutes not in fresh.reminders or due_at <= at:
            return None
        return due_at, closes_at

    reschedule(fresh.code, purpose=REMINDER, when=when, at=at, subject=subject)
    if subject is not None:
        plan_many(_reminders(fresh, [subject], at), at=at)
    else:
        subjects = [place.subject for place in queries.audience_of(fresh, at=at)]
        plan_many(_reminders(fresh, subjects, at), at=at)


def tell_newcomers(at: dt.datetime) -> int:
    """Plan the messages of learners who joined after their cycle was published."""
    count = 0
    for cycle in queries.live_cycles(meeting_after=at):
        told = messages_about(cycle.code).filter(purpose=PUBLISHED).values("subject_id")
        missing = queries.audience_of(cycle, at=at).exclude(subject_id__in=told)
        subjects = [place.subject for place in missing]
        count += plan_many(_published_messages(cycle, subjects, at), at=at)
        plan_many(_reminders(cycle, subjects, at), at=at)
    return count


def _cycle_of(payload: Mapping[str, object]) -> Cycle:
    return cycle_by_id(int(str(payload["cycle"])))


def _published_messages(
    cycle: Cycle, subjects: Iterable[Subject], at: dt.datetime
) -> Iterator[Planned]:
    starts_at = cycle.meeting.starts_at
    for subject in subjects:
        for channel in BOTH:
            yield Planned(
                subject=subject,
                purpose=PUBLISHED,
                channel=channel,
                about=cycle.code,
                nonce=f"published:{cycle.code}:{subject.pk}:{channel}",
                due_at=at,
                useless_after=starts_at,
            )


def _reminders(cycle: Cycle, subjects: Iterable[Subject], at: dt.datetime) -> Iterator[Planned]:
    """The reminders that are still to come, by each learner's own closing."""
    dates = queries.dates_of(cycle)
    extended = queries.extensions_in(cycle)
    for subject in subjects:
        closes_at = max(extended.get(subject.pk, dates.closes_at), dates.closes_at)
        for minutes in cycle.reminders:
            due_at = wall.shifted(closes_at, -dt.timedelta(minutes=minutes), dates.zone)
            if due_at <= at:
                continue
            for channel in BOTH:
                yield Planned(
                    subject=subject,
                    purpose=REMINDER,
                    channel=channel,
                    about=cycle.code,
                    nonce=f"reminder:{cycle.code}:{minutes}:{subject.pk}:{channel}",
                    due_at=due_at,
                    context={"minutes": minutes},
                    useless_after=closes_at,
                )


def _plan_news(purpose: str, cycle: Cycle, payload: Mapping[str, object], at: dt.datetime) -> None:
    """A message to the audience and the staff, but not to whoever did it."""
    by = payload.get("by")
    context = {key: payload[key] for key in ("was", "starts_at") if key in payload}
    learners = [place.subject for place in queries.audience_of(cycle, at=at)]
    staff = [place.subject for place in queries.staff_of(cycle, at=at)]
    starts_at = cycle.meeting.starts_at
    was = dt.datetime.fromisoformat(str(payload["was"])) if payload.get("was") else starts_at
    told = {subject.pk: subject for subject in (*learners, *staff) if subject.pk != by}
    plan_many(
        (
            Planned(
                subject=subject,
                purpose=purpose,
                channel=channel,
                about=cycle.code,
                nonce=f"{purpose}:{cycle.code}:{payload['sequence']}:{subject.pk}:{channel}",
                due_at=at,
                context=context,
                # Who planned to be there must hear of it before the earlier of the two moments.
                useless_after=min(was, starts_at),
            )
            for subject in told.values()
            for channel in BOTH
        ),
        at=at,
    )


def _take_back_news(cycle: Cycle, at: dt.datetime) -> None:
    starts_at = cycle.meeting.starts_at
    reschedule(cycle.code, purpose=PUBLISHED, when=lambda _message: (at, starts_at), at=at)

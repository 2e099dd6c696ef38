"""What a move would do: the dates as they would be, and who would be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.errors import Missing
from volteface.messaging.models import OutboxMessage
from volteface.messaging.queries import messages_about
from volteface.timetable.models import Cycle, Extension
from volteface.timetable.queries import audience_of, offsets_of, staff_of
from volteface.timetable.rules.dates import CycleDates, SlotOffset, Span, cycle_dates

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who hears of a change: how many learners, and which of the staff by name."""

    learners: int
    staff: tuple[str, ...]


def told_of(cycle: Cycle, *, by: Subject, at: dt.datetime) -> Told:
    """Who is told of a change somebody makes; nobody while the cycle is a draft."""
    if cycle.state == Cycle.State.DRAFT:
        return Told(learners=0, staff=())
    staff = [place.subject for place in staff_of(cycle, at=at) if place.subject_id != by.pk]
    names = tuple(member.person.name for member in staff if member.person is not None)
    return Told(learners=audience_of(cycle, at=at).count(), staff=names)


def dates_if_moved(cycle: Cycle, meeting: Span) -> CycleDates:
    """The cycle's dates if its meeting took place then."""
    return cycle_dates(
        meeting=meeting,
        zone=cycle.meeting.time_zone,
        offsets=offsets_of(cycle),
        slots=[SlotOffset(before=slot.before, minutes=slot.minutes) for slot in cycle.slots.all()],
        pinned_close_at=cycle.pinned_close_at,
    )


def reminders_sent(cycle: Cycle) -> int:
    """How many reminders of the cycle went out."""
    sent = messages_about(cycle.code).filter(state=OutboxMessage.State.SENT)
    return sent.filter(purpose="reminder").count()


def learners_by_code(cycle: Cycle, *, at: dt.datetime) -> dict[str, Subject]:
    """The audience's learners by public code, in the order of their names."""
    places = audience_of(cycle, at=at)
    return {str(place.subject.code): place.subject for place in places if place.subject.person}


def extension_of(cycle: Cycle, subject_code: str) -> Extension:
    """A learner's extension; raises `Missing`."""
    rows = Extension.objects.filter(cycle=cycle, subject__code=subject_code)
    extension = rows.select_related("cycle__meeting", "subject").first()
    if extension is None:
        raise Missing
    return extension

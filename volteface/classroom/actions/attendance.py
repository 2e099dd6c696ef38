"""Attendance noted by hand: who signed on paper instead of joining the room."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.classroom.models import Participant, Room
from volteface.classroom.queries.debriefs import is_released
from volteface.classroom.queries.rooms import latest_room_of
from volteface.core import jobs

from .debriefs import TELL_MISSED

if TYPE_CHECKING:
    from collections.abc import Collection

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle

# A list is typed in a few ticks at a time; so long after the last one it is thought whole.
LIST_TAKES = dt.timedelta(hours=1)


def note_attendance(
    cycle: Cycle, subjects: Collection[int], *, by: Subject, at: dt.datetime
) -> Room:
    """These people were there. A meeting without a room is given a closed one at its own time.

    Where the debrief is out already, whoever is missing from the list is told what they missed.
    """
    meeting = cycle.meeting
    with transaction.atomic():
        room = latest_room_of(cycle) or Room.objects.create(
            cycle=cycle,
            guests_allowed=False,
            opened_at=meeting.starts_at,
            closed_at=max(at, meeting.ends_at),
        )
        there = set(
            Participant.objects.filter(room__cycle=cycle).values_list("subject_id", flat=True)
        )
        Participant.objects.bulk_create(
            Participant(
                room=room,
                subject_id=subject,
                kind=Participant.Kind.MEMBER,
                joined_at=meeting.starts_at,
                noted_by=by,
            )
            for subject in sorted(set(subjects) - there)
        )
        record(by, "note_attendance", noun="room", code=room.code, at=at)
        _tell_the_others(cycle, at)
    return room


def take_attendance_back(
    cycle: Cycle, subjects: Collection[int], *, by: Subject, at: dt.datetime
) -> None:
    """What was noted by hand of these people was wrong; who joined themselves stays."""
    with transaction.atomic():
        noted = Participant.objects.filter(room__cycle=cycle, noted_by__isnull=False)
        noted.filter(subject__in=list(subjects)).delete()
        record(by, "take_attendance_back", noun="cycle", code=cycle.code, at=at)
        _tell_the_others(cycle, at)


def _tell_the_others(cycle: Cycle, at: dt.datetime) -> None:
    if is_released(cycle):
        jobs.enqueue(
            TELL_MISSED,
            nonce=f"{TELL_MISSED}:{cycle.code}:list:{at.isoformat()}",
            payload={"cycle": cycle.pk},
            run_at=max(at, cycle.meeting.ends_at) + LIST_TAKES,
        )

"""Who is told of what after a meeting: its teachers to look back, the absent what they missed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.classroom.queries.attendance import absent_from
from volteface.classroom.queries.retros import noted_by
from volteface.messaging.actions import BOTH, Planned, plan_many, reschedule
from volteface.rosters.models import Membership
from volteface.timetable.queries import live_cycles, staff_of

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle

MISSED = "what_you_missed"
LOOK_BACK = "look_back"
# A meeting whose end nobody looked at for so long (the server was off) is not asked about.
_SOON = dt.timedelta(hours=6)
# What was taught is fresh for some days; what was missed is worth reading for longer.
_FRESH = dt.timedelta(days=3)
_NEWS = dt.timedelta(days=14)


def tell_missed(cycle: Cycle, *, at: dt.datetime) -> int:
    """Tell who was missing that the debrief is there: once each, however often it is released."""
    absent = absent_from(cycle, at=at)
    # What was dropped while the debrief was hidden comes back with it.
    reschedule(cycle.code, purpose=MISSED, when=lambda _message: (at, at + _NEWS), at=at)
    plan_many(
        [
            planned
            for subject in absent
            for planned in _both(subject, cycle, MISSED, at, useless_after=at + _NEWS)
        ],
        at=at,
    )
    return len(absent)


def ask_to_look_back(*, at: dt.datetime) -> int:
    """Ask the teachers of meetings that have just ended how it went; safe to repeat.

    Asked again and again instead of planned ahead: a meeting that moves needs no bookkeeping.
    """
    ended = live_cycles(meeting_after=at - dt.timedelta(days=1)).filter(
        meeting__ends_at__gt=at - _SOON, meeting__ends_at__lte=at
    )
    asked = 0
    for cycle in ended:
        noted = noted_by(cycle)
        teachers = [
            place.subject
            for place in staff_of(cycle, at=at)
            if place.role == Membership.Role.TEACHER and place.subject_id not in noted
        ]
        ends_at = cycle.meeting.ends_at
        plan_many(
            [
                planned
                for subject in teachers
                for planned in _both(subject, cycle, LOOK_BACK, at, useless_after=ends_at + _FRESH)
            ],
            at=at,
        )
        asked += len(teachers)
    return asked


def _both(
    subject: Subject, cycle: Cycle, purpose: str, at: dt.datetime, *, useless_after: dt.datetime
) -> list[Planned]:
    return [
        Planned(
            subject=subject,
            purpose=purpose,
            channel=channel,
            about=cycle.code,
            nonce=f"{purpose}:{cycle.code}:{subject.pk}:{channel}",
            due_at=at,
            useless_after=useless_after,
        )
        for channel in BOTH
    ]

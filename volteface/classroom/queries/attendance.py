"""Who was at the meeting: whoever joined its room by a POST."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists

from volteface.classroom.models import Participant, Room
from volteface.timetable.queries import audience_of

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Membership
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRow:
    """A learner of the audience, or somebody of the cohort who came along."""

    membership: Membership
    joined_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """The meeting's list. ``was_held`` is false while no room has been opened."""

    was_held: bool
    rows: tuple[AttendanceRow, ...]
    guests: int

    @property
    def present(self) -> int:
        """How many of the audience joined."""
        return sum(row.joined_at is not None for row in self.rows)


def attendance_of(cycle: Cycle) -> Attendance:
    """Everybody of the cycle's audience with when they joined, and the number of guests."""
    joined = joined_at_by_subject(cycle)
    rows = tuple(
        AttendanceRow(membership=membership, joined_at=joined.get(membership.subject_id))
        for membership in audience_of(cycle)
    )
    guests = Participant.objects.filter(room__cycle=cycle, kind=Participant.Kind.GUEST).count()
    return Attendance(was_held=Room.objects.filter(cycle=cycle).exists(), rows=rows, guests=guests)


def joined_at_by_subject(cycle: Cycle) -> dict[int, dt.datetime]:
    """When each member's subject first joined a room of the cycle."""
    rows = _members(cycle).order_by("-joined_at")
    return dict(rows.values_list("subject_id", "joined_at"))


def absent_from(cycle: Cycle, *, at: dt.datetime) -> list[Subject]:
    """The learners of the audience who joined no room of the meeting; nobody before one closed."""
    if not _is_known(cycle):
        return []
    here = _members(cycle).values("subject")
    return [place.subject for place in audience_of(cycle, at=at).exclude(subject__in=here)]


def was_missed_by(cycle: Cycle, subject: Subject) -> bool:
    """Whether the meeting has been held without this learner."""
    return _is_known(cycle) and not _members(cycle).filter(subject=subject).exists()


def has_met(cycle: Cycle, *, at: dt.datetime) -> bool:
    """Whether the meeting has begun, or was held before its hour: moved forward, then closed."""
    return at >= cycle.meeting.starts_at or was_held_early(cycle)


def was_held_early(cycle: Cycle) -> bool:
    """Whether a room that people joined was closed before the meeting's hour.

    A room nobody joined was only tried out.
    """
    return _rooms_known(cycle).filter(closed_at__lt=cycle.meeting.starts_at).exists()


def _is_known(cycle: Cycle) -> bool:
    """Whether a room was closed that says who came: where nobody joined, nobody counted."""
    return _rooms_known(cycle).exists()


def _rooms_known(cycle: Cycle) -> QuerySet[Room]:
    closed = Room.objects.filter(cycle=cycle, closed_at__isnull=False)
    return closed.filter(Exists(_members(cycle)))


def _members(cycle: Cycle) -> QuerySet[Participant]:
    return Participant.objects.filter(room__cycle=cycle, kind=Participant.Kind.MEMBER)

"""Who was at the meeting: whoever joined its room by a POST."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom.models import Participant, Room
from volteface.timetable.queries import audience_of

if TYPE_CHECKING:
    import datetime as dt

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
    rows = Participant.objects.filter(room__cycle=cycle, kind=Participant.Kind.MEMBER)
    return dict(rows.order_by("-joined_at").values_list("subject_id", "joined_at"))


def absent_from(cycle: Cycle, *, at: dt.datetime) -> list[Subject]:
    """The learners of the audience who joined no room of the meeting; nobody before one closed."""
    rooms = Room.objects.filter(cycle=cycle)
    if not rooms.filter(closed_at__isnull=False).exists():
        return []
    here = Participant.objects.filter(room__in=rooms).values("subject")
    return [place.subject for place in audience_of(cycle, at=at).exclude(subject__in=here)]


def was_missed_by(cycle: Cycle, subject: Subject) -> bool:
    """Whether the meeting has been held without this learner."""
    rooms = Room.objects.filter(cycle=cycle)
    if not rooms.filter(closed_at__isnull=False).exists():
        return False
    return not Participant.objects.filter(room__in=rooms, subject=subject).exists()

"""A learner's own team and seat, as they are told them once the teams are locked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.models import Participant, Seat, TeamPlace, TeamPlan
from volteface.classroom.rules.names import short_name
from volteface.classroom.rules.seats import rows_of
from volteface.core.db.prepared import Prepared

from .team_page import rows_word, seat_word

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.classroom.models import Room
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTeam:
    """What one learner reads: names are short, and only where the teacher shows them."""

    number: int
    rows: str
    mates: tuple[str, ...]
    has_moved: bool

    @property
    def beside(self) -> str:
        """Where it sits and who else is in it, in one line."""
        names = _("with %(names)s") % {"names": ", ".join(self.mates)} if self.mates else ""
        return " · ".join(part for part in (self.rows, names) if part)

    @property
    def title(self) -> str:
        """Its name."""
        return _("Team %(number)s") % {"number": self.number}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatAndTeam:
    """What the phone in the room says beside the questions."""

    team: OwnTeam | None
    seat: str
    # Teams are locked, and they are in none: late, or thought absent.
    waits: bool


def own_team(cycle: Cycle, subject: Subject) -> OwnTeam | None:
    """The learner's team; nothing before the teams are locked, or while they are in none."""
    found = _own_team(cycle.pk, subject.pk)
    if not found:
        return None
    team, number, names_shown, moved_at = found[0]
    places = TeamPlace.objects.filter(team=team, is_absent=False)
    mates = places.exclude(subject=subject).select_related("subject__person").order_by("pk")
    people = [one.subject.person for one in mates] if names_shown else []
    seats = Seat.objects.filter(cycle=cycle, subject__in=places.values("subject"))
    return OwnTeam(
        number=number,
        rows=rows_word(rows_of(seats.values_list("row", flat=True))),
        mates=tuple(short_name(person.name) for person in people if person is not None),
        has_moved=moved_at is not None,
    )


def own_seat(cycle: Cycle, subject: Subject) -> str:
    """Where they said they sit; empty for nowhere."""
    seat = Seat.objects.filter(cycle=cycle, subject=subject).first()
    return seat_word(seat.row, seat.number) if seat else ""


def seat_and_team(room: Room, seat: Participant, *, asks: bool) -> SeatAndTeam | None:
    """Whom and where a member's phone names while it ``asks`` nothing; nothing for guests."""
    if asks or room.closed_at is not None or seat.kind != Participant.Kind.MEMBER:
        return None
    team = own_team(room.cycle, seat.subject)
    locked = TeamPlan.objects.filter(cycle=room.cycle, locked_at__isnull=False)
    return SeatAndTeam(
        team=team,
        seat=own_seat(room.cycle, seat.subject),
        waits=team is None and locked.exists(),
    )


# Every phone in the room asks it.
_own_team = Prepared(
    lambda cycle, subject: TeamPlace.objects.filter(
        plan__cycle=cycle,
        plan__locked_at__isnull=False,
        subject=subject,
        is_absent=False,
        team__isnull=False,
    ).values_list("team_id", "team__number", "plan__names_shown", "moved_at")
)

"""A meeting's seats as a list to paste, to look at and to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.classroom.models import Seat
from volteface.classroom.rules.seat_sheet import SeatSheet, directory_key, read_seats
from volteface.classroom.rules.seats import row_place
from volteface.rosters.queries import learners_of

if TYPE_CHECKING:
    from volteface.timetable.models import Cycle


def read_for(cycle: Cycle, text: str) -> SeatSheet:
    """What a pasted list says of the cohort's learners; a name two people have is nobody's."""
    people: dict[str, int] = {}
    twice = set()
    for place in learners_of(cycle.cohort):
        person = place.subject.person
        for said in (person.name, person.email, person.key) if person else ():
            key = directory_key(said)
            if people.get(key, place.subject_id) != place.subject_id:
                twice.add(key)
            people[key] = place.subject_id
    return read_seats(text, {key: who for key, who in people.items() if key and key not in twice})


def seats_listed(cycle: Cycle) -> list[Seat]:
    """Every seat that is noted, from the front row."""
    seats = Seat.objects.filter(cycle=cycle).select_related("subject__person")
    return sorted(seats, key=lambda seat: (row_place(seat.row), seat.row, seat.number))

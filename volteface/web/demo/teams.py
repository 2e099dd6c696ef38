"""The demo's teams: last week's as they were on the day, with seats, and tomorrow's, locked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.classroom.actions.certificates import write_terms
from volteface.classroom.actions.seats import set_seats
from volteface.classroom.actions.teams import lock_teams, make_teams, take_from_room
from volteface.classroom.models import TeamPlan
from volteface.classroom.queries.attendance import attendance_of
from volteface.classroom.queries.seat_sheets import read_for
from volteface.classroom.queries.team_facts import key_questions
from volteface.timetable.queries import dates_of

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Cohort
    from volteface.timetable.models import Cycle

# The amphitheatre: rows from the front, and seats in each.
ROWS, SEATS = "ABCDEFGH", 16


def seat_people(
    cycles: Sequence[Cycle], teacher: Subject, *, at: dt.datetime, rng: random.Random
) -> None:
    """Teams of last week's meeting, by where people sat, and of tomorrow's, by groups."""
    held, coming = cycles[0], cycles[1]
    began = dates_of(held).meeting_starts_at
    came = [row.membership.subject.person for row in attendance_of(held).rows if row.joined_at]
    hall = [f"{row}; {number}" for row in ROWS for number in range(1, SEATS + 1)]
    seats = rng.sample(hall, min(len(came), len(hall)))
    pasted = "\n".join(
        f"{who.email}; {seat}" for who, seat in zip(came, seats, strict=False) if who
    )
    set_seats(held, read_for(held, pasted).seats, by=teacher, at=began)
    make_teams(
        held, size=4, groups=TeamPlan.Groups.MIXED, question=None, by=teacher,
        at=began - dt.timedelta(hours=14),
    )  # fmt: skip
    lock_teams(held, by=teacher, at=began - dt.timedelta(hours=13))
    take_from_room(held, by=teacher, at=began + dt.timedelta(minutes=4))
    made_at = min(at, dates_of(coming).closes_at) - dt.timedelta(minutes=20)
    questions = key_questions(coming)
    make_teams(
        coming, size=4, groups=TeamPlan.Groups.TOGETHER, by=teacher, at=made_at,
        question=questions[0].version if questions else None,
    )  # fmt: skip
    lock_teams(coming, by=teacher, at=made_at)


def word_certificate(cohort: Cohort, teacher: Subject, *, at: dt.datetime) -> None:
    """The certificate's words and its rule; it is not handed out in the middle of a term."""
    words = {
        "title": "Certificate of attendance",
        "hours": 6,
        "place": "Grenoble",
        "signer": teacher.person.name if teacher.person else "",
        "signer_role": "Lecturer in charge of the course",
        "least_prepared": 1,
        "least_attended": 1,
    }
    write_terms(cohort, words, by=teacher, at=at)

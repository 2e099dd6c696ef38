"""Where people sit: typed by the teacher for everybody, or said by a learner on the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.classroom.models import Seat

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from volteface.accounts.models import Subject
    from volteface.classroom.rules.seats import Spot
    from volteface.timetable.models import Cycle


def set_seats(
    cycle: Cycle, seats: Mapping[int, Spot], *, by: Subject | None, at: dt.datetime
) -> int:
    """Note where these people sit, by subject; everybody else's seat stays as it is."""
    rows = [
        Seat(cycle=cycle, subject_id=subject, row=spot.row, number=spot.number, said_at=at)
        for subject, spot in seats.items()
    ]
    with transaction.atomic():
        Seat.objects.bulk_create(
            rows,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["cycle", "subject"],
            update_fields=["row", "number", "said_at"],
        )
        record(by, "set_seats", noun="seats", code=cycle.code, at=at, detail={"seats": len(rows)})
    return len(rows)


def clear_seats(cycle: Cycle, *, by: Subject | None, at: dt.datetime) -> None:
    """Forget where everybody sits in this meeting."""
    with transaction.atomic():
        Seat.objects.filter(cycle=cycle).delete()
        record(by, "clear_seats", noun="seats", code=cycle.code, at=at)


def say_seat(cycle: Cycle, subject: Subject, *, spot: Spot, at: dt.datetime) -> Seat:
    """What somebody says of their own seat; saying it again replaces it."""
    seat, _made = Seat.objects.update_or_create(
        cycle=cycle,
        subject=subject,
        defaults={"row": spot.row, "number": spot.number, "said_at": at},
    )
    return seat

"""What the classroom finishes by itself: an anonymous room's votes, and kits to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.classroom.actions.ballots import write_votes
from volteface.classroom.actions.kits import PRINT_KITS, print_kits
from volteface.classroom.actions.rooms import WRITE_VOTES
from volteface.classroom.models import KitPrint
from volteface.classroom.queries.rooms import closed_room
from volteface.core import jobs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


def register() -> None:
    """Take the jobs; called once when the apps are ready."""
    jobs.register(WRITE_VOTES, _write_votes)
    jobs.register(PRINT_KITS, _print_kits)


def _write_votes(payload: Mapping[str, object], at: dt.datetime) -> None:
    del at
    write_votes(closed_room(str(payload["room"])))


def _print_kits(payload: Mapping[str, object], at: dt.datetime) -> None:
    row = KitPrint.objects.filter(code=str(payload["print"])).first()
    if row is not None:
        print_kits(row, language=str(payload["language"]), at=at)

"""What was watched, in SQL: one row for each film and device, in which counts only grow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from volteface.learning.rules.watching import merged, read_counts, write_counts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from django.db.backends.utils import CursorWrapper


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything one device has counted of one film, and where it stands."""

    cycle_id: int
    subject_id: int
    film: str
    device: str
    counts: Mapping[int, int]
    position: float
    counter: int
    at: dt.datetime

    @property
    def place(self) -> tuple[int, int, str, str]:
        return (self.cycle_id, self.subject_id, self.film, self.device)


def store(cursor: CursorWrapper, batch: Sequence[Told]) -> list[None]:
    """Keep the greater count of each bucket, and the position of the newest word."""
    for told in batch:
        cursor.execute(
            "SELECT counts, counter FROM learning_watched WHERE cycle_id = %s AND subject_id = %s"
            " AND film = %s AND device = %s",
            told.place,
        )
        row = cursor.fetchone()
        before = read_counts(row[0]) if row else {}
        counts = write_counts(merged(before, told.counts))
        if row is None:
            cursor.execute(
                "INSERT INTO learning_watched (cycle_id, subject_id, film, device, counts,"
                " position, counter, told_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                [*told.place, counts, told.position, told.counter, _moment(told.at)],
            )
        elif told.counter > row[1]:
            cursor.execute(
                "UPDATE learning_watched SET counts = %s, position = %s, counter = %s, told_at = %s"
                " WHERE cycle_id = %s AND subject_id = %s AND film = %s AND device = %s",
                [counts, told.position, told.counter, _moment(told.at), *told.place],
            )
        elif counts != row[0]:
            cursor.execute(
                "UPDATE learning_watched SET counts = %s"
                " WHERE cycle_id = %s AND subject_id = %s AND film = %s AND device = %s",
                [counts, *told.place],
            )
    return [None] * len(batch)


def _moment(at: dt.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)

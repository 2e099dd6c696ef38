"""The ballot box in SQL: one vote for each ballot and question, taken while the room is open.

A batch is stored on the caller's cursor, inside the caller's transaction, like the answers of
`learning.answer_log`; nothing of it names a subject.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.db.backends.utils import CursorWrapper
_COLUMNS = (
    "id, ballot, draw_id, version_id, answer, certainty, counter, accepted_at, fraction, correct,"
    " chosen, misconceptions, grader_version"
)
_CHANGED = (
    "answer, certainty, counter, accepted_at, fraction, correct, chosen, misconceptions,"
    " grader_version"
)
_STORE = (
    f"INSERT INTO classroom_anonymousvote ({_COLUMNS})"  # noqa: S608 - our own words
    f" VALUES ({','.join(['%s'] * 13)}) ON CONFLICT (draw_id, ballot, version_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _CHANGED.split(", "))
    + " WHERE classroom_anonymousvote.counter <= excluded.counter"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A vote with its mark and the ballot it is on."""

    ballot: uuid.UUID
    draw_id: int
    version_id: int
    answer: str
    certainty: int | None
    counter: int
    accepted_at: dt.datetime
    fraction: float
    correct: bool
    chosen: str
    misconceptions: str
    grader_version: int


def to_the_minute(at: dt.datetime) -> dt.datetime:
    """As much of the time as a vote keeps."""
    return at.replace(second=0, microsecond=0)


def store(cursor: CursorWrapper, batch: Sequence[Cast]) -> list[bool]:
    """Put every vote into the box of its open room; false where there is none (any more).

    A newer vote of a ballot takes the place of the older: there is never more than one.
    """
    open_draws = _open_draws(cursor, {cast.draw_id for cast in batch})
    outcomes = []
    for cast in batch:
        is_open = cast.draw_id in open_draws
        if is_open:
            cursor.execute(_STORE, _row(cast))
        outcomes.append(is_open)
    return outcomes


def _open_draws(cursor: CursorWrapper, draws: set[int]) -> set[int]:
    wanted = ",".join(["%s"] * len(draws))
    # Whoever closes the room waits for this batch, or this batch finds the room closed.
    lock = " FOR SHARE OF room" if cursor.db.vendor == "postgresql" else ""
    cursor.execute(
        "SELECT r.first_id, r.second_id FROM classroom_round r"  # noqa: S608 - placeholders only
        " JOIN classroom_room room ON room.id = r.room_id"
        " WHERE room.anonymous AND room.closed_at IS NULL"
        f" AND (r.first_id IN ({wanted}) OR r.second_id IN ({wanted})){lock}",
        [*draws, *draws],
    )
    return {draw_id for row in cursor.fetchall() for draw_id in row if draw_id is not None}


def _row(cast: Cast) -> tuple[Any, ...]:
    return (
        _id(uuid.uuid4()),
        _id(cast.ballot),
        cast.draw_id,
        cast.version_id,
        cast.answer,
        cast.certainty,
        cast.counter,
        connection.ops.adapt_datetimefield_value(to_the_minute(cast.accepted_at)),
        cast.fraction,
        cast.correct,
        cast.chosen,
        cast.misconceptions,
        cast.grader_version,
    )


def _id(value: uuid.UUID) -> Any:
    return value if connection.features.has_native_uuid_field else value.hex

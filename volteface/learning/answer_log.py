"""The append-only log of answers in SQL: what the lane, actions and the demo all write through.

One call stores a batch on the caller's cursor, inside the caller's transaction: three statements
whatever the batch's size.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from volteface.learning import rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.utils import CursorWrapper

    type Place = tuple[int, int, int, str]

# Any number no other lock of ours has.
_LOCK = 7_145_001
_COLUMNS = (
    "answer_id, subject_id, draw_id, version_id, answer, options_shown, certainty, device,"
    " counter, seconds, accepted_at, late, countable"
)
_GRADE_COLUMNS = "response_id, fraction, correct, chosen, misconceptions, grader_version, made_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer with its mark, ready to be stored."""

    answer_id: uuid.UUID
    subject_id: int
    draw_id: int
    version_id: int
    answer: str
    options_shown: str
    certainty: int | None
    device: str
    counter: int
    seconds: int | None
    accepted_at: dt.datetime
    late: bool
    fraction: float
    correct: bool
    chosen: str
    misconceptions: str
    grader_version: int

    @property
    def body(self) -> tuple[int, int, int, str, int | None]:
        """What must be alike for the same id to mean the same answer."""
        return (self.subject_id, self.draw_id, self.version_id, self.answer, self.certainty)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """An answer that is in the log, by this call or an earlier one."""

    seq: int
    accepted_at: dt.datetime
    late: bool
    countable: bool
    # Stored by an earlier call: this one was a resend.
    again: bool


def store(cursor: CursorWrapper, batch: Sequence[Given]) -> list[Saved | None]:
    """Store every answer once; nothing stands where an id is taken by another owner or body."""
    if cursor.db.vendor == "postgresql":
        # Numbers are taken and committed in one order: a reader's cursor can pass nothing by.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    newest = _newest_counters(cursor, batch)
    countable = [_counts(given, newest) for given in batch]
    fresh = _insert(cursor, batch, countable)
    _grade(cursor, batch, fresh)
    earlier = _earlier(cursor, [given for given in batch if given.answer_id not in fresh])
    saved: list[Saved | None] = []
    first: dict[uuid.UUID, Given] = {}
    for given, counts in zip(batch, countable, strict=True):
        stored = first.setdefault(given.answer_id, given)
        if given.answer_id in fresh:
            saved.append(
                Saved(
                    seq=fresh[given.answer_id],
                    accepted_at=stored.accepted_at,
                    late=stored.late,
                    countable=counts,
                    again=stored is not given,
                )
                if stored.body == given.body
                else None
            )
        else:
            body, found = earlier[given.answer_id]
            saved.append(found if body == given.body else None)
    return saved


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """Some more time in sight of a step, and where its video stands."""

    cycle_id: int
    subject_id: int
    step_key: str
    seconds: int
    position: float
    at: dt.datetime


def note(cursor: CursorWrapper, batch: Sequence[Glance]) -> list[None]:
    """Add the time to each subject's progress; the first glance opens the step."""
    for glance in batch:
        cursor.execute(
            "INSERT INTO learning_progress"
            " (cycle_id, subject_id, step_key, opened_at, seconds, position)"
            " VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (cycle_id, subject_id, step_key) DO UPDATE"
            " SET seconds = learning_progress.seconds + excluded.seconds,"
            " position = excluded.position",
            [
                glance.cycle_id,
                glance.subject_id,
                glance.step_key,
                _moment(glance.at),
                glance.seconds,
                glance.position,
            ],
        )
    return [None] * len(batch)


def _counts(given: Given, newest: dict[Place, int]) -> bool:
    if not given.device:
        return True
    place = (given.draw_id, given.subject_id, given.version_id, given.device)
    counts = rules.is_countable(given.counter, newest_stored=newest.get(place))
    newest[place] = max(given.counter, newest.get(place, given.counter))
    return counts


def _newest_counters(cursor: CursorWrapper, batch: Sequence[Given]) -> dict[Place, int]:
    places = {
        (given.draw_id, given.subject_id, given.version_id, given.device)
        for given in batch
        if given.device
    }
    if not places:
        return {}
    values = ",".join(["(%s,%s,%s,%s)"] * len(places))
    cursor.execute(
        f"WITH wanted(draw_id, subject_id, version_id, device) AS (VALUES {values})"  # noqa: S608 - placeholders only
        " SELECT r.draw_id, r.subject_id, r.version_id, r.device, MAX(r.counter)"
        " FROM wanted JOIN learning_response r ON r.draw_id = wanted.draw_id"
        " AND r.subject_id = wanted.subject_id AND r.version_id = wanted.version_id"
        " AND r.device = wanted.device GROUP BY 1, 2, 3, 4",
        [value for place in places for value in place],
    )
    return {(row[0], row[1], row[2], row[3]): row[4] for row in cursor.fetchall()}


def _insert(
    cursor: CursorWrapper, batch: Sequence[Given], countable: Sequence[bool]
) -> dict[uuid.UUID, int]:
    """Insert what is new; returns the seq of each row this call made."""
    parameters: list[Any] = []
    for given, counts in zip(batch, countable, strict=True):
        parameters += (
            _id(given.answer_id),
            given.subject_id,
            given.draw_id,
            given.version_id,
            given.answer,
            given.options_shown,
            given.certainty,
            given.device,
            given.counter,
            given.seconds,
            _moment(given.accepted_at),
            given.late,
            counts,
        )
    values = ",".join(["(%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)"] * len(batch))
    cursor.execute(
        f"INSERT INTO learning_response ({_COLUMNS}) VALUES {values}"  # noqa: S608 - placeholders only
        " ON CONFLICT (answer_id) DO NOTHING RETURNING seq, answer_id",
        parameters,
    )
    return {_uuid(answer_id): seq for seq, answer_id in cursor.fetchall()}


def _grade(cursor: CursorWrapper, batch: Sequence[Given], fresh: dict[uuid.UUID, int]) -> None:
    parameters: list[Any] = []
    graded: set[uuid.UUID] = set()
    for given in batch:
        if given.answer_id not in fresh or given.answer_id in graded:
            continue
        graded.add(given.answer_id)
        parameters += (
            fresh[given.answer_id],
            given.fraction,
            given.correct,
            given.chosen,
            given.misconceptions,
            given.grader_version,
            _moment(given.accepted_at),
        )
    if graded:
        values = ",".join(["(%s,%s,%s,%s,%s,%s,%s)"] * len(graded))
        cursor.execute(
            f"INSERT INTO learning_grade ({_GRADE_COLUMNS}) VALUES {values}",  # noqa: S608 - placeholders only
            parameters,
        )


def _earlier(
    cursor: CursorWrapper, resent: Sequence[Given]
) -> dict[uuid.UUID, tuple[tuple[Any, ...], Saved]]:
    """What is stored already under these ids, with its body."""
    if not resent:
        return {}
    marks = ",".join(["%s"] * len(resent))
    cursor.execute(
        "SELECT answer_id, seq, accepted_at, late, countable,"  # noqa: S608 - placeholders only
        " subject_id, draw_id, version_id, answer, certainty"
        f" FROM learning_response WHERE answer_id IN ({marks})",
        [_id(given.answer_id) for given in resent],
    )
    found = {}
    for answer_id, seq, accepted_at, late, countable, *body in cursor.fetchall():
        saved = Saved(
            seq=seq,
            accepted_at=_aware(accepted_at),
            late=bool(late),
            countable=bool(countable),
            again=True,
        )
        found[_uuid(answer_id)] = (tuple(body), saved)
    return found


def _id(answer_id: uuid.UUID) -> Any:
    return answer_id if connection.features.has_native_uuid_field else answer_id.hex


def _uuid(value: Any) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


def _moment(at: dt.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _aware(at: Any) -> dt.datetime:
    moment = at if isinstance(at, dt.datetime) else dt.datetime.fromisoformat(str(at))
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)

"""The append-only log of answers in SQL: what the lane, actions and the demo all write through.

One call stores a batch on the caller's cursor, inside the caller's transaction: three statements
whatever the batch's size, and one row fetched.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson

from volteface.core.db import reading
from volteface.core.values import quick_value
from volteface.learning import rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.utils import CursorWrapper

    type Place = tuple[int, int, int, str]

# Any number no other lock of ours has.
_LOCK = 7_145_001
_LAST_SEQ = "(SELECT seq FROM sqlite_sequence WHERE name = 'learning_response')"
_GLANCE = (
    "INSERT INTO learning_progress"
    " (cycle_id, subject_id, step_key, opened_at, finished_at, seconds, position)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (cycle_id, subject_id, step_key) DO UPDATE"
    " SET seconds = learning_progress.seconds + excluded.seconds,"
    " finished_at = COALESCE(learning_progress.finished_at, excluded.finished_at)"
)
_COLUMNS = (
    "answer_id, subject_id, draw_id, version_id, answer, options_shown, certainty, device,"
    " counter, seconds, accepted_at, late, countable"
)
_GRADE_COLUMNS = "response_id, fraction, correct, chosen, misconceptions, grader_version, made_at"


@quick_value
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


@quick_value
class Saved:
    """An answer that is in the log, by this call or an earlier one."""

    seq: int
    accepted_at: dt.datetime
    late: bool
    countable: bool
    # Stored by an earlier call: this one was a resend.
    again: bool


def store(cursor: CursorWrapper, batch: Sequence[Given]) -> list[Saved | None]:
    """Store every answer once; nothing stands where an id is taken by another owner or body.

    The caller's transaction is the only one that stores: on SQLite it began IMMEDIATE, on
    PostgreSQL it takes a lock here. So numbers are taken and committed in one order, and a
    reader's cursor can pass nothing by.
    """
    if cursor.db.vendor == "postgresql":
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last_seq, known, newest = _look(cursor, batch)
    fresh: dict[uuid.UUID, tuple[Given, bool]] = {}
    for given in batch:
        if given.answer_id not in known and given.answer_id not in fresh:
            fresh[given.answer_id] = (given, _counts(given, newest))
    seqs = _insert(cursor, list(fresh.values()), last_seq)
    _grade(cursor, [given for given, _counts in fresh.values()], seqs)
    for answer_id, (given, counts) in fresh.items():
        saved = Saved(
            seq=seqs[answer_id],
            accepted_at=given.accepted_at,
            late=given.late,
            countable=counts,
            again=False,
        )
        known[answer_id] = (given.body, saved)
    return [_outcome(given, fresh, *known[given.answer_id]) for given in batch]


@quick_value
class Glance:
    """Some more time in sight of a step, and where its video stands; or going on from it."""

    cycle_id: int
    subject_id: int
    step_key: str
    at: dt.datetime
    seconds: int = 0
    # Unknown when the step is only finished.
    position: float | None = None
    finishes: bool = False


def keep(cursor: CursorWrapper, batch: Sequence[Given | Glance]) -> list[Saved | None]:
    """Answers and glances as they came, in one transaction: a hall sends both."""
    given = [one for one in batch if isinstance(one, Given)]
    saved = iter(store(cursor, given) if given else ())
    note(cursor, [one for one in batch if isinstance(one, Glance)])
    return [next(saved) if isinstance(one, Given) else None for one in batch]


def note(cursor: CursorWrapper, batch: Sequence[Glance]) -> None:
    """Add the time to each subject's progress; the first glance opens the step."""
    for glance in batch:
        cursor.execute(
            _GLANCE if glance.position is None else f"{_GLANCE}, position = excluded.position",
            [
                glance.cycle_id,
                glance.subject_id,
                glance.step_key,
                _moment(glance.at),
                _moment(glance.at) if glance.finishes else None,
                glance.seconds,
                glance.position or 0.0,
            ],
        )


def _outcome(
    given: Given, fresh: dict[uuid.UUID, tuple[Given, bool]], body: tuple[Any, ...], saved: Saved
) -> Saved | None:
    if body != given.body:
        return None
    first = fresh.get(given.answer_id)
    return saved if first is None or first[0] is given else replace(saved, again=True)


def _counts(given: Given, newest: dict[Place, int]) -> bool:
    if not given.device:
        return True
    place = (given.draw_id, given.subject_id, given.version_id, given.device)
    counts = rules.is_countable(given.counter, newest_stored=newest.get(place))
    newest[place] = max(given.counter, newest.get(place, given.counter))
    return counts


def _look(
    cursor: CursorWrapper, batch: Sequence[Given]
) -> tuple[int, dict[uuid.UUID, tuple[tuple[Any, ...], Saved]], dict[Place, int]]:
    """The last number, what is stored under these ids, and each device's newest counter.

    All in one row: the interpreter's lock changes hands with every row that is fetched, and
    whoever waits for the gate waits for that too.
    """
    places = {
        (given.draw_id, given.subject_id, given.version_id, given.device)
        for given in batch
        if given.device
    } or {(0, 0, 0, "")}
    ids = [_id(answer_id) for answer_id in {given.answer_id for given in batch}]
    cursor.execute(
        _look_sql(len(places), len(ids), is_sqlite=cursor.db.vendor == "sqlite"),
        [*(value for place in places for value in place), *ids],
    )
    found = cursor.fetchone()
    last_seq, stored, counters = found if found is not None else (0, None, None)
    known = {}
    for answer_id, seq, accepted_at, late, countable, *body in _decoded(stored):
        saved = Saved(
            seq=seq,
            accepted_at=_aware(accepted_at),
            late=bool(late),
            countable=bool(countable),
            again=True,
        )
        known[uuid.UUID(answer_id)] = (tuple(body), saved)
    newest = {(one[0], one[1], one[2], one[3]): one[4] for one in _decoded(counters)}
    return last_seq or 0, known, newest


def _look_sql(places: int, ids: int, *, is_sqlite: bool) -> str:
    last, rows, row = (
        (_LAST_SEQ, "json_group_array", "json_array")
        if is_sqlite
        else ("0", "json_agg", "json_build_array")
    )
    return (
        "WITH wanted(draw_id, subject_id, version_id, device) AS"  # noqa: S608 - our own words
        f" (VALUES {','.join(['(%s,%s,%s,%s)'] * places)}),"
        " newest AS (SELECT r.draw_id, r.subject_id, r.version_id, r.device,"
        " MAX(r.counter) AS counter"
        " FROM wanted JOIN learning_response r ON r.draw_id = wanted.draw_id"
        " AND r.subject_id = wanted.subject_id AND r.version_id = wanted.version_id"
        " AND r.device = wanted.device GROUP BY 1, 2, 3, 4)"
        f" SELECT {last},"
        f" (SELECT {rows}({row}(answer_id, seq, accepted_at, late, countable, subject_id, draw_id,"
        " version_id, answer, certainty)) FROM learning_response"
        f" WHERE answer_id IN ({','.join(['%s'] * ids)})),"
        f" (SELECT {rows}({row}(draw_id, subject_id, version_id, device, counter)) FROM newest)"
    )


def _insert(
    cursor: CursorWrapper, fresh: Sequence[tuple[Given, bool]], last_seq: int
) -> dict[uuid.UUID, int]:
    """Insert what is new; returns the number of each."""
    if not fresh:
        return {}
    is_sqlite = cursor.db.vendor == "sqlite"
    parameters: list[Any] = []
    for place, (given, counts) in enumerate(fresh, start=1):
        parameters += (last_seq + place,) if is_sqlite else ()
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
    one = f"({','.join(['%s'] * (14 if is_sqlite else 13))})"
    cursor.execute(
        f"INSERT INTO learning_response ({'seq, ' if is_sqlite else ''}{_COLUMNS})"  # noqa: S608 - placeholders only
        f" VALUES {','.join([one] * len(fresh))}"
        f"{'' if is_sqlite else ' RETURNING seq, answer_id'}",
        parameters,
    )
    if is_sqlite:
        return {
            given.answer_id: last_seq + place for place, (given, _) in enumerate(fresh, start=1)
        }
    return {answer_id: seq for seq, answer_id in cursor.fetchall()}


def _grade(cursor: CursorWrapper, fresh: Sequence[Given], seqs: dict[uuid.UUID, int]) -> None:
    parameters: list[Any] = []
    for given in fresh:
        parameters += (
            seqs[given.answer_id],
            given.fraction,
            given.correct,
            given.chosen,
            given.misconceptions,
            given.grader_version,
            _moment(given.accepted_at),
        )
    if fresh:
        values = ",".join(["(%s,%s,%s,%s,%s,%s,%s)"] * len(fresh))
        cursor.execute(
            f"INSERT INTO learning_grade ({_GRADE_COLUMNS}) VALUES {values}",  # noqa: S608 - placeholders only
            parameters,
        )


def _decoded(value: Any) -> list[Any]:
    """An aggregated column: text on SQLite, decoded already on PostgreSQL, nothing when empty."""
    return orjson.loads(value) if isinstance(value, str) else value or []


def _id(answer_id: uuid.UUID) -> Any:
    return answer_id if reading.database().features.has_native_uuid_field else answer_id.hex


def _moment(at: dt.datetime) -> Any:
    return reading.database().ops.adapt_datetimefield_value(at)


def _aware(at: Any) -> dt.datetime:
    moment = at if isinstance(at, dt.datetime) else dt.datetime.fromisoformat(str(at))
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)

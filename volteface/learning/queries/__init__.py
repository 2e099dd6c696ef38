"""The response log as others read it: by cursor, by current answer, and everybody's progress."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from volteface.accounts.models import Subject
from volteface.core.db import reading
from volteface.core.db.prepared import Prepared
from volteface.core.lanes import tokens
from volteface.core.lanes.memory import memory
from volteface.core.values import quick_value
from volteface.learning import rules
from volteface.learning.models import Draw, Progress, Response
from volteface.learning.queries.log_rows import aware, graded_rows
from volteface.rosters.queries import time_factors_in
from volteface.timetable.models import Cycle
from volteface.timetable.queries import dates_of, extensions_in
from volteface.timetable.queries.rows import cycle_by_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from volteface.questions.models import QuestionVersion

TOKEN_USE = "answer"  # noqa: S105 - a use, not a secret
PROGRESS_USE = "progress"
_ROW = """
    SELECT r.seq, r.subject_id, r.draw_id, d.purpose, d.cycle_id, d.cohort_id, r.version_id,
        v.question_id, r.answer, r.certainty, g.correct, g.fraction, g.chosen, g.misconceptions,
        r.accepted_at, r.late, r.countable, r.seconds, g.id
"""
_JOINS = """
    JOIN learning_draw d ON d.id = r.draw_id
    JOIN questions_questionversion v ON v.id = r.version_id
    LEFT JOIN learning_grade g ON g.response_id = r.seq
"""
# In plain SQL because every page of a learner asks it.
_PROGRESS = """
    SELECT step_key, finished_at, seconds, position, skipped_at
    FROM learning_progress WHERE cycle_id = %s AND subject_id = %s
"""


@quick_value
class ResponseRow:
    """A response with its newest grade."""

    seq: int
    subject_id: int
    draw_id: int
    purpose: str
    cycle_id: int | None
    cohort_id: int
    version_id: int
    question_id: int
    answer: str
    certainty: int | None
    correct: bool
    fraction: float
    chosen: tuple[str, ...]
    misconceptions: tuple[str, ...]
    accepted_at: dt.datetime
    late: bool
    countable: bool
    seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawFacts:
    """What must be known of a draw to take an answer to it; kept in memory by the lane."""

    pk: int
    code: str
    purpose: str
    cycle_code: str
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    immediate_feedback: bool
    versions: Mapping[str, QuestionVersion]
    # Later closings and other paces, by subject id.
    extensions: Mapping[int, dt.datetime] = field(default_factory=dict)
    factors: Mapping[int, float] = field(default_factory=dict)

    def closes_for(self, subject_id: int) -> dt.datetime | None:
        """The subject's own deadline, if there is one."""
        extended = self.extensions.get(subject_id)
        if extended is not None and self.closes_at is not None:
            return max(self.closes_at, extended)
        factor = self.factors.get(subject_id, 1.0)
        return rules.stretched(self.closes_at, opens_at=self.opens_at, factor=factor)

    def is_late(self, subject_id: int, accepted_at: dt.datetime) -> bool:
        """Whether an answer got at ``accepted_at`` is too late for this subject."""
        closes_at = self.closes_for(subject_id)
        return rules.is_late(accepted_at, closes_at=closes_at, purpose=self.purpose)


@quick_value
class StepProgress:
    """How far a subject has come in one step."""

    step_key: str
    finished_at: dt.datetime | None
    seconds: int
    position: float
    # It counts as finished because the pre-test showed its objectives.
    skipped: bool = False


def responses_after(seq: int, limit: int = 1_000) -> list[ResponseRow]:
    """The next responses of the log, oldest first, for readers that keep a cursor.

    Numbers are given in the order of commits (`answer_log.store` sees to it), so nothing with a
    lower number can appear later.
    """
    # The rows are counted before the join: a regraded response has two grades.
    rows = _rows(
        f"{_ROW} FROM (SELECT * FROM learning_response WHERE seq > %s ORDER BY seq LIMIT %s) r"  # noqa: S608 - our own words
        f" {_JOINS} ORDER BY r.seq",
        [seq, limit],
    )
    return list(rows.values())


def newest_seq() -> int:
    """The number of the last response; 0 when there is none."""
    return Response.objects.aggregate(newest=Max("seq"))["newest"] or 0


def current_responses(of: Draw | Cycle, purpose: str = "") -> list[ResponseRow]:
    """The current answer of each subject to each question version, in time and countable.

    Of a draw, or of all draws of a cycle (of one purpose when it is given); one query.
    """
    draws = (
        Draw.objects.filter(cycle=of) if isinstance(of, Cycle) else Draw.objects.filter(pk=of.pk)
    )
    if purpose:
        draws = draws.filter(purpose=purpose)
    wanted, parameters = draws.order_by().values("pk").query.sql_with_params()
    rows = _rows(
        f"{_ROW} FROM (SELECT MAX(seq) AS newest FROM learning_response"  # noqa: S608 - our own words
        f" WHERE draw_id IN ({wanted})"
        " AND countable AND NOT late GROUP BY draw_id, subject_id, version_id) c"
        f" JOIN learning_response r ON r.seq = c.newest {_JOINS}",
        parameters,
    )
    return list(rows.values())


def responses_to(question_id: int, subjects: Iterable[int]) -> list[ResponseRow]:
    """Everything these people answered to a question, oldest first, with the newest grades."""
    ids = list(subjects)
    marks = ",".join(["%s"] * len(ids)) or "NULL"
    rows = _rows(
        f"{_ROW} FROM learning_response r {_JOINS}"
        f" WHERE v.question_id = %s AND r.subject_id IN ({marks}) ORDER BY r.seq",
        [question_id, *ids],
    )
    return list(rows.values())


def latest_of(subject: Subject, draw: Draw) -> dict[int, ResponseRow]:
    """The subject's own last answer to each version of a draw, late ones too: what they see."""
    rows = _rows(
        f"{_ROW} FROM learning_response r {_JOINS}"
        " WHERE r.draw_id = %s AND r.subject_id = %s AND r.countable ORDER BY r.seq",
        [draw.pk, subject.pk],
    )
    return {row.version_id: row for row in rows.values()}


def draw_of(cycle: Cycle, purpose: str) -> Draw | None:
    """The cycle's newest draw of a purpose."""
    return Draw.objects.filter(cycle=cycle, purpose=purpose).order_by("-pk").first()


def preparation_draw(cycle_id: int) -> Draw | None:
    """The draw behind a cycle's steps; pages keep it in the lane's memory."""
    return Draw.objects.filter(cycle_id=cycle_id, purpose=Draw.Purpose.PREPARATION).first()


def draw_versions(draw: Draw) -> list[QuestionVersion]:
    """The draw's question versions in their order, with their questions."""
    links = draw.questions.select_related("version__question").order_by("position")
    return [link.version for link in links]


def remembered_versions(draw: Draw) -> list[QuestionVersion]:
    """The same from the lane's memory: a draw of thousands of questions is read once a minute."""
    facts: DrawFacts | None = memory.recall("draw", str(draw.pk))
    return list(facts.versions.values()) if facts is not None else []


def draw_facts(draw_id: int) -> DrawFacts | None:
    """Everything the lane needs of a draw; nothing when there is none."""
    draw = Draw.objects.filter(pk=draw_id).first()
    if draw is None:
        return None
    versions = {version.code: version for version in draw_versions(draw)}
    closes_at, cycle_code, extensions = draw.closes_at, "", {}
    if draw.cycle_id is not None:
        cycle = cycle_by_id(draw.cycle_id)
        cycle_code = cycle.code
        if draw.purpose == Draw.Purpose.PREPARATION:
            # Computed, not stored: it moves with the meeting.
            closes_at = draw.closes_at or dates_of(cycle).closes_at
            extensions = extensions_in(cycle)
    return DrawFacts(
        pk=draw.pk,
        code=draw.code,
        purpose=draw.purpose,
        cycle_code=cycle_code,
        opens_at=draw.opens_at,
        closes_at=closes_at,
        immediate_feedback=draw.immediate_feedback,
        versions=MappingProxyType(versions),
        extensions=MappingProxyType(extensions),
        factors=MappingProxyType(_factors(draw)),
    )


def epoch_of(subject_id: int) -> int | None:
    """The subject's present access epoch; nothing for somebody who may do nothing any more."""
    found = _standing(subject_id)
    if not found:
        return None
    epoch, kind, is_active = found[0]
    return epoch if is_active or (kind != Subject.Kind.PERSON and is_active is None) else None


_standing = Prepared(
    lambda subject: Subject.objects.filter(pk=subject).values_list(
        "epoch", "kind", "person__is_active"
    )
)


def answer_token(subject: Subject, draw: Draw, *, at: dt.datetime, scope: str = "") -> str:
    """The hidden field that lets ``subject`` answer ``draw`` for fourteen days.

    ``scope`` is the code in the addresses the form may lead to afterwards: the cycle's, a room's.
    """
    return tokens.make(
        TOKEN_USE,
        subject_id=subject.pk,
        target_id=draw.pk,
        scope=scope or (draw.cycle.code if draw.cycle_id and draw.cycle else draw.code),
        epoch=subject.epoch,
        at=at,
    )


def progress_token(subject: Subject, cycle: Cycle, *, at: dt.datetime) -> str:
    """Lets a page tell how long it was in sight."""
    return tokens.make(
        PROGRESS_USE,
        subject_id=subject.pk,
        target_id=cycle.pk,
        scope=cycle.code,
        epoch=subject.epoch,
        at=at,
    )


def finish_use(step_key: str) -> str:
    """What a token for going on from a step is for: one step's does not finish another."""
    return f"finish-{step_key}"


def finish_token(subject: Subject, cycle: Cycle, step_key: str, *, at: dt.datetime) -> str:
    """Lets a page's form finish its step."""
    return tokens.make(
        finish_use(step_key),
        subject_id=subject.pk,
        target_id=cycle.pk,
        scope=cycle.code,
        epoch=subject.epoch,
        at=at,
    )


def progress_of(cycle: Cycle, subject: Subject) -> dict[str, StepProgress]:
    """The subject's progress by step key."""
    rows = reading.rows(_PROGRESS, [cycle.pk, subject.pk])
    return {
        row[0]: StepProgress(
            step_key=row[0],
            finished_at=aware(row[1]) if row[1] else None,
            seconds=row[2],
            position=row[3],
            skipped=row[4] is not None,
        )
        for row in rows
    }


def progress_by_subject(cycle: Cycle) -> dict[int, dict[str, StepProgress]]:
    """Everybody's progress in a cycle, by subject id and step key; one query."""
    found: dict[int, dict[str, StepProgress]] = {}
    for row in Progress.objects.filter(cycle=cycle).iterator(chunk_size=5_000):
        found.setdefault(row.subject_id, {})[row.step_key] = _step_progress(row)
    return found


def _step_progress(row: Progress) -> StepProgress:
    return StepProgress(
        step_key=row.step_key,
        finished_at=row.finished_at,
        seconds=row.seconds,
        position=row.position,
        skipped=row.skipped_at is not None,
    )


def _factors(draw: Draw) -> dict[int, float]:
    if draw.purpose == Draw.Purpose.PREPARATION or draw.closes_at is None:
        return {}
    return time_factors_in(draw.cohort_id)


def _rows(sql: str, parameters: Sequence[Any]) -> dict[int, ResponseRow]:
    """The query's responses by seq."""
    return {row[0]: _row(row) for row in graded_rows(sql, parameters, seq=0)}


def _row(row: Sequence[Any]) -> ResponseRow:
    return ResponseRow(
        seq=row[0],
        subject_id=row[1],
        draw_id=row[2],
        purpose=row[3],
        cycle_id=row[4],
        cohort_id=row[5],
        version_id=row[6],
        question_id=row[7],
        answer=row[8],
        certainty=row[9],
        correct=bool(row[10]),
        fraction=row[11] or 0.0,
        chosen=_keys(row[12]),
        misconceptions=_keys(row[13]),
        accepted_at=aware(row[14]),
        late=bool(row[15]),
        countable=bool(row[16]),
        seconds=row[17],
    )


def _keys(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def latest_seq_of(subjects: Iterable[int]) -> dict[int, int]:
    """The number of each subject's last response, late ones too."""
    rows = Response.objects.filter(subject_id__in=list(subjects)).values("subject_id")
    return {row["subject_id"]: row["newest"] for row in rows.annotate(newest=Max("seq"))}

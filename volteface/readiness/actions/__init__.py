"""Keeping the states true to the log: woken often, harmless to repeat, the same from nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import batched
from typing import TYPE_CHECKING

from django.db import transaction

from volteface.core.models import Cursor
from volteface.learning.queries import responses_after
from volteface.readiness.models import Overruling, ReadinessState
from volteface.readiness.queries.evidence import (
    BEFORE_THE_MEETING,
    attempts_in,
    outline_of,
    own_outline,
    pages_turned_since,
    subjects_at_work,
    visits_in,
)
from volteface.readiness.queries.overruled import overruled_in, standing_overrulings
from volteface.readiness.queries.thresholds import rules_of
from volteface.readiness.rules.ledger import evidence_of, facts_of, mark_of, written
from volteface.readiness.rules.states import (
    NOT_STARTED,
    OVERRULED,
    Standing,
    facts_to_json,
    standing,
)
from volteface.timetable.models import Cycle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from volteface.readiness.rules.ledger import Outline
    from volteface.readiness.rules.states import Rules

CURSOR = "readiness"
_PULLED = 5_000
# Answers are read for this many learners at a time, and written for this many in a transaction.
_READ, _WRITTEN = 200, 30
# A page turned in a transaction that committed late is found by looking back a little.
_OVERLAP = dt.timedelta(minutes=2)


def refresh_readiness(*, at: dt.datetime) -> int:
    """Recompute everybody who answered or turned a page since the last time; returns how many.

    Each learner is recomputed from all their own answers, so a repetition changes nothing.
    """
    cursor, _made = Cursor.objects.get_or_create(name=CURSOR)
    since = cursor.moved_at - _OVERLAP if cursor.moved_at else None
    touched = pages_turned_since(since)
    seq = cursor.seq
    while rows := responses_after(seq, _PULLED):
        seq = rows[-1].seq
        touched |= {
            (row.cycle_id, row.subject_id)
            for row in rows
            if row.cycle_id is not None and row.purpose in BEFORE_THE_MEETING
        }
        if len(rows) < _PULLED:
            break
    count = recompute(touched, at=at)
    if count or seq != cursor.seq:
        Cursor.objects.filter(pk=cursor.pk, seq__lte=seq).update(seq=seq, moved_at=at)
    return count


def rebuild_readiness(cycle: Cycle, *, at: dt.datetime) -> int:
    """Throw a cycle's states away and make them again from the log."""
    ids = list(ReadinessState.objects.filter(cycle=cycle).values_list("pk", flat=True))
    for chunk in batched(ids, _READ):
        ReadinessState.objects.filter(pk__in=chunk).delete()
    return recompute_cycle(cycle, at=at)


def recompute_cycle(cycle: Cycle, *, at: dt.datetime) -> int:
    """Every state of a cycle once more, because what it is measured against has changed."""
    subjects = subjects_at_work(cycle) | overruled_in(cycle)
    return recompute({(cycle.pk, subject) for subject in subjects}, at=at)


def recompute(touched: Iterable[tuple[int, int]], *, at: dt.datetime) -> int:
    """Each (cycle, subject) once more from everything they did; returns how many."""
    by_cycle: dict[int, list[int]] = defaultdict(list)
    for cycle_id, subject_id in sorted(touched):
        by_cycle[cycle_id].append(subject_id)
    cycles = Cycle.objects.select_related("module__published", "meeting").in_bulk(by_cycle)
    for cycle_id, cycle in cycles.items():
        outline, rules = outline_of(cycle), rules_of(cycle)
        for chunk in batched(by_cycle[cycle_id], _READ):
            by_hand = standing_overrulings(cycle, chunk)
            states = _states(cycle, outline, rules, chunk, by_hand, at)
            _write(states)
            _end(by_hand, states, cycle, at)
    return sum(len(by_cycle[cycle_id]) for cycle_id in cycles)


def _states(
    cycle: Cycle,
    outline: Outline,
    rules: Rules,
    subject_ids: tuple[int, ...],
    by_hand: Mapping[int, Overruling],
    at: dt.datetime,
) -> list[ReadinessState]:
    attempts = attempts_in(cycle, subject_ids)
    visits = visits_in(cycle, subject_ids)
    lasts = at < cycle.meeting.starts_at
    states = []
    for subject in subject_ids:
        own = own_outline(outline, subject)
        answered = [a for a in attempts.get(subject, []) if a.question in own.asked_on]
        facts, answers = facts_of(own, answered, visits.get(subject, [])), written(answered)
        found = standing(facts, rules)
        finished = facts.done and found.state != NOT_STARTED
        overruling = by_hand.get(subject)
        if overruling and lasts and overruling.evidence == evidence_of(facts, answers):
            found = Standing(
                state=overruling.state, reason=OVERRULED, detail={"note": overruling.note}
            )
            finished = finished or found.sight == "ready"
        states.append(
            ReadinessState(
                cycle=cycle,
                subject_id=subject,
                state=found.state,
                reason=found.reason,
                detail=found.detail,
                finished=finished,
                answers=answers,
                mark=mark_of(answers),
                facts=facts_to_json(facts),
                computed_at=at,
            )
        )
    return states


def _end(
    by_hand: Mapping[int, Overruling],
    states: Iterable[ReadinessState],
    cycle: Cycle,
    at: dt.datetime,
) -> None:
    """What was set by hand has ended where the rules speak again."""
    over = [s.subject_id for s in states if s.subject_id in by_hand and s.reason != OVERRULED]
    if over:
        begun = at >= cycle.meeting.starts_at
        because = Overruling.Ended.MEETING if begun else Overruling.Ended.EVIDENCE
        rows = Overruling.objects.filter(pk__in=[by_hand[subject].pk for subject in over])
        rows.update(ended_at=at, ended_because=because)


def _write(states: list[ReadinessState]) -> None:
    for chunk in batched(states, _WRITTEN):
        with transaction.atomic():
            ReadinessState.objects.bulk_create(
                chunk,
                update_conflicts=True,
                unique_fields=["cycle", "subject"],
                update_fields=[
                    "state",
                    "reason",
                    "detail",
                    "finished",
                    "answers",
                    "mark",
                    "facts",
                    "computed_at",
                ],
            )

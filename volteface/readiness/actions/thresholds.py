"""Changing the numbers of a cohort's rules, and applying them to every meeting to come."""

from __future__ import annotations

from dataclasses import asdict
from itertools import batched
from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.core import jobs
from volteface.readiness.models import ReadinessState, Thresholds
from volteface.readiness.queries.thresholds import cycles_ahead, judged, rules_in

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.readiness.rules.states import Rules
    from volteface.rosters.models import Cohort

FOLLOW_THRESHOLDS = "readiness.follow_thresholds"
_WRITTEN = 30


def set_thresholds(cohort: Cohort, *, rules: Rules, by: Subject, at: dt.datetime) -> int:
    """Judge every meeting to come by these rules; returns how many states changed.

    What a meeting that has begun was prepared with stays. A job repeats it, harmlessly, should
    the server stop half-way.
    """
    before = rules_in(cohort)
    if rules == before:
        return 0
    with transaction.atomic():
        row = Thresholds.objects.create(cohort=cohort, by=by, since=at, **asdict(rules))
        detail = {"before": asdict(before), "after": asdict(rules)}
        record(by, "set_thresholds", noun="cohort", code=cohort.code, at=at, detail=detail)
        jobs.enqueue(
            FOLLOW_THRESHOLDS,
            nonce=f"{FOLLOW_THRESHOLDS}:{row.pk}",
            payload={"cohort": cohort.pk},
            run_at=at,
        )
    return apply_thresholds(cohort, at=at)


def apply_thresholds(cohort: Cohort, *, at: dt.datetime) -> int:
    """Bring the stored states of the meetings to come in line with the rules, from stored facts."""
    rules = rules_in(cohort)
    changed = 0
    for cycle in cycles_ahead(cohort, at=at):
        rows = []
        for row, found in judged(cycle, rules):
            if (row.state, row.reason, row.detail) != (found.state, found.reason, found.detail):
                row.state, row.reason, row.detail = found.state, found.reason, found.detail
                row.computed_at = at
                rows.append(row)
        for chunk in batched(rows, _WRITTEN):
            with transaction.atomic():
                ReadinessState.objects.bulk_update(
                    chunk, ["state", "reason", "detail", "computed_at"]
                )
        changed += len(rows)
    return changed

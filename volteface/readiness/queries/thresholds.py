"""The numbers of a cohort's rules, and what other numbers would change before they are saved."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.db.prepared import Prepared
from volteface.readiness.models import ReadinessState, Thresholds
from volteface.readiness.rules.states import (
    FIRST_SIGHT,
    OVERRULED,
    RECOMMENDED,
    SIGHTS,
    Rules,
    Standing,
    facts_from_json,
    standing,
)
from volteface.timetable.queries import audience_of, live_cycles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.rosters.models import Cohort
    from volteface.timetable.models import Cycle

NAMES = ("certain_wrong", "same_belief", "tries", "ready_parts", "ready_whole", "quick_share")
_EVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How many would stand at another first-sight word in one meeting to come."""

    cycle: Cycle
    audience: int
    # First-sight word: so many now, so many with the other numbers.
    counts: tuple[tuple[str, int, int], ...]
    becoming_ready: int
    no_longer_ready: int
    called_for_help: int
    no_longer_called: int

    @property
    def moves(self) -> bool:
        """Whether anybody's first-sight word changes."""
        return any(before != after for _sight, before, after in self.counts)


def rules_of(cycle: Cycle) -> Rules:
    """The rules of a cycle: the last ones set in its cohort before its meeting began."""
    return _read(cycle.cohort_id, before=cycle.meeting.starts_at)


def rules_in(cohort: Cohort) -> Rules:
    """The rules in force in a cohort, for every meeting to come."""
    return _read(cohort.pk)


def shifts(cohort: Cohort, rules: Rules, *, at: dt.datetime) -> list[Shift]:
    """What these rules would change, for each meeting to come; computed from stored facts."""
    return [_shift(cycle, rules) for cycle in cycles_ahead(cohort, at=at)]


def cycles_ahead(cohort: Cohort, *, at: dt.datetime) -> list[Cycle]:
    """The cohort's meetings to come, in their order: what a new rule is applied to."""
    return list(live_cycles(meeting_after=at).filter(cohort=cohort).order_by("meeting__starts_at"))


def judged(cycle: Cycle, rules: Rules) -> Iterator[tuple[ReadinessState, Standing]]:
    """Every stored row with where it would stand; nobody's answers are read again.

    What was set by hand stays so: no number overrules a person.
    """
    rows = ReadinessState.objects.filter(cycle=cycle).defer("answers")
    for row in rows.iterator(chunk_size=500):
        if row.reason == OVERRULED:
            yield row, Standing(state=row.state, reason=row.reason, detail=row.detail)
        else:
            yield row, standing(facts_from_json(row.facts), rules)


def _read(cohort_id: int, *, before: dt.datetime | None = None) -> Rules:
    found = _set_before(cohort_id, before or _EVER)
    return Rules(**dict(zip(NAMES, found[0], strict=True))) if found else RECOMMENDED


_set_before = Prepared(
    lambda cohort, before: (
        Thresholds.objects.filter(cohort=cohort, since__lt=before)
        .order_by("-since", "-pk")
        .values_list(*NAMES)[:1]
    )
)


def _shift(cycle: Cycle, rules: Rules) -> Shift:
    here = set(audience_of(cycle).values_list("subject_id", flat=True))
    moved: Counter[tuple[str, str]] = Counter()
    for row, then in judged(cycle, rules):
        if row.subject_id in here:
            moved[FIRST_SIGHT[row.state], then.sight] += 1
    without = len(here) - moved.total()
    moved["not_started", "not_started"] += without
    return Shift(
        cycle=cycle,
        audience=len(here),
        counts=tuple(
            (
                sight,
                sum(count for (before, _after), count in moved.items() if before == sight),
                sum(count for (_before, after), count in moved.items() if after == sight),
            )
            for sight in SIGHTS
        ),
        becoming_ready=_arriving(moved, "ready"),
        no_longer_ready=_leaving(moved, "ready"),
        called_for_help=_arriving(moved, "needs_help"),
        no_longer_called=_leaving(moved, "needs_help"),
    )


def _arriving(moved: Counter[tuple[str, str]], sight: str) -> int:
    return sum(
        count for (before, after), count in moved.items() if after == sight and before != after
    )


def _leaving(moved: Counter[tuple[str, str]], sight: str) -> int:
    return sum(
        count for (before, after), count in moved.items() if before == sight and before != after
    )

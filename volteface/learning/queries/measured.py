"""How long steps really took a cohort: medians from five people on, kept for a minute."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.courses.queries import edition_steps
from volteface.learning.models import Progress
from volteface.learning.rules import levels, pace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.learning.rules.pace import Measured
    from volteface.timetable.models import Cycle

_FRESH_SECONDS = 60.0
_KEPT = 500
_kept: dict[str, tuple[float, Pace]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Medians of a module in a cohort; nothing where fewer than five finished."""

    steps: Mapping[str, Measured]
    whole: Measured | None


def measured_in(cycle: Cycle) -> Pace:
    """What the module of this cycle took its cohort, whichever group they are in."""
    kept = _kept.get(cycle.code)
    if kept is None or time.monotonic() - kept[0] > _FRESH_SECONDS:
        if len(_kept) >= _KEPT:
            _kept.clear()
        kept = _kept[cycle.code] = (time.monotonic(), _read(cycle))
    return kept[1]


def forget_paces() -> None:
    """Read all medians anew."""
    _kept.clear()


def _read(cycle: Cycle) -> Pace:
    edition = cycle.module.published
    if edition is None:
        return Pace(steps={}, whole=None)
    rows = Progress.objects.filter(
        cycle__module=cycle.module_id,
        cycle__cohort=cycle.cohort_id,
        finished_at__isnull=False,
        # What was skipped took nobody any time.
        skipped_at__isnull=True,
    )
    by_step: dict[str, list[int]] = defaultdict(list)
    by_person: dict[int, dict[str, int]] = defaultdict(dict)
    for subject, key, seconds in rows.values_list("subject_id", "step_key", "seconds"):
        by_step[key].append(seconds)
        by_person[subject][key] = seconds
    way = {step.key for step in levels.way(edition_steps(edition))}
    totals = [sum(done[key] for key in way) for done in by_person.values() if way <= done.keys()]
    return Pace(steps=pace.measured_steps(by_step), whole=pace.measured_whole(totals))

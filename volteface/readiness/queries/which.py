"""Which meetings a briefing is about: those read together, and those asked of by name."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING

from django.db.models import Q

from volteface.core.errors import Missing
from volteface.readiness.errors import NothingToBrief
from volteface.readiness.queries.one_page import READERS
from volteface.rosters.models import Cohort
from volteface.rosters.queries import cohorts_of
from volteface.timetable.queries import cycle_for, live_cycles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle

# Meetings on the same module further apart than this are not prepared together.
BESIDE = dt.timedelta(days=14)


def cycles_beside(cycle: Cycle, subject: Subject, *, at: dt.datetime) -> list[Cycle]:
    """The other meetings on the same module that this teacher or tutor reads briefings of."""
    about = cycle.meeting.starts_at
    rows = live_cycles().filter(
        module_id=cycle.module_id, meeting__starts_at__range=(about - BESIDE, about + BESIDE)
    )
    others = list(rows.exclude(pk=cycle.pk).order_by("meeting__starts_at", "pk"))
    if not others:
        return []
    # A module may be taught in sixty cohorts: the reader's own are looked at one by one.
    own = {card.cohort.pk for card in cohorts_of(subject, at, roles=READERS)}
    found = []
    for row in (row for row in others if row.cohort_id in own):
        with suppress(Missing):
            found.append(cycle_for(subject, row.code, at=at, roles=READERS, row=row).cycle)
    return found


def cycles_to_brief(cohorts: Sequence[str], module: str, groups: Sequence[str] = ()) -> list[Cycle]:
    """The published cycle of each of these cohorts, or of each of these groups of theirs."""
    return [
        cycle_to_brief(cohort, module, group) for cohort in cohorts for group in groups or ("",)
    ]


def cycle_to_brief(cohort: str, module: str, group: str = "") -> Cycle:
    """The published cycle; raises ``NothingToBrief`` with what there is instead."""
    rows = Cohort.objects.filter(archived_at__isnull=True)
    found = list(rows.filter(Q(code=cohort) | Q(title=cohort))[:2])
    if len(found) != 1:
        known = ", ".join(f"{code} ({title})" for code, title in rows.values_list("code", "title"))
        raise NothingToBrief(f"“{cohort}” is no single cohort; there is {known or 'none'}")
    cycles = live_cycles().filter(cohort=found[0])
    meant = list(cycles.filter(Q(module__key=module) | Q(module__code=module)))
    if not meant:
        keys = ", ".join(sorted({cycle.module.key for cycle in cycles}))
        raise NothingToBrief(f"no meeting on “{module}” is published; there is {keys or 'none'}")
    named = [cycle for cycle in meant if (cycle.group.name if cycle.group else "") == group]
    if len(meant) == 1 and not group:
        return meant[0]
    if not named:
        groups = ", ".join(sorted(cycle.group.name for cycle in meant if cycle.group))
        raise NothingToBrief(f"name one group with --group: {groups or 'it has none'}")
    return max(named, key=lambda cycle: cycle.meeting.starts_at)

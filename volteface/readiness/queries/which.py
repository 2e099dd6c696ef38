"""Which meeting a briefing is asked of by name, on the command line of the machine's owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from volteface.readiness.errors import NothingToBrief
from volteface.rosters.models import Cohort
from volteface.timetable.queries import live_cycles

if TYPE_CHECKING:
    from volteface.timetable.models import Cycle


def cycle_to_brief(cohort: str, module: str, group: str = "") -> Cycle:
    """The published cycle; raises ``NothingToBrief`` with what there is instead."""
    rows = Cohort.objects.filter(archived_at__isnull=True)
    found = list(rows.filter(Q(code=cohort) | Q(title=cohort))[:2])
    if len(found) != 1:
        known = ", ".join(f"{code} ({title})" for code, title in rows.values_list("code", "title"))
        raise NothingToBrief(f"there is no one cohort “{cohort}”; there is {known or 'none'}")
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

"""Cycles with all that pages and jobs ask of them, and the one of a code or a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from volteface.core.db.prepared import PreparedObjects
from volteface.timetable.models import Cycle

if TYPE_CHECKING:
    from django.db.models import QuerySet


def whole_cycles() -> QuerySet[Cycle]:
    """Cycles with module, cohort, group, meeting and slots."""
    return _joined().prefetch_related("slots")


def cycle_by_id(cycle_id: int) -> Cycle:
    """The cycle an event or a job speaks of, as `whole_cycles` has it."""
    found = _found(_by_id, cycle_id)
    if found is None:
        raise Cycle.DoesNotExist
    return found


def cycle_by_code(code: str) -> Cycle | None:
    """The cycle of a code, whoever may see it; for machinery only: pages ask `cycle_for`."""
    return _found(_by_code, code)


def _found(asked: PreparedObjects[Cycle], value: int | str) -> Cycle | None:
    row = next(iter(asked(value)), None)
    if row is None:
        return None
    cycle = asked.made(row)
    prefetch_related_objects([cycle], "slots")
    return cycle


def _joined() -> QuerySet[Cycle]:
    return Cycle.objects.select_related(
        "module__published", "module__course", "cohort__course", "group", "meeting"
    )


_by_id = PreparedObjects[Cycle](lambda pk: _joined().filter(pk=pk))
_by_code = PreparedObjects[Cycle](lambda code: _joined().filter(code=code))

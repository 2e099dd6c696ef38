"""A whole audience in one look, as plain rows: for pages that count a hall at every reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from volteface.core.db.prepared import Prepared
from volteface.rosters.models import Cohort, Group
from volteface.timetable.models import Cycle
from volteface.timetable.queries import audience_of

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from volteface.rosters.models import Membership
    from volteface.rosters.queries import Standing


class Seat(NamedTuple):
    """One learner of an audience; the name is for those who may read it."""

    subject_id: int
    place_id: int
    group_id: int | None
    group_code: str | None
    group_name: str | None
    # Nothing for a guest.
    name: str | None


def seats_of(cycle: Cycle, *, at: dt.datetime, standing: Standing | None = None) -> list[Seat]:
    """The audience as `audience_of` has it, or those of it whom staff of ``standing`` see (T03)."""
    rows = (
        _of_group(cycle.cohort_id, cycle.group_id, at)
        if cycle.group_id is not None
        else _of_cohort(cycle.cohort_id, cycle.module_id, at)
    )
    seats = [Seat._make(row) for row in rows]
    if standing is None or standing.role in {"teacher", "manager"}:
        return seats
    if standing.role != "tutor":
        return []
    codes = standing.group_codes
    return seats if codes is None else [seat for seat in seats if seat.group_code in codes]


def _seats(cycle: Cycle, at: dt.datetime) -> QuerySet[Membership, Any]:
    places = audience_of(cycle, at=at).select_related(None).order_by("pk")
    return places.values_list(
        "subject_id", "pk", "group_id", "group__code", "group__name", "subject__person__name"
    )


_of_cohort = Prepared(
    lambda cohort, module, at: _seats(Cycle(cohort=Cohort(pk=cohort), module_id=module), at)
)
_of_group = Prepared(
    lambda cohort, group, at: _seats(Cycle(cohort=Cohort(pk=cohort), group=Group(pk=group)), at)
)

"""States set by hand, as long as they last, and everybody's standing by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.errors import Missing
from volteface.questions.queries import misconception_texts
from volteface.readiness.models import Overruling, ReadinessState
from volteface.readiness.queries.worded import StateView, state_view
from volteface.timetable.queries import audience_visible_to

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from django.db.models import QuerySet

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Membership
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A learner of the audience with where they stand."""

    place_code: str
    subject_id: int
    name: str
    group: str
    state: StateView
    by_hand: bool


def standing_overrulings(cycle: Cycle, subject_ids: Collection[int]) -> dict[int, Overruling]:
    """What was set by hand for these learners and has not ended, by subject."""
    rows = Overruling.objects.filter(cycle=cycle, subject_id__in=subject_ids, ended_at__isnull=True)
    return {row.subject_id: row for row in rows}


def overruled_in(cycle: Cycle) -> set[int]:
    """The subjects with a state set by hand that has not ended."""
    rows = Overruling.objects.filter(cycle=cycle, ended_at__isnull=True)
    return set(rows.values_list("subject_id", flat=True))


def outlasted(at: dt.datetime) -> set[tuple[int, int]]:
    """(cycle, subject) of what was set by hand for a meeting that has begun."""
    rows = Overruling.objects.filter(ended_at__isnull=True, cycle__meeting__starts_at__lte=at)
    return set(rows.values_list("cycle_id", "subject_id"))


def people_of(cycle: Cycle, viewer: Subject, *, at: dt.datetime) -> QuerySet[Membership]:
    """The learners the viewer answers for, by name."""
    places = audience_visible_to(viewer, cycle, at)
    return places.select_related("subject__person", "group").order_by("subject__person__name", "pk")


def placed(cycle: Cycle, places: Sequence[Membership]) -> list[Placed]:
    """Where these learners stand; two queries."""
    subjects = [place.subject_id for place in places]
    rows = ReadinessState.objects.filter(cycle=cycle, subject_id__in=subjects).defer("answers")
    found = {row.subject_id: row for row in rows}
    texts = misconception_texts(cycle.module.course.bank)
    return [
        _placed(place, state_view(place.subject_id, found.get(place.subject_id), texts))
        for place in places
    ]


def place_in(cycle: Cycle, viewer: Subject, code: str, *, at: dt.datetime) -> Membership:
    """One learner's place, for who answers for them; raises `Missing` for anybody else."""
    place = people_of(cycle, viewer, at=at).filter(code=code).first()
    if place is None:
        raise Missing
    return place


def _placed(place: Membership, state: StateView) -> Placed:
    person = place.subject.person
    return Placed(
        place_code=place.code,
        subject_id=place.subject_id,
        name=person.name if person else "",
        group=place.group.name if place.group else "",
        state=state,
        by_hand=state.by_hand,
    )

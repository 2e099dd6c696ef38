"""Where learners stand, and the one-page briefing made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.questions.queries import misconception_texts
from volteface.readiness.models import ReadinessState
from volteface.readiness.queries.one_page import READERS, briefing, briefing_together
from volteface.readiness.queries.people import standings
from volteface.readiness.queries.worded import StateView, state_view
from volteface.readiness.rules.states import SIGHTS
from volteface.timetable.queries import audience_of

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle

__all__ = [
    "READERS",
    "briefing",
    "briefing_together",
    "counts_of",
    "finished_in",
    "state_of",
    "states_of",
]


def state_of(cycle: Cycle, subject: Subject) -> StateView:
    """Where one learner stands in a cycle; who has no row has not started."""
    row = ReadinessState.objects.filter(cycle=cycle, subject=subject).first()
    return state_view(subject.pk, row, misconception_texts(cycle.module.course.bank))


def states_of(cycle: Cycle) -> list[StateView]:
    """Everybody of the audience, in the order of their names; three queries."""
    rows = {row.subject_id: row for row in ReadinessState.objects.filter(cycle=cycle)}
    texts = misconception_texts(cycle.module.course.bank)
    subjects = audience_of(cycle).values_list("subject_id", flat=True)
    return [state_view(pk, rows.get(pk), texts) for pk in subjects]


def counts_of(cycle: Cycle, *, at: dt.datetime, viewer: Subject | None = None) -> dict[str, int]:
    """How many stand at each first-sight word: ready, needs_help, started, not_started."""
    found = standings(cycle, at=at, viewer=viewer).by_sight()
    return {sight: found[sight] for sight in SIGHTS}


def finished_in(cycle: Cycle) -> set[int]:
    """The subjects with nothing left to answer: nobody reminds them."""
    rows = ReadinessState.objects.filter(cycle=cycle, finished=True)
    return set(rows.values_list("subject_id", flat=True))

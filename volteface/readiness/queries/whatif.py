"""Where learners would stand if some of their answers were marked otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.readiness.models import ReadinessState
from volteface.readiness.queries.evidence import (
    attempts_in,
    outline_of,
    own_outline,
    visits_in,
)
from volteface.readiness.queries.thresholds import rules_of
from volteface.readiness.rules.ledger import facts_of
from volteface.readiness.rules.states import standing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A learner whose state would be another one, in a teacher's words."""

    subject_id: int
    before: str
    after: str


def moves_if(
    cycle: Cycle, subject_ids: Collection[int], marks: Mapping[int, tuple[bool, str]]
) -> list[Move]:
    """Who of these would change state if answers (by number) were right or not, with beliefs.

    Computed as the states themselves are, and written nowhere.
    """
    outline, rules = outline_of(cycle), rules_of(cycle)
    visits = visits_in(cycle, subject_ids)
    now, then = attempts_in(cycle, subject_ids), attempts_in(cycle, subject_ids, marks)
    found = []
    for subject in sorted(subject_ids):
        seen, own = visits.get(subject, []), own_outline(outline, subject)
        states = [
            standing(
                facts_of(
                    own,
                    [one for one in attempts.get(subject, []) if one.question in own.asked_on],
                    seen,
                ),
                rules,
            ).state
            for attempts in (now, then)
        ]
        if states[0] != states[1]:
            before, after = (str(ReadinessState.State(state).label) for state in states)
            found.append(Move(subject_id=subject, before=before, after=after))
    return found

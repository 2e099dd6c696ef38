"""Who stands where in a cycle, cut to the learners somebody may see (T03)."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from volteface.core.db.prepared import Prepared
from volteface.courses.models import EditionStep
from volteface.readiness.models import ReadinessState
from volteface.readiness.queries.sheet import PersonView, StepCount
from volteface.readiness.queries.worded import state_view
from volteface.readiness.rules.states import (
    FIRST_SIGHT,
    MISCONCEIVED,
    NOT_STARTED,
    STUCK,
    TRIED_AGAIN,
)
from volteface.rosters.queries import standing_in
from volteface.timetable.queries.audiences import seats_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.courses.models import Edition
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries.audiences import Seat

# In the order they are named: a sure error is the hardest to see for oneself.
STATES_TO_NAME = (MISCONCEIVED, STUCK, NOT_STARTED)
MOST_NAMES = 40


class Stood(NamedTuple):
    """A row of the states as it is stored, its answers left out."""

    subject_id: int
    state: str
    reason: str
    # JSON: it is read for the few who are named.
    numbers: str
    finished: bool
    # The digest of the current answers; nothing of none.
    mark: str

    @property
    def detail(self) -> dict[str, object]:
        """The reason's numbers."""
        found: dict[str, object] = json.loads(self.numbers)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The audience as it stands, by subject."""

    cycle_ids: tuple[int, ...]
    # What the viewer is to these learners; nothing where nobody looks, or for several audiences.
    role: str = ""
    seats: Mapping[int, Seat]
    # Who has no row has not started.
    stood: Mapping[int, Stood]

    @property
    def groups(self) -> dict[int, int | None]:
        """The group each learner is in."""
        return {pk: seat.group_id for pk, seat in self.seats.items()}

    @property
    def digest(self) -> str:
        """The same as long as the same people have given the same answers."""
        marks = [f"{pk}:{row.mark}" for pk, row in self.stood.items() if row.mark]
        return sha256(f"{self.cycle_ids};{';'.join(marks)}".encode()).hexdigest()

    def answers(self) -> dict[int, str]:
        """The current answers of who has any, as tokens; megabytes in a full hall."""
        rows = ReadinessState.objects.filter(cycle_id__in=self.cycle_ids).exclude(mark="")
        found = rows.values_list("subject_id", "mark", "answers")
        return {
            pk: answers
            for pk, mark, answers in found
            if pk in self.stood and self.stood[pk].mark == mark
        }

    def at_state(self, state: str) -> list[Seat]:
        """The learners in one of the six states."""
        found = [self.seats[pk] for pk, row in self.stood.items() if row.state == state]
        if state == NOT_STARTED:
            found += [seat for pk, seat in self.seats.items() if pk not in self.stood]
        return found

    def at_sight(self, sight: str) -> list[Seat]:
        """The learners at a first-sight word."""
        states = [state for state, word in FIRST_SIGHT.items() if word == sight]
        return [seat for state in states for seat in self.at_state(state)]

    def by_sight(self) -> Counter[str]:
        """How many stand at each first-sight word."""
        found = Counter(not_started=len(self.seats) - len(self.stood))
        for state, count in Counter(row.state for row in self.stood.values()).items():
            found[FIRST_SIGHT[state]] += count
        return found


def standings(
    cycle: Cycle, *, at: dt.datetime, viewer: Subject | None = None, group: str = ""
) -> Standings:
    """The audience, or those of it whom ``viewer`` may see; who left it no longer counts.

    ``group`` is the code of one group to look at alone.
    """
    standing = standing_in(viewer, cycle.cohort, at) if viewer else None
    seats = {
        seat.subject_id: seat
        for seat in seats_of(cycle, at=at, standing=standing)
        if not group or seat.group_code == group
    }
    return Standings(
        cycle_ids=(cycle.pk,),
        role=standing.role if standing else "",
        seats=seats,
        stood={row[0]: Stood._make(row) for row in _stood(cycle.pk) if row[0] in seats},
    )


def together(parts: Sequence[Standings]) -> Standings:
    """Several audiences as one; who is in two of them counts once, as in the first."""
    if len(parts) == 1:
        return parts[0]
    seats: dict[int, Seat] = {}
    stood: dict[int, Stood] = {}
    for part in parts:
        stood |= {pk: row for pk, row in part.stood.items() if pk not in seats}
        seats |= {pk: seat for pk, seat in part.seats.items() if pk not in seats}
    return Standings(
        cycle_ids=tuple(pk for part in parts for pk in part.cycle_ids), seats=seats, stood=stood
    )


def names_in(
    parts: Sequence[tuple[str, Standings]], sight: str, beliefs: Mapping[str, str]
) -> tuple[tuple[PersonView, ...], int]:
    """The first so many learners at a sight by name, the sure errors first, and how many more.

    Of several ``parts`` each person's is said by its name, beside their group.
    """
    if not parts:
        return (), 0
    here = together([part for _name, part in parts])
    people: list[PersonView] = []
    for state in (state for state in STATES_TO_NAME if FIRST_SIGHT[state] == sight):
        left = MOST_NAMES - len(people)
        first = nsmallest(left, here.at_state(state), key=lambda s: (s.name or "", s.place_id))
        people += [_person(seat, here.stood.get(seat.subject_id), beliefs) for seat in first]
    if len(parts) > 1:
        people = [_of(one, parts) for one in people]
    return tuple(people), len(here.at_sight(sight)) - len(people)


def _of(person: PersonView, parts: Sequence[tuple[str, Standings]]) -> PersonView:
    part = next(name for name, part in parts if person.subject_id in part.seats)
    return replace(person, group=" · ".join(filter(None, (part, person.group))))


def steps_stuck_at(here: Standings, edition: Edition | None) -> tuple[StepCount, ...]:
    """The steps at which people are stuck, the fullest first."""
    details = Counter(
        row.numbers
        for row in here.stood.values()
        if row.state == STUCK and row.reason == TRIED_AGAIN
    )
    counted: Counter[str] = Counter()
    for numbers, count in details.items():
        counted[str(json.loads(numbers).get("step", ""))] += count
    if not counted:
        return ()
    titles = dict(EditionStep.objects.filter(edition=edition).values_list("key", "title"))
    return tuple(
        StepCount(title=titles[key], count=count)
        for key, count in counted.most_common()
        if key in titles
    )


_stood = Prepared(
    lambda cycle: (
        ReadinessState.objects.filter(cycle=cycle)
        .order_by("subject_id")
        .values_list("subject_id", "state", "reason", "detail", "finished", "mark")
    )
)


def _person(seat: Seat, row: Stood | None, beliefs: Mapping[str, str]) -> PersonView:
    view = state_view(seat.subject_id, row, beliefs)
    return PersonView(
        subject_id=seat.subject_id,
        name=seat.name or "",
        group=seat.group_name or "",
        state=view.state,
        shape=view.shape,
        reason=view.teacher_reason,
    )

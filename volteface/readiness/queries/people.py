"""Who stands where in a cycle, cut to the learners somebody may see (T03)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Q

from volteface.courses.models import EditionStep
from volteface.readiness.models import ReadinessState
from volteface.readiness.queries.sheet import PersonView, StepCount
from volteface.readiness.queries.worded import state_view
from volteface.readiness.rules.states import FIRST_SIGHT, MISCONCEIVED, NOT_STARTED, STUCK
from volteface.rosters.models import Membership
from volteface.timetable.queries import audience_of, audience_visible_to

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from volteface.accounts.models import Subject
    from volteface.courses.models import Edition
    from volteface.readiness.queries.worded import StateView
    from volteface.timetable.models import Cycle

# In the order they are named: a sure error is the hardest to see for oneself.
STATES_TO_NAME = (MISCONCEIVED, STUCK, NOT_STARTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The audience as it stands, by subject."""

    cycle_id: int
    # The group each learner is in.
    groups: Mapping[int, int | None]
    states: Mapping[int, str]
    # The digest of the current answers of who has any.
    marks: Mapping[int, str]

    @property
    def digest(self) -> str:
        """The same as long as the same people have given the same answers."""
        return sha256(repr(sorted(self.marks.items())).encode()).hexdigest()

    def answers(self) -> dict[int, str]:
        """The current answers of who has any, as tokens; megabytes in a full hall."""
        rows = ReadinessState.objects.filter(cycle_id=self.cycle_id).exclude(mark="")
        found = rows.values_list("subject_id", "answers")
        return {pk: answers for pk, answers in found if pk in self.marks}

    def at_sight(self, sight: str) -> list[int]:
        """The subjects at a first-sight word."""
        return [pk for pk in self.groups if FIRST_SIGHT[self.states.get(pk, NOT_STARTED)] == sight]

    def by_sight(self) -> Counter[str]:
        """How many stand at each first-sight word."""
        return Counter(FIRST_SIGHT[self.states.get(pk, NOT_STARTED)] for pk in self.groups)


def standings(
    cycle: Cycle, *, at: dt.datetime, viewer: Subject | None = None, group: str = ""
) -> Standings:
    """The audience, or those of it whom ``viewer`` may see; who left it no longer counts.

    ``group`` is the code of one group to look at alone.
    """
    audience = audience_visible_to(viewer, cycle, at) if viewer else audience_of(cycle, at=at)
    if group:
        audience = audience.filter(group__code=group)
    groups = dict(audience.order_by().values_list("subject_id", "group_id"))
    rows = ReadinessState.objects.filter(cycle=cycle).values_list("subject_id", "state", "mark")
    here = [row for row in rows if row[0] in groups]
    return Standings(
        cycle_id=cycle.pk,
        groups=groups,
        states={pk: state for pk, state, _mark in here},
        marks={pk: mark for pk, _state, mark in here if mark},
    )


def names_of(
    cycle: Cycle, here: Standings, sight: str, beliefs: Mapping[str, str], *, most: int
) -> tuple[PersonView, ...]:
    """The first so many learners at a sight by name, the sure errors first; few queries."""
    people: list[PersonView] = []
    for state in (state for state in STATES_TO_NAME if FIRST_SIGHT[state] == sight):
        some = any(here.states.get(pk, NOT_STARTED) == state for pk in here.groups)
        if some and len(people) < most:
            people += _named(cycle, here, state, beliefs, most - len(people))
    return tuple(people)


def _named(
    cycle: Cycle, here: Standings, state: str, beliefs: Mapping[str, str], most: int
) -> list[PersonView]:
    # The state is asked of the database: the numbers of a thousand people make a slow question.
    standing = ReadinessState.objects.filter(cycle=cycle)
    elsewhere = standing.exclude(state=NOT_STARTED)
    who = (
        ~Q(subject__in=elsewhere.values("subject"))
        if state == NOT_STARTED
        else Q(subject__in=standing.filter(state=state).values("subject"))
    )
    groups = set(here.groups.values())
    if None not in groups:
        who &= Q(group__in=groups)
    members = (
        Membership.objects.filter(
            who,
            cohort_id=cycle.cohort_id,
            role=Membership.Role.LEARNER,
            left_at__isnull=True,
        )
        .select_related("subject__person", "group")
        .order_by("subject__person__name", "pk")
    )
    seen = (row for row in members.iterator(chunk_size=100) if row.subject_id in here.groups)
    places = list(islice(seen, most))
    shown = [place.subject_id for place in places]
    rows = ReadinessState.objects.filter(cycle=cycle, subject_id__in=shown).defer("answers")
    by_subject = {row.subject_id: row for row in rows}
    return [
        _person(place, state_view(place.subject_id, by_subject.get(place.subject_id), beliefs))
        for place in places
    ]


def steps_stuck_at(
    cycle: Cycle, edition: Edition | None, subject_ids: Collection[int]
) -> tuple[StepCount, ...]:
    """The steps at which people are stuck, the fullest first."""
    wanted = set(subject_ids)
    rows = ReadinessState.objects.filter(cycle=cycle, state=STUCK, reason="tried_again")
    counted = Counter(
        str(detail.get("step", ""))
        for subject, detail in rows.values_list("subject_id", "detail")
        if subject in wanted
    )
    if not counted:
        return ()
    titles = dict(EditionStep.objects.filter(edition=edition).values_list("key", "title"))
    return tuple(
        StepCount(title=titles[key], count=count)
        for key, count in counted.most_common()
        if key in titles
    )


def _person(place: Membership, view: StateView) -> PersonView:
    person = place.subject.person
    return PersonView(
        subject_id=place.subject_id,
        name=person.name if person else "",
        group=place.group.name if place.group else "",
        state=view.state,
        shape=view.shape,
        reason=view.teacher_reason,
    )

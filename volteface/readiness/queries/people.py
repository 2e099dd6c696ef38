"""Who stands where in a cycle, cut to the learners somebody may see (T03)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

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

    # The group each learner is in.
    groups: Mapping[int, int | None]
    states: Mapping[int, str]
    # The current answers of who has any, as tokens.
    answers: Mapping[int, str]

    def at_sight(self, sight: str) -> list[int]:
        """The subjects at a first-sight word."""
        return [pk for pk in self.groups if FIRST_SIGHT[self.states.get(pk, NOT_STARTED)] == sight]

    def by_sight(self) -> Counter[str]:
        """How many stand at each first-sight word."""
        return Counter(FIRST_SIGHT[self.states.get(pk, NOT_STARTED)] for pk in self.groups)


def standings(cycle: Cycle, *, at: dt.datetime, viewer: Subject | None = None) -> Standings:
    """The audience, or those of it whom ``viewer`` may see; who left it no longer counts."""
    audience = audience_visible_to(viewer, cycle, at) if viewer else audience_of(cycle, at=at)
    groups = dict(audience.order_by().values_list("subject_id", "group_id"))
    rows = ReadinessState.objects.filter(cycle=cycle).values_list("subject_id", "state", "answers")
    here = [row for row in rows if row[0] in groups]
    return Standings(
        groups=groups,
        states={pk: state for pk, state, _answers in here},
        answers={pk: answers for pk, _state, answers in here if answers},
    )


def names_of(
    cycle: Cycle, here: Standings, sight: str, beliefs: Mapping[str, str], *, most: int
) -> tuple[PersonView, ...]:
    """The first so many learners at a sight by name, the sure errors first; few queries."""
    people: list[PersonView] = []
    for state in (state for state in STATES_TO_NAME if FIRST_SIGHT[state] == sight):
        wanted = [pk for pk in here.groups if here.states.get(pk, NOT_STARTED) == state]
        if wanted and len(people) < most:
            people += _named(cycle, wanted, beliefs, most - len(people))
    return tuple(people)


def _named(
    cycle: Cycle, wanted: Collection[int], beliefs: Mapping[str, str], most: int
) -> list[PersonView]:
    places = list(
        Membership.objects.filter(
            cohort_id=cycle.cohort_id,
            role=Membership.Role.LEARNER,
            left_at__isnull=True,
            subject_id__in=wanted,
        )
        .select_related("subject__person", "group")
        .order_by("subject__person__name", "pk")[:most]
    )
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

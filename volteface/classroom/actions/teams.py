"""Make a meeting's teams, change them by hand and on the day, take changes back.

Every change is one step from who is where to who is where; what it changed is kept to be undone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.classroom.actions.rooms import tell_teams
from volteface.classroom.dealing import deal
from volteface.classroom.errors import NoTeams, TeamsAreLocked
from volteface.classroom.models import Team, TeamPlace, TeamPlan
from volteface.classroom.queries.team_facts import (
    candidates_of,
    expected_in,
    joined_in,
    last_teams,
    wishes_of,
)
from volteface.classroom.rules.reflow import reflow
from volteface.classroom.rules.teams import Candidate
from volteface.core import worker
from volteface.rosters.queries import learners_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

_MOST_STEPS = 12
# How teams were made, of what undoing gives back.
_MADE = ("size", "groups", "question_id", "names_shown")
NOWHERE = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody is: the number of their team, 0 for none."""

    team: int
    is_absent: bool = False


type Places = dict[int, Spot]


def make_teams(
    cycle: Cycle,
    *,
    size: int,
    groups: str,
    question: QuestionVersion | None,
    names_shown: bool = True,
    by: Subject | None,
    at: dt.datetime,
) -> TeamPlan:
    """New teams of everybody the meeting is for; made again they are others.

    Who was marked absent stays so. Refused while the teams are locked.
    """
    # Longer because a plan that is there is changed, and one that is not is made.
    plan = TeamPlan.objects.filter(cycle=cycle).first()
    if plan is not None and plan.locked_at is not None:
        raise TeamsAreLocked(_("The teams are locked. Open them before making others."))
    fresh = TeamPlan(
        cycle=cycle,
        seed=plan.seed + 1 if plan else cycle.pk,
        size=size,
        groups=groups,
        question=question,
    )
    before = _places(plan) if plan else {}
    absent = {key for key, spot in before.items() if spot.is_absent}
    known = candidates_of(cycle, question)
    people = [known[key] for key in sorted(expected_in(cycle) - absent) if key in known]
    teams = _dealt(fresh, people)
    after = {key: Spot(number) for number, team in teams.items() for key in team}
    made = {name: getattr(plan, name) for name in _MADE} if plan else {}
    with transaction.atomic():
        plan, _new = TeamPlan.objects.update_or_create(
            cycle=cycle,
            defaults={
                "seed": fresh.seed,
                "size": size,
                "groups": groups,
                "question": question,
                "names_shown": names_shown,
                "made_at": at,
            },
        )
        after |= dict.fromkeys(absent, Spot(NOWHERE, is_absent=True))
        _write(plan, after, at=at, made=made)
        record(by, "make_teams", noun="teams", code=plan.code, at=at, detail={"teams": len(teams)})
    return plan


def move_people(
    cycle: Cycle, subjects: Collection[int], *, to: int, by: Subject | None, at: dt.datetime
) -> TeamPlan:
    """Put these people into team ``to``; 0 makes a new one.

    Learners of the cohort who are in none yet, too: who was enrolled since, or came along.
    """
    with transaction.atomic():
        plan = _held(cycle)
        places = _places(plan)
        number = to or _free_number(places)
        new = learners_of(cycle.cohort).filter(subject__in=set(subjects) - places.keys())
        for key in (set(subjects) & places.keys()) | set(new.values_list("subject_id", flat=True)):
            places[key] = Spot(number)
        _change(plan, places, "move_people", by=by, at=at)
    return plan


def mark_absent(
    cycle: Cycle, subjects: Collection[int], *, by: Subject | None, at: dt.datetime
) -> TeamPlan:
    """These people are not there; the rest of a team that falls under three goes to others."""
    with transaction.atomic():
        plan = _held(cycle)
        places = _places(plan)
        gone = {key for key in subjects if key in places and not places[key].is_absent}
        # Whoever was enrolled since has no place yet.
        never = (set(subjects) - places.keys()) & expected_in(cycle)
        after = _reflowed(plan, places, gone=gone, late=set())
        after |= dict.fromkeys(never, Spot(NOWHERE, is_absent=True))
        _change(plan, after, "mark_absent", by=by, at=at)
    return plan


def take_in(
    cycle: Cycle, subjects: Collection[int], *, by: Subject | None, at: dt.datetime
) -> TeamPlan:
    """These people came after all: their own team takes them back, or one that has room."""
    with transaction.atomic():
        plan = _held(cycle)
        places = _places(plan)
        late = set(subjects) - {key for key, spot in places.items() if _is_in(spot)}
        _change(plan, _reflowed(plan, places, gone=set(), late=late), "take_in", by=by, at=at)
    return plan


def take_from_room(cycle: Cycle, *, by: Subject | None, at: dt.datetime) -> TeamPlan:
    """Who joined the meeting's room is there, everybody else is not."""
    came = joined_in(cycle)
    with transaction.atomic():
        plan = _held(cycle)
        places = _places(plan)
        there = {key for key, spot in places.items() if not spot.is_absent}
        late = came - {key for key in there if _is_in(places[key])}
        after = _reflowed(plan, places, gone=there - came, late=late)
        _change(plan, after, "take_from_room", by=by, at=at)
    return plan


def lock_teams(cycle: Cycle, *, by: Subject | None, at: dt.datetime) -> TeamPlan:
    """Learners see their teams from now on, and nobody makes others by mistake."""
    with transaction.atomic():
        plan = _held(cycle)
        plan.locked_at = at
        plan.save(update_fields=["locked_at"])
        record(by, "lock_teams", noun="teams", code=plan.code, at=at)
        tell_teams(cycle, at=at)
    return plan


def open_teams(cycle: Cycle, *, by: Subject | None, at: dt.datetime) -> TeamPlan:
    """Learners no longer see them; they may be made again."""
    with transaction.atomic():
        plan = _held(cycle)
        plan.locked_at = None
        plan.save(update_fields=["locked_at"])
        plan.places.exclude(moved_at=None).update(moved_at=None)
        record(by, "open_teams", noun="teams", code=plan.code, at=at)
        tell_teams(cycle, at=at)
    return plan


def undo_teams(cycle: Cycle, *, by: Subject | None, at: dt.datetime) -> TeamPlan:
    """Take the last change back; nothing happens where there is none."""
    with transaction.atomic():
        plan = _held(cycle)
        if not plan.undo:
            return plan
        step, places = plan.undo[-1], _places(plan)
        for key, spot in step["places"].items():
            if spot is None:
                places.pop(int(key), None)
            else:
                places[int(key)] = Spot(spot[0], is_absent=bool(spot[1]))
        steps = plan.undo[:-1]
        _change(plan, places, "undo_teams", by=by, at=at)
        plan.undo = steps
        for name, value in step["made"].items():
            setattr(plan, name, value)
        plan.save(update_fields=["undo", *_MADE])
        # Whoever is back where they were has not changed teams.
        back = [int(key) for key in step["places"]]
        plan.places.filter(subject__in=back).update(moved_at=None)
    return plan


def _dealt(plan: TeamPlan, people: Sequence[Candidate]) -> Mapping[int, Sequence[int]]:
    """The teams these people get, by number: new ones, or those of the last meeting."""
    if plan.groups != TeamPlan.Groups.SAME:
        return dict(enumerate(worker.compute(deal, people, wishes_of(plan), plan.seed), start=1))
    before = last_teams(plan.cycle)
    was, here = {key for team in before.values() for key in team}, {one.key for one in people}
    gone, late = was - here, sorted(here - was)
    return reflow(before, gone=gone, late=late, people=people, wishes=wishes_of(plan))


def _held(cycle: Cycle) -> TeamPlan:
    """The plan, held until the change is written."""
    plan = TeamPlan.objects.select_for_update(of=("self",)).filter(cycle=cycle).first()
    if plan is None:
        raise NoTeams(_("This meeting has no teams yet."))
    plan.cycle = cycle
    return plan


def _places(plan: TeamPlan) -> Places:
    rows = TeamPlace.objects.filter(plan=plan)
    return {
        key: Spot(number or NOWHERE, is_absent=absent)
        for key, number, absent in rows.values_list("subject_id", "team__number", "is_absent")
    }


def _is_in(spot: Spot) -> bool:
    return spot.team != NOWHERE and not spot.is_absent


def _free_number(places: Places) -> int:
    taken = {spot.team for spot in places.values()}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def _reflowed(plan: TeamPlan, places: Places, *, gone: set[int], late: set[int]) -> Places:
    """Everybody's place once some have gone and others have come.

    Whoever has left the cohort is gone, too.
    """
    known = candidates_of(plan.cycle, plan.question)
    late = late & known.keys()
    gone = gone | {key for key, spot in places.items() if _is_in(spot) and key not in known}
    teams: dict[int, list[int]] = {}
    for key, spot in places.items():
        if _is_in(spot):
            teams.setdefault(spot.team, []).append(key)
    unknown = [Candidate(key=key) for key in places if key not in known]
    after = reflow(
        teams,
        gone=gone,
        late=sorted(late),
        back={key: places[key].team for key in late if key in places},
        people=[*known.values(), *unknown],
        wishes=wishes_of(plan),
    )
    moved = {key: Spot(number) for number, team in after.items() for key in team}
    left = {key: replace(places[key], is_absent=True) for key in gone}
    return places | left | moved


def _change(
    plan: TeamPlan, after: Places, verb: str, *, by: Subject | None, at: dt.datetime
) -> None:
    _write(plan, after, at=at)
    record(by, verb, noun="teams", code=plan.code, at=at)
    if plan.locked_at is not None:
        tell_teams(plan.cycle, at=at)


def _write(
    plan: TeamPlan, after: Places, *, at: dt.datetime, made: Mapping[str, object] | None = None
) -> None:
    """Make ``after`` true: teams nobody is in go, what differs is noted to be undone.

    ``made`` is how the teams before were made, where that changes, too.
    """
    numbers = {spot.team for spot in after.values() if _is_in(spot)}
    # Whose team is gone has none to come back to.
    after = {
        key: spot if spot.team in numbers else replace(spot, team=NOWHERE)
        for key, spot in after.items()
    }
    before = _places(plan)
    if after == before:
        return
    if before:
        _note(plan, before, after, made or {})
    teams = _teams(plan, numbers)
    TeamPlace.objects.filter(plan=plan, subject__in=before.keys() - after.keys()).delete()
    changed = []
    for row in TeamPlace.objects.filter(plan=plan):
        old, new = before[row.subject_id], after[row.subject_id]
        if old != new:
            row.team, row.is_absent = teams.get(new.team), new.is_absent
            if plan.locked_at is not None and old.team != new.team:
                row.moved_at = None if new.is_absent else at
            changed.append(row)
    TeamPlace.objects.bulk_update(changed, ["team", "is_absent", "moved_at"], batch_size=200)
    TeamPlace.objects.bulk_create(
        TeamPlace(
            plan=plan,
            subject_id=key,
            team=teams.get(after[key].team),
            is_absent=after[key].is_absent,
        )
        for key in sorted(after.keys() - before.keys())
    )
    plan.teams.exclude(number__in=numbers).delete()


def _note(plan: TeamPlan, before: Places, after: Places, made: Mapping[str, object]) -> None:
    """Keep what this change changes, to be undone."""
    places = {
        str(key): [before[key].team, before[key].is_absent] if key in before else None
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }
    step = {"places": places, "made": dict(made)}
    plan.undo = [*plan.undo, step][-_MOST_STEPS:]
    plan.save(update_fields=["undo"])


def _teams(plan: TeamPlan, numbers: set[int]) -> dict[int, Team]:
    """The rows of these teams, made where they are missing."""
    there = {team.number: team for team in plan.teams.all()}
    Team.objects.bulk_create(
        Team(plan=plan, number=number) for number in sorted(numbers - there.keys())
    )
    return {team.number: team for team in plan.teams.filter(number__in=numbers)}

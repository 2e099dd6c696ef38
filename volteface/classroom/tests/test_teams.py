"""Teams in a meeting: made, changed on the day, taken back, and who may see what of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from volteface.classroom.actions.joining import join_as_member
from volteface.classroom.actions.seats import set_seats
from volteface.classroom.actions.teams import (
    lock_teams,
    make_teams,
    mark_absent,
    move_people,
    open_teams,
    take_from_room,
    take_in,
    undo_teams,
)
from volteface.classroom.errors import NoTeams, TeamsAreLocked
from volteface.classroom.models import TeamPlace, TeamPlan
from volteface.classroom.queries.team_facts import met_before
from volteface.classroom.queries.teams import number_of_teams, team_of, team_sizes, teams_of
from volteface.classroom.rules.seats import Spot
from volteface.classroom.testing import DURING, Held, answer, build_room
from volteface.learning.actions import ensure_preparation_draw
from volteface.readiness.models import ReadinessState
from volteface.rosters.actions import enrol
from volteface.timetable.testing import AT, MEETING, build_cycle, build_module, build_person

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle

GROUPS = TeamPlan.Groups


def test_everybody_expected_gets_a_team_and_others_when_made_again(
    cycle: Cycle, people: list[Subject]
) -> None:
    _make(cycle)
    first = _state(cycle)
    assert sorted(first) == sorted(one.pk for one in people)
    assert number_of_teams(cycle) == 3
    # There is nothing yet to take back.
    assert undo_teams(cycle, by=None, at=AT).undo == []
    _make(cycle, size=6, groups=GROUPS.TOGETHER)
    assert _state(cycle) != first
    plan = undo_teams(cycle, by=None, at=AT)
    plan.refresh_from_db()
    assert _state(cycle) == first
    assert (plan.size, plan.groups) == (4, "mixed")


def test_groups_stay_or_mix_as_the_teacher_likes(cycle: Cycle) -> None:
    _make(cycle, groups=GROUPS.TOGETHER, size=3)
    assert all(len(team.groups) == 1 for team in teams_of(cycle))
    _make(cycle, groups=GROUPS.MIXED, size=3)
    assert all(len(team.groups) == 2 for team in teams_of(cycle))


def test_a_ready_member_and_different_answers_in_each_team(
    taught: tuple[Held, list[Subject]],
) -> None:
    held, people = taught
    draw = ensure_preparation_draw(held.cycle, at=AT)
    assert draw is not None
    for number, subject in enumerate(people):
        answer(subject, draw, held.versions[0], right=number % 2 == 0, at=AT)
    ready = people[:3]
    ReadinessState.objects.bulk_create(
        ReadinessState(
            cycle=held.cycle, subject=one, state="ready", reason="mostly_right", computed_at=AT
        )
        for one in ready
    )
    plan = make_teams(
        held.cycle, size=4, groups=GROUPS.MIXED, question=held.versions[0], by=None, at=AT
    )
    teams = teams_of(held.cycle)
    of = {one.subject_id: team.number for team in teams for one in team.members}
    assert {of[one.pk] for one in ready} == {1, 2, 3}
    right = {one.pk for one in people[::2]}
    assert all(0 < len(right & {one.subject_id for one in team.members}) < 4 for team in teams)
    assert plan.question == held.versions[0]


def test_people_do_not_meet_again_the_week_after(taught: tuple[Held, list[Subject]]) -> None:
    held, _people = taught
    _make(held.cycle, size=3)
    module = build_module(held.world.module.course, key="later")
    later = build_cycle(held.world, module=module, starts_at=MEETING + dt.timedelta(weeks=1))
    met = met_before(later)
    assert len(met) == 4 * 3
    assert met_before(held.cycle) == {}
    _make(later, size=3)
    pairs = {
        (min(a.subject_id, b.subject_id), max(a.subject_id, b.subject_id))
        for team in teams_of(later)
        for a in team.members
        for b in team.members
        if a is not b
    }
    assert not pairs & met.keys()


def test_the_same_teams_again_with_who_is_new_and_without_who_left(
    taught: tuple[Held, list[Subject]],
) -> None:
    held, people = taught
    _make(held.cycle, size=4)
    mark_absent(held.cycle, [people[0].pk], by=None, at=DURING)
    before = _state(held.cycle)
    module = build_module(held.world.module.course, key="later")
    later = build_cycle(held.world, module=module, starts_at=MEETING + dt.timedelta(weeks=1))
    newcomer = build_person("Nina New")
    enrol(held.world.cohort, subject=newcomer, role="learner", group=None, by=None, at=AT)
    _make(later, groups=GROUPS.SAME)
    after = _state(later)
    # Whoever was absent last week is back among their own.
    assert {key: after[key] for key in before} == before
    assert set(after) == {*before, people[0].pk, newcomer.pk}


def test_absent_people_leave_and_come_back_to_their_team(cycle: Cycle) -> None:
    _make(cycle)
    before = _state(cycle)
    [one, *_others] = [key for key, team in before.items() if team == 2]
    mark_absent(cycle, [one], by=None, at=DURING)
    assert _state(cycle) == {key: team for key, team in before.items() if key != one}
    [absent] = next(team.absent for team in teams_of(cycle) if team.number == 2)
    assert absent.subject_id == one
    # What is set out and counted goes by who is there.
    assert team_sizes(cycle) == (4, 3, 4)
    take_in(cycle, [one], by=None, at=DURING)
    assert _state(cycle) == before
    undo_teams(cycle, by=None, at=DURING)
    undo_teams(cycle, by=None, at=DURING)
    assert _state(cycle) == before


def test_a_team_that_falls_under_three_goes_into_the_others(cycle: Cycle) -> None:
    _make(cycle)
    before = _state(cycle)
    second = [key for key, team in before.items() if team == 2]
    mark_absent(cycle, second[:2], by=None, at=DURING)
    after = _state(cycle)
    assert number_of_teams(cycle) == 2
    assert {key for key in after if after[key] != before[key]} == set(second[2:])
    # Whoever comes to a team that is gone is put where there is room.
    take_in(cycle, second[:2], by=None, at=DURING)
    assert len(_state(cycle)) == 12
    undo_teams(cycle, by=None, at=DURING)
    undo_teams(cycle, by=None, at=DURING)
    assert _state(cycle) == before


def test_who_joined_the_room_is_there_and_nobody_else(taught: tuple[Held, list[Subject]]) -> None:
    held, people = taught
    _make(held.cycle)
    room = build_room(held)
    for one in people[2:]:
        join_as_member(room, subject=one, at=DURING)
    newcomer = build_person("Nina New")
    enrol(held.world.cohort, subject=newcomer, role="learner", group=held.world.red, by=None, at=AT)
    join_as_member(room, subject=newcomer, at=DURING)
    take_from_room(held.cycle, by=None, at=DURING)
    assert set(_state(held.cycle)) == {one.pk for one in (*people[2:], newcomer)}
    assert TeamPlace.objects.filter(is_absent=True).count() == 2
    # Enrolled later still, and absent at once.
    other = build_person("Olga Other")
    enrol(held.world.cohort, subject=other, role="learner", group=held.world.red, by=None, at=AT)
    mark_absent(held.cycle, [other.pk, held.world.stranger.pk], by=None, at=DURING)
    assert TeamPlace.objects.filter(is_absent=True).count() == 3


def test_moving_by_hand_and_what_is_refused(cycle: Cycle, people: list[Subject]) -> None:
    with pytest.raises(NoTeams):
        move_people(cycle, [people[0].pk], to=1, by=None, at=AT)
    _make(cycle)
    move_people(cycle, [people[0].pk, people[1].pk], to=3, by=None, at=AT)
    assert _state(cycle)[people[0].pk] == _state(cycle)[people[1].pk] == 3
    move_people(cycle, [people[0].pk], to=0, by=None, at=AT)
    assert _state(cycle)[people[0].pk] == 4
    # Somebody who is in no place of this meeting is not put into one.
    move_people(cycle, [build_person("Sue Stranger").pk], to=1, by=None, at=AT)
    assert len(_state(cycle)) == 12
    # Who was enrolled since waits on the page, and goes where they are dragged.
    late = build_person("Lea Late")
    enrol(cycle.cohort, subject=late, role="learner", by=None, at=AT)
    move_people(cycle, [late.pk], to=3, by=None, at=AT)
    assert _state(cycle)[late.pk] == 3
    undo_teams(cycle, by=None, at=AT)
    assert late.pk not in _state(cycle)
    lock_teams(cycle, by=None, at=AT)
    with pytest.raises(TeamsAreLocked):
        _make(cycle)
    move_people(cycle, [people[0].pk], to=1, by=None, at=DURING)
    team = team_of(people[0], cycle)
    assert team is not None
    assert [one.has_moved for one in team.members if one.subject_id == people[0].pk] == [True]
    open_teams(cycle, by=None, at=DURING)
    assert not TeamPlace.objects.exclude(moved_at=None).exists()


def test_neighbours_get_the_same_team_and_its_rows(cycle: Cycle, people: list[Subject]) -> None:
    seats = {one.pk: Spot("ABC"[place // 4], place % 4 + 1) for place, one in enumerate(people)}
    set_seats(cycle, seats, by=None, at=AT)
    _make(cycle)
    assert all(len(team.rows) <= 2 for team in teams_of(cycle))
    first = team_of(people[0], cycle)
    assert first is not None
    assert first.rows[0] == "A"


def test_teams_are_read_with_as_many_queries_however_many(
    cycle: Cycle, django_assert_num_queries: object
) -> None:
    _make(cycle, size=3)
    with django_assert_num_queries(4):  # type: ignore[operator]  # the plugin's fixture
        assert len(teams_of(cycle)) == 4


def _make(cycle: Cycle, *, size: int = 4, groups: str = GROUPS.MIXED) -> None:
    make_teams(cycle, size=size, groups=groups, question=None, by=None, at=AT)


def _state(cycle: Cycle) -> dict[int, int]:
    return {one.subject_id: team.number for team in teams_of(cycle) for one in team.members}

"""Planning, publishing, moving and calling off: what changes, what is refused, who is woken."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.once import copy_of, once
from volteface.accounts.models import AuditEntry
from volteface.rosters.actions import suspend_membership
from volteface.rosters.models import Membership
from volteface.timetable import actions, events, queries
from volteface.timetable.errors import AlreadyPlanned, BadTimes, MeetingIsOver, NothingToLearn
from volteface.timetable.models import Cycle
from volteface.timetable.queries.rows import cycle_by_id
from volteface.timetable.testing import AT, MEETING, World, build_cycle, build_module, build_world

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


_world = once(build_world)


@pytest.fixture
def world(_world: World, db: None) -> World:
    return copy_of(_world)


def codes(views: list[queries.CycleView]) -> list[str]:
    return [view.cycle.code for view in views]


def test_a_draft_is_for_staff_only(world: World) -> None:
    cycle = build_cycle(world, published=False)
    assert codes(queries.cycles_of(world.teacher, AT)) == [cycle.code]
    assert codes(queries.cycles_of(world.tutor, AT)) == [cycle.code]
    assert queries.cycles_of(world.ann, AT) == []
    with pytest.raises(queries.Missing):
        queries.cycle_for(world.ann, cycle.code, at=AT)


def test_publishing_shows_the_dates_to_its_audience(world: World) -> None:
    cycle = build_cycle(world, group=world.blue)
    assert queries.cycle_for(world.ann, cycle.code, at=AT).role == "learner"
    assert queries.cycle_for(world.teacher, cycle.code, at=AT).role == "teacher"
    assert queries.cycle_for(world.tutor, cycle.code, at=AT).role == "tutor"
    assert queries.cycle_for(world.administrator, cycle.code, at=AT).role == "manager"
    for outsider in (world.bob, world.stranger):
        with pytest.raises(queries.Missing):
            queries.cycle_for(outsider, cycle.code, at=AT)


def test_a_tutor_of_one_group_does_not_see_another(world: World) -> None:
    cycle = build_cycle(world, group=world.red)
    assert queries.cycles_of(world.tutor, AT) == []
    with pytest.raises(queries.Missing):
        queries.cycle_for(world.tutor, cycle.code, at=AT)


def test_all_groups_share_a_series_and_keep_their_own_times(world: World) -> None:
    cycles = actions.plan_cycles(
        world.module,
        cohort=world.cohort,
        groups=[world.blue, world.red],
        starts_at=MEETING,
        minutes=60,
        slot=(MEETING - 2 * DAY, 20),
        starts={world.red.pk: MEETING + DAY},
        by=world.teacher,
        at=AT,
    )
    assert len({cycle.series for cycle in cycles}) == 1
    blue, red = (queries.dates_of(cycle) for cycle in cycles)
    assert red.meeting_starts_at - blue.meeting_starts_at == DAY
    assert red.gap == blue.gap


def test_a_person_in_two_audiences_has_one_cycle(world: World) -> None:
    whole = build_cycle(world)
    assert codes(queries.cycles_of(world.ann, AT)) == [whole.code]
    own = build_cycle(world, group=world.blue)
    assert codes(queries.cycles_of(world.ann, AT)) == [own.code]
    assert codes(queries.cycles_of(world.bob, AT)) == [whole.code]
    assert {each.subject for each in queries.audience_of(whole, at=AT)} == {world.bob}
    with pytest.raises(queries.Missing):
        queries.cycle_for(world.ann, whole.code, at=AT)


def test_the_same_audience_is_not_planned_twice(world: World) -> None:
    cycle = build_cycle(world)
    with pytest.raises(AlreadyPlanned):
        build_cycle(world)
    actions.cancel_meeting(cycle.meeting, by=world.teacher, at=AT)
    build_cycle(world)
    with pytest.raises(AlreadyPlanned):
        actions.restore_meeting(cycle.meeting, by=world.teacher, at=AT)


def test_a_module_without_an_edition_is_not_published(world: World) -> None:
    draft = build_module(world.cohort.course, key="interleaving", published=False)
    with pytest.raises(NothingToLearn):
        build_cycle(world, module=draft)


def test_moving_moves_everything_and_grows_the_sequences(world: World) -> None:
    cycle = build_cycle(world)
    before = queries.dates_of(cycle_by_id(cycle.pk))
    actions.move_meeting(cycle.meeting, starts_at=MEETING + 7 * DAY, by=world.teacher, at=AT)
    moved = cycle_by_id(cycle.pk)
    after = queries.dates_of(moved)
    for name in ("soft_at", "closes_at", "slot_starts_at", "delayed_check_at", "meeting_ends_at"):
        assert getattr(after, name) - getattr(before, name) == 7 * DAY
    assert moved.meeting.sequence == 1
    assert [slot.sequence for slot in moved.slots.all()] == [1]
    assert moved.meeting.uid == cycle.meeting.uid
    assert AuditEntry.objects.filter(verb="move", code=cycle.meeting.code).count() == 1


def test_moving_across_a_clock_change_keeps_the_hour_of_the_slot(world: World) -> None:
    cycle = build_cycle(world)
    # From winter to summer time: 10:00 in Paris is now 8:00 in UTC.
    summer = dt.datetime(2026, 4, 2, 8, tzinfo=dt.UTC)
    actions.move_meeting(cycle.meeting, starts_at=summer, by=world.teacher, at=AT)
    dates = queries.dates_of(cycle_by_id(cycle.pk))
    assert dates.slot_starts_at == summer - 2 * DAY


def test_moving_to_where_it_is_changes_nothing(world: World) -> None:
    cycle = build_cycle(world)
    actions.move_meeting(cycle.meeting, starts_at=MEETING, by=world.teacher, at=AT)
    assert cycle_by_id(cycle.pk).meeting.sequence == 0


def test_a_pinned_closing_stays_when_the_meeting_moves(world: World) -> None:
    cycle = build_cycle(world)
    pinned = MEETING - DAY
    actions.pin_closing(cycle, pinned, by=world.teacher, at=AT)
    actions.move_meeting(cycle.meeting, starts_at=MEETING + DAY, by=world.teacher, at=AT)
    assert queries.dates_of(cycle_by_id(cycle.pk)).closes_at == pinned
    actions.pin_closing(cycle, None, by=world.teacher, at=AT)
    assert queries.dates_of(cycle_by_id(cycle.pk)).closes_at != pinned


def test_what_has_begun_stays(world: World) -> None:
    cycle = build_cycle(world)
    with pytest.raises(MeetingIsOver):
        actions.move_meeting(cycle.meeting, starts_at=MEETING + DAY, by=None, at=MEETING)
    with pytest.raises(MeetingIsOver):
        actions.cancel_meeting(cycle.meeting, by=None, at=MEETING)
    with pytest.raises(BadTimes):
        actions.move_meeting(cycle.meeting, starts_at=AT - DAY, by=None, at=AT)
    with pytest.raises(BadTimes):
        actions.move_meeting(cycle.meeting, starts_at=MEETING, minutes=1000, by=None, at=AT)


def test_a_slot_after_the_meeting_is_refused(world: World) -> None:
    for slot, minutes in (((MEETING + DAY, 20), 60), (None, 0)):
        with pytest.raises(BadTimes):
            actions.plan_cycles(
                world.module,
                cohort=world.cohort,
                starts_at=MEETING,
                minutes=minutes,
                slot=slot,
                by=None,
                at=AT,
            )


def test_calling_off_and_taking_back(world: World) -> None:
    cycle = build_cycle(world)
    actions.cancel_meeting(cycle.meeting, by=world.teacher, at=AT)
    actions.cancel_meeting(cycle.meeting, by=world.teacher, at=AT)
    view = queries.cycle_for(world.ann, cycle.code, at=AT)
    assert view.is_cancelled
    assert view.meeting.sequence == 1
    actions.restore_meeting(view.meeting, by=world.teacher, at=AT)
    view = queries.cycle_for(world.ann, cycle.code, at=AT)
    assert view.cycle.state == Cycle.State.PUBLISHED
    assert view.meeting.sequence == 2


def test_an_extension_is_one_learners_own_closing(world: World) -> None:
    cycle = build_cycle(world)
    closes_at = queries.dates_of(cycle).closes_at
    with pytest.raises(BadTimes):
        actions.extend(cycle, world.ann, closes_at=closes_at, by=None, at=AT)
    given = actions.extend(cycle, world.ann, closes_at=MEETING + DAY, by=None, at=AT)
    assert queries.closes_at_for(cycle, world.ann) == MEETING + DAY
    assert queries.closes_at_for(cycle, world.bob) == closes_at
    assert queries.cycles_of(world.ann, AT)[0].closes_at == MEETING + DAY
    actions.withdraw_extension(given, by=None, at=AT)
    assert queries.closes_at_for(cycle, world.ann) == closes_at


def test_a_slot_is_changed_given_back_and_reserved_again(world: World) -> None:
    cycle = build_cycle(world)
    uid = cycle.slots.get().uid
    actions.change_slot(cycle, (MEETING - DAY, 30), by=world.teacher, at=AT)
    assert (cycle.slots.get().uid, cycle.slots.get().sequence) == (uid, 1)
    actions.change_slot(cycle, None, by=world.teacher, at=AT)
    assert queries.dates_of(cycle_by_id(cycle.pk)).gap is None
    actions.change_slot(cycle, (MEETING - DAY, 30), by=world.teacher, at=AT)
    assert queries.dates_of(cycle_by_id(cycle.pk)).slot_starts_at == MEETING - DAY


def test_who_is_suspended_sees_nothing(world: World) -> None:
    cycle = build_cycle(world)
    place = Membership.objects.get(subject=world.ann)
    suspend_membership(place, by=world.teacher, at=AT)
    assert queries.cycles_of(world.ann, AT) == []
    with pytest.raises(queries.Missing):
        queries.cycle_for(world.ann, cycle.code, at=AT)


def test_events_wake_after_commit(
    world: World, django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[tuple[str, int]] = []
    for name in ("cycle_published", "meeting_moved", "meeting_cancelled", "meeting_restored"):
        event = getattr(events, name)
        monkeypatch.setattr(event, "_handlers", [lambda pk, name=name: woken.append((name, pk))])
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        cycle = build_cycle(world)
        actions.move_meeting(cycle.meeting, starts_at=MEETING + DAY, by=None, at=AT)
        actions.cancel_meeting(cycle.meeting, by=None, at=AT)
        actions.restore_meeting(cycle.meeting, by=None, at=AT)
    assert [name for name, _pk in woken] == [
        "cycle_published",
        "meeting_moved",
        "meeting_cancelled",
        "meeting_restored",
    ]
    assert {pk for _name, pk in woken} == {cycle.pk}

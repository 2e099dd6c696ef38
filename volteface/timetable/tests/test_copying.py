"""A cohort is copied to next year: every date is later by whole weeks, and everything a draft."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.accounts.models import Grant
from volteface.core import jobs
from volteface.messaging.models import OutboxMessage
from volteface.rosters.models import Cohort, Group, Membership
from volteface.timetable.actions import copying, plan_cycles
from volteface.timetable.actions.copying import copy_cohort
from volteface.timetable.errors import BadTimes
from volteface.timetable.models import Cycle, Meeting, Slot
from volteface.timetable.rules.copying import by_weeks, weeks_between
from volteface.timetable.testing import AT, MEETING, World, build_cycle, build_module, build_world

COPIED = (Cohort, Group, Cycle, Meeting, Slot, Membership, Grant)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def local(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(PARIS)


@pytest.mark.parametrize(
    ("first", "wanted", "weeks"),
    [
        (dt.date(2026, 3, 12), dt.date(2027, 3, 11), 52),
        (dt.date(2026, 3, 12), dt.date(2027, 3, 8), 52),
        (dt.date(2026, 3, 12), dt.date(2027, 3, 14), 52),
        (dt.date(2026, 3, 12), dt.date(2026, 3, 13), 0),
        (dt.date(2026, 3, 12), dt.date(2026, 3, 16), 1),
        (dt.date(2026, 3, 12), dt.date(2026, 3, 1), -2),
    ],
)
def test_a_date_means_its_week_and_the_weekday_stays(
    first: dt.date, wanted: dt.date, weeks: int
) -> None:
    assert weeks_between(first, wanted) == weeks
    assert (first + dt.timedelta(weeks=weeks)).weekday() == first.weekday()


def test_clocks_that_change_meanwhile_do_not_move_a_meeting() -> None:
    winter = dt.datetime(2026, 3, 12, 10, tzinfo=PARIS)
    summer = by_weeks(winter, 4, "Europe/Paris").astimezone(PARIS)
    assert (summer.date(), summer.hour) == (dt.date(2026, 4, 9), 10)


def test_a_copy_has_groups_teachers_and_drafts_but_no_learners(world: World) -> None:
    build_cycle(world)
    other = build_module(world.cohort.course, key="other")
    plan_cycles(
        other,
        cohort=world.cohort,
        groups=[world.blue, world.red],
        starts_at=MEETING,
        minutes=90,
        slot=None,
        starts={world.red.pk: MEETING + dt.timedelta(days=1)},
        by=world.teacher,
        at=AT,
    )
    OutboxMessage.objects.all().delete()
    copy = copy_cohort(world.cohort, title="Spring 2027", weeks=52, by=world.teacher, at=AT)
    assert copy.starts_on == world.cohort.starts_on + dt.timedelta(weeks=52)
    assert sorted(copy.groups.values_list("name", flat=True)) == ["Blue", "Red"]
    assert set(copy.memberships.values_list("role", flat=True)) == {Membership.Role.TEACHER}
    cycles = Cycle.objects.filter(cohort=copy).select_related("meeting", "group")
    assert {cycle.state for cycle in cycles} == {Cycle.State.DRAFT}
    dates = {
        cycle.group.name if cycle.group else "": local(cycle.meeting.starts_at) for cycle in cycles
    }
    was = local(MEETING)
    assert dates[""].weekday() == was.weekday()
    assert dates[""].time() == was.time()
    assert dates[""].date() - was.date() == dt.timedelta(weeks=52)
    assert dates["Red"].date() - dates["Blue"].date() == dt.timedelta(days=1)
    whole = cycles.get(group=None)
    (slot,) = whole.slots.all()
    assert (slot.before, slot.minutes) == (dt.timedelta(days=2), 20)
    assert whole.meeting.place == "Amphi B"
    assert len({cycle.series for cycle in cycles}) == 2
    assert not OutboxMessage.objects.exists()


def test_a_cancelled_meeting_stays_behind(world: World) -> None:
    cycle = build_cycle(world)
    Cycle.objects.filter(pk=cycle.pk).update(state=Cycle.State.CANCELLED)
    copy = copy_cohort(world.cohort, title="Next", weeks=52, by=world.administrator, at=AT)
    assert not Cycle.objects.filter(cohort=copy).exists()
    teachers = copy.memberships.values_list("subject", flat=True)
    assert list(teachers) == [world.teacher.pk]


def test_a_copy_that_fails_on_the_way_leaves_nothing_behind(world: World) -> None:
    build_cycle(world)
    last = build_cycle(world, module=build_module(world.cohort.course, key="other"))
    # Longer than a meeting may last: planning it is refused.
    Meeting.objects.filter(cycle=last).update(ends_at=MEETING + dt.timedelta(hours=13))
    before = [model.objects.count() for model in COPIED]
    with pytest.raises(BadTimes):
        copy_cohort(world.cohort, title="Next", weeks=52, by=world.teacher, at=AT)
    assert [model.objects.count() for model in COPIED] == before


def test_a_copy_that_is_cut_off_is_seen_by_nobody_and_taken_away(world: World) -> None:
    build_cycle(world)
    before = [model.objects.count() for model in COPIED]
    half = copying._staged(world.cohort, title="Next", weeks=52, at=AT)
    copying._fill(half, world.cohort, 52, by=world.teacher, at=AT)
    assert half.is_archived
    assert not half.memberships.exists()
    copy = copy_cohort(world.cohort, title="Next", weeks=52, by=world.teacher, at=AT)
    jobs.run_due(AT + dt.timedelta(hours=2))
    assert list(Cohort.objects.order_by("pk")) == [world.cohort, copy]
    copying.undo_copy(copy.pk)
    assert Cycle.objects.filter(cohort=copy).count() == 1
    after = [model.objects.count() for model in COPIED]
    # One whole copy: itself, its group each, one cycle with its meeting and its slot, one place.
    assert [now - then for now, then in zip(after, before, strict=True)] == [1, 2, 1, 1, 1, 1, 1]


def test_every_new_date_is_shown_before_anything_is_written(world: World) -> None:
    build_cycle(world)
    page = reverse("timetable:copy", args=[world.cohort.code])
    client = Client()
    assert world.teacher.person is not None
    with time_machine.travel(AT, tick=False):
        client.force_login(world.teacher.person)
        html = client.get(page).content.decode()
        assert "52 weeks later" in html
        asked = {"title": "Next", "later": "", "first_on": "2027-03-08", "do": "preview"}
        shown = client.post(page, asked, headers={"HX-Request": "true"}).content.decode()
        assert "Thu 11 Mar" in shown
        assert Cohort.objects.count() == 1
        earlier = client.post(page, asked | {"first_on": "2026-03-01", "do": "copy"})
        assert earlier.status_code == 422
        assert Cohort.objects.count() == 1
        done = client.post(page, asked | {"do": "copy"})
    assert done.status_code == 302
    assert Cohort.objects.get(title="Next").code in done["Location"]
    assert local(Cycle.objects.latest("pk").meeting.starts_at).date() == dt.date(2027, 3, 11)


def test_strangers_cannot_copy(world: World) -> None:
    client = Client()
    assert world.tutor.person is not None
    client.force_login(world.tutor.person)
    assert client.get(reverse("timetable:copy", args=[world.cohort.code])).status_code == 404

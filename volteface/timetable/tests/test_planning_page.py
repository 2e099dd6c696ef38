"""One screen: pick the meeting's date, see everything proposed, adjust it, publish; and move it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.once import copy_of, once
from volteface.timetable import queries
from volteface.timetable.models import Cycle
from volteface.timetable.queries.rows import cycle_by_id
from volteface.timetable.testing import (
    AT,
    MEETING,
    World,
    build_cycle,
    build_module,
    build_world,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from volteface.accounts.models import Subject

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


_world = once(build_world, at=AT)


@pytest.fixture
def world(_world: World, db: None) -> World:
    return copy_of(_world)


def signed_in(subject: Subject) -> Client:
    client = Client()
    assert subject.person is not None
    client.force_login(subject.person)
    return client


def said(response: HttpResponse) -> str:
    return response.content.decode()


def address(world: World) -> str:
    return reverse("timetable:plan", args=[world.cohort.code])


def typed(world: World, **changes: object) -> dict[str, object]:
    """What the form holds after the dates were shown for Thursday at ten."""
    data: dict[str, object] = {
        "module": world.module.code,
        "audience": "cohort",
        "on": "2026-03-12",
        "at": "10:00",
        "minutes": "60",
        "place": "Amphi B",
        "closes": "3",
        "reminders": "24, 6",
        "briefings": "12, 1",
        "slot_on": "2026-03-10",
        "slot_at": "10:00",
        "slot_minutes": "20",
    }
    data |= changes
    key = [data[name] for name in ("module", "audience", "on", "at", "minutes", "closes")]
    data.setdefault("slot_for", "|".join(map(str, key)))
    return data


def test_everything_is_proposed_on_one_screen(world: World) -> None:
    page = said(signed_in(world.teacher).get(address(world) + "?on=2026-03-12&at=10:00"))
    assert 'value="2026-03-10"' in page
    assert "Two days before" in page
    assert "20 minutes, because the module takes 18 minutes" in page
    assert "Tue 10 Mar, 20:59" in page
    for date in ("Thu 12 Mar, 07:00", "Wed 11 Mar, 20:59", "Wed 11 Mar, 22:00"):
        assert date in page
    assert "2 learners see these dates" in page
    assert not Cycle.objects.exists()


def test_publishing_writes_what_was_shown(world: World) -> None:
    client = signed_in(world.teacher)
    answer = client.post(address(world), typed(world, do="publish"))
    assert answer.status_code == 302
    cycle = Cycle.objects.get()
    dates = queries.dates_of(cycle)
    assert cycle.state == "published"
    assert dates.meeting_starts_at == MEETING
    assert dates.slot_starts_at == MEETING - dt.timedelta(days=2)
    assert cycle.meeting.place == "Amphi B"


def test_showing_the_dates_writes_nothing(world: World) -> None:
    client = signed_in(world.teacher)
    page = client.post(address(world), typed(world, on="2026-03-19", slot_for=""), headers=HTMX)
    assert page.status_code == 200
    assert said(page).lstrip().startswith("<section")
    assert not Cycle.objects.exists()


def test_another_date_gets_another_slot_and_is_shown_before_it_is_written(world: World) -> None:
    client = signed_in(world.teacher)
    other = typed(world)
    other |= {"on": "2026-03-20", "do": "publish"}
    answer = client.post(address(world), other)
    assert answer.status_code == 200
    assert "The meeting changed" in said(answer)
    assert 'value="2026-03-18"' in said(answer)
    assert not Cycle.objects.exists()


def test_a_slot_chosen_by_hand_is_kept_and_a_long_gap_is_said(world: World) -> None:
    client = signed_in(world.teacher)
    page = said(client.post(address(world), typed(world, slot_on="2026-03-05"), headers=HTMX))
    assert 'value="2026-03-05"' in page
    assert "7 days lie between learning and meeting" in page


def test_publishing_without_learning_time_says_so(world: World) -> None:
    client = signed_in(world.teacher)
    answer = client.post(address(world), typed(world, without_slot="on", do="publish"), follow=True)
    assert Cycle.objects.get().slots.count() == 0
    assert "No learning time is reserved" in said(answer)


def test_learning_time_is_never_left_out_silently(world: World) -> None:
    """Saturday to Monday before a Monday meeting, and Friday is taken: nothing can be proposed."""
    build_cycle(
        world,
        module=build_module(world.cohort.course, key="other"),
        starts_at=dt.datetime(2026, 3, 13, 6, tzinfo=dt.UTC),
    )
    other = Cycle.objects.get()
    other.meeting.ends_at = other.meeting.starts_at + dt.timedelta(hours=12)
    other.meeting.save()
    client = signed_in(world.teacher)
    monday = typed(world, on="2026-03-16", slot_on="", slot_at="", slot_minutes="", do="publish")
    answer = client.post(address(world), monday)
    assert answer.status_code == 422
    assert "tick this to publish without one" in said(answer)
    assert Cycle.objects.count() == 1


def test_all_groups_get_their_own_meeting(world: World) -> None:
    changes = {f"on_{world.red.code}": "2026-03-13", f"at_{world.red.code}": "14:00"}
    client = signed_in(world.teacher)
    client.post(address(world), typed(world, audience="groups", do="publish", **changes))
    blue, red = Cycle.objects.order_by("group__name")
    assert blue.meeting.starts_at == MEETING
    assert red.meeting.starts_at == MEETING + dt.timedelta(days=1, hours=4)
    assert blue.series == red.series


def test_a_draft_module_is_kept_but_not_published(world: World) -> None:
    draft = build_module(world.cohort.course, key="draft", published=False)
    client = signed_in(world.teacher)
    data = typed(world, module=draft.code, slot_minutes="5", do="publish")
    answer = client.post(address(world), data)
    assert answer.status_code == 422
    assert "still a draft" in said(answer)
    client.post(address(world), {**data, "do": "draft"})
    assert Cycle.objects.get().state == "draft"


def test_the_same_plan_twice_is_refused_with_a_way_on(world: World) -> None:
    cycle = build_cycle(world)
    answer = signed_in(world.teacher).post(address(world), typed(world, do="publish"))
    assert answer.status_code == 422
    assert "is planned for these people already" in said(answer)
    assert reverse("timetable:move", args=[cycle.meeting.code]) in said(answer)
    assert Cycle.objects.count() == 1


def test_what_is_planned_is_marked_and_the_next_module_chosen(world: World) -> None:
    cycle = build_cycle(world)
    client, move = signed_in(world.teacher), reverse("timetable:move", args=[cycle.meeting.code])
    following = build_module(world.cohort.course, key="testing")
    page = said(client.get(address(world)))
    assert "Spacing (planned for 12 Mar)" in page
    assert f'value="{following.code}" selected' in page
    assert move not in page
    chosen = client.get(address(world), {"module": world.module.code})
    assert chosen.status_code == 200
    assert move in said(chosen)
    shown = client.post(address(world), typed(world, do=""), headers={"HX-Request": "true"})
    assert move in said(shown)


def test_a_group_may_have_what_only_another_group_has(world: World) -> None:
    build_cycle(world, group=world.blue)
    client = signed_in(world.teacher)
    for group, taken in ((world.blue, True), (world.red, False)):
        page = said(client.post(address(world), typed(world, audience=group.code)))
        assert ("is planned for these people already" in page) is taken


@pytest.mark.parametrize(
    "changes",
    [
        {"on": "2026-03-01"},
        {"on": "yesterday"},
        {"at": "25:00"},
        {"minutes": "0"},
        {"reminders": "soon"},
        {"reminders": "1 2 3 4 5"},
        {"closes": "-1"},
        {"audience": "everybody"},
        {"module": "nothing"},
        {"place": "x" * 121},
        {"remote_link": "javascript:alert(1)"},
    ],
)
def test_what_cannot_be_is_refused_and_kept(world: World, changes: dict[str, object]) -> None:
    data = {**typed(world), **changes, "do": "publish"}
    answer = signed_in(world.teacher).post(address(world), data)
    assert answer.status_code == 422
    assert not Cycle.objects.exists()


def test_planning_is_for_teachers(world: World) -> None:
    for outsider in (world.ann, world.tutor, world.stranger):
        assert signed_in(outsider).get(address(world)).status_code == 404
        assert signed_in(outsider).post(address(world), typed(world)).status_code == 404


def move_to(world: World, cycle: Cycle, subject: Subject, **changes: object) -> HttpResponse:
    data = {"on": "2026-03-19", "at": "10:00", "minutes": "60", "place": "Amphi B", **changes}
    return signed_in(subject).post(reverse("timetable:move", args=[cycle.meeting.code]), data)


def test_moving_shows_before_and_after_and_who_is_told(world: World) -> None:
    cycle = build_cycle(world)
    page = said(move_to(world, cycle, world.teacher))
    for text in ("Thu 12 Mar, 10:00", "Thu 19 Mar, 10:00", "2 learners", "Tom Tutor"):
        assert text in page
    assert cycle_by_id(cycle.pk).meeting.starts_at == MEETING
    assert move_to(world, cycle, world.teacher, do="move").status_code == 302
    moved = cycle_by_id(cycle.pk).meeting
    assert moved.starts_at == MEETING + dt.timedelta(days=7)
    for outsider in (world.ann, world.tutor, world.stranger):
        assert move_to(world, cycle, outsider, do="move").status_code == 404


def test_calling_off_and_taking_back_by_button(world: World) -> None:
    cycle = build_cycle(world)
    client = signed_in(world.teacher)
    client.post(reverse("timetable:cancel", args=[cycle.meeting.code]))
    page = said(client.get(reverse("timetable:move", args=[cycle.meeting.code])))
    assert "called off" in page
    client.post(reverse("timetable:restore", args=[cycle.meeting.code]))
    assert cycle_by_id(cycle.pk).state == "published"
    for name in ("cancel", "restore"):
        foreign = reverse(f"timetable:{name}", args=[cycle.meeting.code])
        assert signed_in(world.ann).post(foreign).status_code == 404

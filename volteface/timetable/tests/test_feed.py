"""C18: a personal calendar other programs read, parsed back with the library they use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from volteface.accounts.actions import suspend_person
from volteface.rosters.actions import suspend_membership
from volteface.rosters.models import Membership
from volteface.timetable import actions
from volteface.timetable.models import Feed
from volteface.timetable.rules.feed import Entry, calendar_text
from volteface.timetable.testing import AT, MEETING, World, build_cycle, build_world
from volteface.timetable.tests.test_dates import ZONES

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from volteface.accounts.models import Subject

DAY = dt.timedelta(days=1)
MOST_QUERIES = 14


@pytest.fixture
def world() -> World:
    return build_world()


def fetch(subject: Subject) -> icalendar.Calendar:
    feed = actions.ensure_feed(subject, at=AT)
    answer = Client().get(reverse("timetable:ics", args=[feed.token]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    found = icalendar.Calendar.from_ical(answer.content)
    assert isinstance(found, icalendar.Calendar)
    return found


def events_of(calendar: icalendar.Calendar) -> dict[str, icalendar.Event]:
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


@pytest.mark.django_db
def test_the_feed_holds_slot_closing_and_meeting(world: World) -> None:
    build_cycle(world)
    calendar = fetch(world.ann)
    assert str(calendar["version"]) == "2.0"
    assert calendar["refresh-interval"].dt == dt.timedelta(hours=1)
    entries = events_of(calendar)
    assert set(entries) == {
        "Learning time: Spacing",
        "Preparation closes: Spacing",
        "Meeting: Spacing",
    }
    meeting = entries["Meeting: Spacing"]
    assert meeting["dtstart"].dt == MEETING
    assert meeting["dtstart"].params["TZID"] == "Europe/Paris"
    assert meeting["dtstamp"].dt == AT
    assert str(meeting["status"]) == "CONFIRMED"
    assert str(meeting["location"]) == "Amphi B"
    assert entries["Learning time: Spacing"]["dtstart"].dt == MEETING - 2 * DAY
    assert entries["Preparation closes: Spacing"]["dtend"].dt == MEETING - dt.timedelta(hours=3)


@pytest.mark.django_db
def test_uids_stay_and_sequences_grow(world: World) -> None:
    cycle = build_cycle(world)
    before = events_of(fetch(world.ann))
    actions.move_meeting(cycle.meeting, starts_at=MEETING + DAY, by=world.teacher, at=AT + DAY)
    after = events_of(fetch(world.ann))
    for title, event in after.items():
        assert event["uid"] == before[title]["uid"]
        assert event["sequence"] == before[title]["sequence"] + 1
        assert event["dtstart"].dt == before[title]["dtstart"].dt + DAY
        assert event["dtstamp"].dt == AT + DAY


@pytest.mark.django_db
def test_an_extension_moves_the_closing_in_ones_own_calendar_only(world: World) -> None:
    cycle = build_cycle(world)
    actions.extend(cycle, world.ann, closes_at=MEETING + DAY, by=world.teacher, at=AT)
    title = "Preparation closes: Spacing"
    assert events_of(fetch(world.ann))[title]["dtend"].dt == MEETING + DAY
    assert events_of(fetch(world.ann))[title]["sequence"] == 1
    assert events_of(fetch(world.bob))[title]["dtend"].dt < MEETING


@pytest.mark.django_db
def test_a_meeting_called_off_says_so(world: World) -> None:
    cycle = build_cycle(world)
    actions.cancel_meeting(cycle.meeting, by=world.teacher, at=AT)
    assert {str(event["status"]) for event in fetch(world.ann).walk("VEVENT")} == {"CANCELLED"}


@pytest.mark.django_db
def test_drafts_are_in_nobodys_feed(world: World) -> None:
    build_cycle(world, published=False)
    for subject in (world.ann, world.teacher):
        assert fetch(subject).walk("VEVENT") == []


@pytest.mark.django_db
def test_a_new_address_kills_the_old_one_at_once(world: World) -> None:
    old = actions.ensure_feed(world.ann, at=AT)
    new = actions.rotate_feed(world.ann, at=AT)
    assert Client().get(reverse("timetable:ics", args=[old.token])).status_code == 404
    assert Client().get(reverse("timetable:ics", args=[new.token])).status_code == 200
    assert Client().get(reverse("timetable:ics", args=["x" * 43])).status_code == 404
    assert len(new.token) >= 43


@pytest.mark.django_db
def test_a_suspended_persons_feed_is_gone(world: World) -> None:
    """T04."""
    build_cycle(world)
    feed = actions.ensure_feed(world.ann, at=AT)
    place = Membership.objects.get(subject=world.ann)
    suspend_membership(place, by=world.teacher, at=AT)
    assert fetch(world.ann).walk("VEVENT") == []
    assert world.ann.person is not None
    suspend_person(world.ann.person, by=None, at=AT)
    assert Client().get(reverse("timetable:ics", args=[feed.token])).status_code == 404


@pytest.mark.django_db
def test_reading_the_feed_writes_nothing_and_costs_little(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    build_cycle(world)
    feed = actions.ensure_feed(world.ann, at=AT)
    before = list(Feed.objects.values())
    with django_assert_max_num_queries(MOST_QUERIES):
        Client().get(reverse("timetable:ics", args=[feed.token]))
    assert list(Feed.objects.values()) == before
    assert Client().post(reverse("timetable:ics", args=[feed.token])).status_code == 405


def entry(zone: str, starts_at: dt.datetime, title: str = "Meeting") -> Entry:
    return Entry(
        uid=f"{zone}-{starts_at:%Y%m%d%H%M}",
        sequence=3,
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=90),
        zone=zone,
        changed_at=AT,
    )


@given(
    zone=st.sampled_from(ZONES),
    at=st.datetimes(
        min_value=dt.datetime.fromisoformat("2025-01-01"),
        max_value=dt.datetime.fromisoformat("2031-01-01"),
    ).map(lambda at: at.replace(tzinfo=dt.UTC, second=0, microsecond=0)),
    title=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=90),
)
@example(zone="UTC", at=AT, title="C:\\New and \\now; then, \\\\N")
def test_any_moment_in_any_zone_is_read_back_as_it_was(
    zone: str, at: dt.datetime, title: str
) -> None:
    local = at.astimezone(ZoneInfo(zone))
    if local.replace(fold=1).utcoffset() != local.replace(fold=0).utcoffset():
        return  # The hour that comes twice cannot be told apart in this format.
    text = calendar_text([entry(zone, at, title)], name="Volteface")
    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event["dtstart"].dt == at
    assert str(event["summary"]) == title
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))


def test_the_zones_rules_are_those_of_the_day_the_clocks_change() -> None:
    before, after = (dt.datetime(2026, 10, day, 8, tzinfo=dt.UTC) for day in (24, 26))
    entries = [entry("Europe/Paris", before), entry("Europe/Paris", after)]
    calendar = icalendar.Calendar.from_ical(calendar_text(entries, name="Volteface"))
    [zone] = calendar.walk("VTIMEZONE")
    rules = zone.to_tz()
    for event in calendar.walk("VEVENT"):
        naive = event["dtstart"].dt.replace(tzinfo=None)
        assert naive.replace(tzinfo=rules).astimezone(dt.UTC) == event["dtstart"].dt

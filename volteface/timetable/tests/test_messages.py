"""What people are told about a cycle: once each, at the right time, and not when it is moot."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.core import mail as outgoing

from tests.once import copy_of, once
from volteface.core import jobs
from volteface.core.models import Job
from volteface.messaging import events as messaging_events
from volteface.messaging.actions.sending import send_due
from volteface.messaging.models import OutboxMessage
from volteface.rosters.actions import enrol, suspend_membership
from volteface.rosters.models import Membership
from volteface.timetable import actions, events
from volteface.timetable.actions.telling import tell_newcomers
from volteface.timetable.testing import (
    AT,
    MEETING,
    World,
    build_cycle,
    build_person,
    build_world,
)

if TYPE_CHECKING:
    from volteface.timetable.models import Cycle

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
CLOSES = MEETING - 3 * HOUR
# 24 hours before the closing at 7:00 is inside quiet hours: the last minute before them.
FIRST = dt.datetime(2026, 3, 10, 19, 59, tzinfo=dt.UTC)


_world = once(build_world)


@pytest.fixture
def world(_world: World, db: None) -> World:
    return copy_of(_world)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    finished: set[int] = set()
    monkeypatch.setattr(events, "_done", [lambda _cycle: finished])
    return finished


def told(at: dt.datetime = AT) -> None:
    jobs.run_due(at)
    send_due(at)


def mails(purpose: str, state: str = "sent") -> list[OutboxMessage]:
    rows = OutboxMessage.objects.filter(purpose=purpose, channel="mail", state=state)
    return list(rows.order_by("due_at", "subject__person__name"))


def names(messages: list[OutboxMessage]) -> list[str]:
    return [str(message.subject.person) for message in messages]


def published(world: World) -> Cycle:
    cycle = build_cycle(world)
    told()
    return cycle


def test_publishing_tells_the_audience_once(world: World) -> None:
    cycle = published(world)
    assert names(mails("cycle_published")) == ["Ann Learner", "Bob Learner"]
    letter = outgoing.outbox[0]
    assert letter.subject == "New meeting: Spacing"
    assert "Thu 12 Mar 2026, 10:00 (Europe/Paris), Amphi B" in letter.body
    actions.publish_cycle(cycle, by=world.teacher, at=AT)
    Job.objects.update(state="due")
    told()
    assert len(outgoing.outbox) == 2


def test_reminders_settle_before_quiet_hours(world: World, done: set[int]) -> None:
    published(world)
    waiting = mails("reminder", "due")
    assert {message.due_at for message in waiting} == {FIRST, FIRST + DAY}
    assert {message.useless_after for message in waiting} == {CLOSES}


def test_only_who_has_not_finished_is_reminded(world: World, done: set[int]) -> None:
    published(world)
    outgoing.outbox.clear()
    done.add(world.bob.pk)
    told(FIRST)
    assert names(mails("reminder")) == ["Ann Learner"]
    [letter] = outgoing.outbox
    assert letter.subject == "Before you meet: Spacing"
    assert "It takes about 18 minutes" in letter.body
    [skipped] = [row for row in mails("reminder", "skipped") if row.subject == world.bob]
    assert skipped.skipped_because == "done"


def test_who_left_or_is_suspended_is_not_reminded(world: World, done: set[int]) -> None:
    published(world)
    place = Membership.objects.get(subject=world.ann)
    suspend_membership(place, by=world.teacher, at=AT)
    told(FIRST)
    assert names(mails("reminder")) == ["Bob Learner"]


def test_moving_sends_nothing_again_and_gives_what_waits_new_times(
    world: World, done: set[int]
) -> None:
    cycle = published(world)
    told(FIRST)
    assert len(mails("reminder")) == 2
    later = FIRST + HOUR
    actions.move_meeting(cycle.meeting, starts_at=MEETING + 7 * DAY, by=world.teacher, at=later)
    outgoing.outbox.clear()
    jobs.run_due(later)
    assert {message.due_at for message in mails("reminder", "due")} == {FIRST + 8 * DAY}
    assert len(mails("reminder")) == 2
    # It is night: the news waits for the morning, on the page it is there at once.
    send_due(later)
    assert OutboxMessage.objects.filter(purpose="meeting_moved", state="sent").count() == 3
    send_due(later + 11 * HOUR)
    assert names(mails("meeting_moved")) == ["Ann Learner", "Bob Learner", "Tom Tutor"]
    assert "was planned Thu 12 Mar 2026, 10:00" in outgoing.outbox[0].body


def test_a_second_move_replaces_the_news_of_the_first(world: World) -> None:
    cycle = published(world)
    for days in (1, 2):
        actions.move_meeting(cycle.meeting, starts_at=MEETING + days * DAY, by=world.teacher, at=AT)
    told()
    assert len(mails("meeting_moved")) == 3
    assert {row.skipped_because for row in mails("meeting_moved", "skipped")} == {"newer_one"}


def test_a_meeting_called_off_tonight_is_mailed_tonight(world: World, done: set[int]) -> None:
    cycle = build_cycle(world)
    jobs.run_due(AT)
    night = MEETING - 11 * HOUR
    actions.cancel_meeting(cycle.meeting, by=world.teacher, at=night)
    told(night)
    assert mails("meeting_cancelled") == []
    outgoing.outbox.clear()
    # A meeting at seven leaves no time after the quiet hours.
    early = build_cycle(world, starts_at=MEETING - 3 * HOUR, at=AT)
    actions.cancel_meeting(early.meeting, by=world.teacher, at=night)
    told(night)
    assert names([row for row in mails("meeting_cancelled") if row.about == early.code]) == [
        "Ann Learner",
        "Bob Learner",
        "Tom Tutor",
    ]


def test_taking_back_brings_the_reminders_back(world: World, done: set[int]) -> None:
    cycle = published(world)
    actions.cancel_meeting(cycle.meeting, by=world.teacher, at=AT)
    told()
    assert mails("reminder", "due") == []
    actions.restore_meeting(cycle.meeting, by=world.teacher, at=AT + HOUR)
    told(AT + HOUR)
    assert len(mails("reminder", "due")) == 4
    assert len(mails("meeting_restored")) == 3
    told(FIRST)
    assert names(mails("reminder")) == ["Ann Learner", "Bob Learner"]


def test_a_draft_tells_nobody(world: World) -> None:
    cycle = build_cycle(world, published=False)
    actions.move_meeting(cycle.meeting, starts_at=MEETING + DAY, by=world.teacher, at=AT)
    actions.cancel_meeting(cycle.meeting, by=world.teacher, at=AT)
    told()
    assert not OutboxMessage.objects.exists()


def test_an_extension_moves_ones_own_reminders(world: World, done: set[int]) -> None:
    cycle = published(world)
    actions.extend(cycle, world.ann, closes_at=CLOSES + 2 * DAY, by=world.teacher, at=AT)
    due = {row.subject_id: row.due_at for row in mails("reminder", "due")}
    assert due[world.ann.pk] == FIRST + 3 * DAY
    assert due[world.bob.pk] == FIRST + DAY


def test_who_joins_later_is_told_too(world: World, done: set[int]) -> None:
    published(world)
    late = build_person("Lea Late")
    enrol(world.cohort, subject=late, role="learner", group=world.blue, by=None, at=AT + DAY)
    assert tell_newcomers(AT + DAY) == 2
    assert tell_newcomers(AT + DAY) == 0
    send_due(AT + DAY)
    assert "Lea Late" in names(mails("cycle_published"))
    assert "Lea Late" in names(mails("reminder", "due"))


def test_french_readers_read_french_dates(world: World) -> None:
    """C19: a mail in its reader's language; no name and no state in its subject line."""
    world.ann.person.language = "fr"
    world.ann.person.save()
    published(world)
    letter = next(each for each in outgoing.outbox if each.to == ["ann.learner@example.org"])
    assert "jeu. 12 mars 2026, 10:00 (Europe/Paris)" in letter.body
    assert "Ann" not in letter.subject


def test_a_pinned_closing_moves_the_reminders(world: World, done: set[int]) -> None:
    cycle = published(world)
    actions.pin_closing(cycle, CLOSES - DAY, by=world.teacher, at=AT)
    jobs.run_due(AT)
    assert {row.due_at for row in mails("reminder", "due")} == {FIRST - DAY, FIRST}


def test_who_wrote_lately_is_left_in_peace(
    world: World, done: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    published(world)
    word = {world.ann.pk: FIRST - 71 * HOUR, world.bob.pk: FIRST - 73 * HOUR}
    monkeypatch.setattr(messaging_events, "_last_words", [lambda *_args: word])
    told(FIRST)
    assert names(mails("reminder")) == ["Bob Learner"]
    assert {row.skipped_because for row in mails("reminder", "skipped")} == {"spoke"}


def test_a_cancellation_taken_back_at_once_drops_nothing(world: World, done: set[int]) -> None:
    cycle = published(world)
    actions.cancel_meeting(cycle.meeting, by=world.teacher, at=AT)
    actions.restore_meeting(cycle.meeting, by=world.teacher, at=AT)
    told()
    assert len(mails("reminder", "due")) == 4
    assert mails("meeting_cancelled") == []

"""Many messages of a cycle are worded from one reading of it, each for its own reader."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from volteface.core import jobs
from volteface.messaging.events import Rendered, purpose_named
from volteface.messaging.models import OutboxMessage
from volteface.rosters.actions import enrol
from volteface.timetable.actions import extend
from volteface.timetable.testing import AT, MEETING, build_cycle, build_person, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def messages() -> list[OutboxMessage]:
    """The first reminder of twenty learners in two languages and two time zones."""
    world = build_world()
    for n in range(18):
        learner = build_person(
            f"Learner {n}",
            language=("en", "fr")[n % 2],
            zone=("Europe/Paris", "America/Bogota")[n % 2],
        )
        enrol(world.cohort, subject=learner, role="learner", group=world.red, by=None, at=AT)
    cycle = build_cycle(world)
    late = MEETING - dt.timedelta(hours=1)
    extend(cycle, world.bob, closes_at=late, reason="ill", by=world.teacher, at=AT)
    jobs.run_due(AT)
    reminders = OutboxMessage.objects.filter(purpose="reminder", channel="page")
    first = {message.subject_id: message for message in reminders.order_by("-due_at")}
    rows = reminders.filter(pk__in=[message.pk for message in first.values()])
    return list(rows.select_related("subject__person"))


def worded(messages: list[OutboxMessage]) -> dict[str, Rendered]:
    render = purpose_named("reminder").render_of_batch()
    said = {}
    for message in messages:
        person = message.subject.person
        assert person is not None
        with translation.override(person.language):
            said[person.name] = render(message, person.language)
    return said


def test_twenty_messages_of_a_cycle_cost_the_queries_of_one(messages: list[OutboxMessage]) -> None:
    assert len(messages) == 20
    counts = []
    for some in (messages[:1], messages):
        with CaptureQueriesContext(connection) as queries:
            worded(some)
        counts.append(len(queries))
    # The first of all also reads the edition, which is then kept.
    assert counts[1] <= counts[0] <= 10


def test_each_reads_it_in_their_own_language_zone_and_time(messages: list[OutboxMessage]) -> None:
    said = worded(messages)
    assert "closes Thu 12 Mar 2026, 07:00 (Europe/Paris)" in said["Learner 0"].text
    assert "12 mars 2026, 01:00 (America/Bogota)" in said["Learner 1"].text
    assert "closes Thu 12 Mar 2026, 09:00 (Europe/Paris)" in said["Bob Learner"].text


def test_the_same_is_said_one_by_one(messages: list[OutboxMessage]) -> None:
    together = worded(messages)
    render = purpose_named("reminder").render
    for message in messages:
        person = message.subject.person
        assert person is not None
        with translation.override(person.language):
            assert render(message, person.language) == together[person.name]

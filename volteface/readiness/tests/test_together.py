"""Several meetings on one module as one page: summed up, each with its bar, told in one mail."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from tests.once import copy_of, once
from volteface.messaging.events import purpose_named
from volteface.messaging.models import OutboxMessage
from volteface.readiness.actions import refresh_readiness
from volteface.readiness.actions.telling import send_due_briefings
from volteface.readiness.queries import briefing_together
from volteface.readiness.queries.which import cycles_beside
from volteface.readiness.testing import (
    MEETING_AT,
    NOW,
    FlippedClass,
    beside,
    flipped_class,
    person,
    tutor_of,
)
from volteface.rosters.actions import enrol
from volteface.rosters.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
type Classes = tuple[FlippedClass, FlippedClass]


@pytest.fixture(autouse=True)
def the_evening_before() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def two_classes() -> Classes:
    """Six in the morning, of whom four hold m0; eight in the evening, two of whom do."""
    morning = flipped_class(learners=6, questions=1)
    evening = beside(morning, learners=8)
    for world, believers in ((morning, 4), (evening, 2)):
        for place, learner in enumerate(world.learners[:-1]):
            world.finishes(learner, "2" if place < believers else "1")
        world.writes(world.learners[0], "I would review it the day before.")
    refresh_readiness(at=NOW)
    return morning, evening


_classes = once(two_classes, at=NOW)


@pytest.fixture
def classes(_classes: Classes, db: None) -> Classes:
    return copy_of(_classes)


def signed_in(client: Client, world: FlippedClass) -> Client:
    world.teacher.person.refresh_from_db()
    client.force_login(world.teacher.person)
    return client


def test_the_page_sums_up_and_says_each_one_too(classes: Classes) -> None:
    morning, evening = classes
    found = briefing_together([evening.cycle, morning.cycle], at=NOW, viewer=morning.teacher)
    assert (found.audience, found.ready) == (14, 1 + 5)
    (belief,) = found.beliefs
    assert (belief.count, belief.answered) == (6, 12)
    assert [(part.occasion.audience_name, part.audience, part.ready) for part in found.parts] == [
        ("Learning, autumn", 6, 1),
        ("Learning, evening", 8, 5),
    ]
    assert found.written[0].answered == 2
    assert found.written[0].groups[0].count == 2
    assert found.kits == 2 + 2


def test_names_only_of_the_learners_one_answers_for(classes: Classes) -> None:
    morning, evening = classes
    guest = person("guest", "Gil Guest")
    enrol(evening.cohort, subject=guest, role=Membership.Role.TEACHER, by=evening.teacher, at=NOW)
    cycles = [morning.cycle, evening.cycle]
    named = briefing_together(cycles, at=NOW, viewer=morning.teacher)
    assert {one.group for one in named.absent} == {
        "Learning, autumn · Group 2",
        "Learning, evening",
    }
    # Who has no business with a cohort is shown none of it.
    found = briefing_together(cycles, at=NOW, viewer=guest)
    assert found.audience == 8
    assert {one.subject_id for one in found.absent} == {evening.learners[-1].pk}
    assert briefing_together(cycles, at=NOW).names_hidden


def test_page_and_paper_of_several(classes: Classes, client: Client) -> None:
    morning, evening = classes
    signed_in(client, morning)
    alone = client.get(reverse("readiness:briefing", args=[morning.cycle.code])).text
    address = reverse("readiness:together", args=[morning.cycle.code])
    assert address in alone
    text = client.get(address, {"with": evening.cycle.code}).text
    assert "of 14 are ready" in text
    assert "5 of 8 are ready" in text
    assert "1 of 6 is ready" in text
    for world in classes:
        assert reverse("readiness:briefing", args=[world.cycle.code]) in text
        # Each is planned on a page of its own.
        assert text.count(f'href="{reverse("classroom:plan", args=[world.cycle.code])}"') == 1
    # What holds for both leads to neither.
    assert "No teams yet" in text
    assert reverse("classroom:teams", args=[morning.cycle.code]) not in text
    paper = client.get(reverse("readiness:together_paper", args=[morning.cycle.code]))
    (page,) = PdfReader(io.BytesIO(paper.content)).pages
    assert "Learning, evening" in page.extract_text()


def test_a_tutor_of_one_finds_nothing_to_put_together(classes: Classes, client: Client) -> None:
    morning, evening = classes
    tutor = tutor_of(morning, morning.groups[0])
    client.force_login(tutor.person)
    address = reverse("readiness:together", args=[morning.cycle.code])
    page = client.get(address, {"with": evening.cycle.code})
    assert "of 3 is ready" in page.text
    assert "Learning, evening" not in page.text
    assert client.get(reverse("readiness:together", args=[evening.cycle.code])).status_code == 404


def test_other_teachers_meetings_cost_nothing(
    classes: Classes, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    morning, evening = classes
    with CaptureQueriesContext(connection) as before:
        assert cycles_beside(morning.cycle, morning.teacher, at=NOW) == [evening.cycle]
    stranger = person("stranger", "Sam Stranger")
    for name in ("north", "south", "east"):
        beside(morning, learners=1, name=name, teacher=stranger)
    with django_assert_num_queries(len(before)):
        assert cycles_beside(morning.cycle, morning.teacher, at=NOW) == [evening.cycle]


def test_meetings_at_one_time_come_in_one_mail_others_in_their_own(classes: Classes) -> None:
    morning, evening = classes
    late = beside(morning, learners=2, name="late")
    late.cycle.meeting.starts_at += 3 * HOUR
    late.cycle.meeting.ends_at += 3 * HOUR
    late.cycle.meeting.save()
    tutor = tutor_of(morning, morning.groups[0])
    assert send_due_briefings(at=MEETING_AT - 9 * HOUR) == 3
    told = OutboxMessage.objects.filter(channel="mail").order_by("pk")
    assert [(one.subject_id, one.about, one.context) for one in told] == [
        (morning.teacher.pk, morning.cycle.code, {"with": [evening.cycle.code]}),
        (tutor.pk, morning.cycle.code, {}),
        (morning.teacher.pk, late.cycle.code, {}),
    ]
    assert send_due_briefings(at=MEETING_AT - 9 * HOUR) == 0
    with translation.override("en"):
        said = purpose_named("briefing_preliminary").render(told[0], "en")
    assert "6 of 14 are ready." in said.text
    assert "Learning, evening: 5 of 8 are ready." in said.text
    assert said.address.endswith(f"/together/?with={evening.cycle.code}")


def test_a_mail_of_several_outlives_the_one_called_off(classes: Classes) -> None:
    morning, evening = classes
    send_due_briefings(at=MEETING_AT - 9 * HOUR)
    (message,) = OutboxMessage.objects.filter(channel="mail")
    purpose = purpose_named("briefing_preliminary")
    morning.cycle.state = "cancelled"
    morning.cycle.save(update_fields=["state"])
    assert purpose.wanted(message, NOW) == ""
    with translation.override("en"):
        said = purpose.render(message, "en")
    assert "5 of 8 are ready." in said.text
    assert said.address == reverse("readiness:briefing", args=[evening.cycle.code])
    evening.cycle.state = "cancelled"
    evening.cycle.save(update_fields=["state"])
    assert purpose.wanted(message, NOW) == "called_off"

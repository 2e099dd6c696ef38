"""The briefing's page, paper and mail: for its teachers and tutors, once, on one sheet."""

from __future__ import annotations

import datetime as dt
import io
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.utils import translation
from pypdf import PdfReader

from tests.once import copy_of, once
from volteface.core.pdf import render
from volteface.messaging.events import purpose_named
from volteface.messaging.models import OutboxMessage
from volteface.readiness.actions import refresh_readiness
from volteface.readiness.actions.telling import send_briefings, send_due_briefings
from volteface.readiness.events import Note
from volteface.readiness.models import BriefingCount
from volteface.readiness.queries import briefing, sentences
from volteface.readiness.queries.paper import paper_of
from volteface.readiness.queries.sheet import BeliefView, PartView, PersonView
from volteface.readiness.testing import MEETING_AT, NOW, flipped_class, person, tutor_of
from volteface.rosters.actions import suspend_membership
from volteface.rosters.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from volteface.accounts.models import Subject
    from volteface.readiness.testing import FlippedClass

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def the_evening_before() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def twelve_learners() -> FlippedClass:
    world = flipped_class(learners=12, questions=3)
    for learner in world.learners[:6]:
        world.finishes(learner, "223")
    for learner in world.learners[6:10]:
        world.finishes(learner, "111")
    world.writes(world.learners[0], "If I learn it the day before I can't forget it.")
    refresh_readiness(at=NOW)
    return world


_world = once(twelve_learners, at=NOW)


@pytest.fixture
def world(_world: FlippedClass, db: None) -> FlippedClass:
    return copy_of(_world)


def signed_in(client: Client, subject: Subject) -> Client:
    subject.person.refresh_from_db()
    client.force_login(subject.person)
    return client


def test_the_page_says_who_is_ready_and_what_they_believe(
    client: Client, world: FlippedClass
) -> None:
    page = signed_in(client, world.teacher).get(f"/briefing/{world.cycle.code}/")
    text = page.content.decode()
    assert page.status_code == 200
    for words in ("Spacing beats cramming", "of 12 are ready", "Tomorrow, while it is still fresh"):
        assert words in text
    assert "6 of 10 show it" in text
    assert "If I learn it the day before" in text
    assert "Learner 0000" in text


def test_a_tutor_reads_their_group_only(client: Client, world: FlippedClass) -> None:
    tutor = tutor_of(world, world.groups[1])
    text = signed_in(client, tutor).get(f"/briefing/{world.cycle.code}/").content.decode()
    assert "of 6 are ready" in text
    assert "Learner 0001" in text
    assert "Learner 0000" not in text


@pytest.mark.parametrize("page", ["", "paper/"])
def test_strangers_learners_and_the_suspended_find_nothing(
    client: Client, world: FlippedClass, page: str
) -> None:
    address = f"/briefing/{world.cycle.code}/{page}"
    assert signed_in(client, person("stranger", "Sam")).get(address).status_code == 404
    assert signed_in(client, world.learners[0]).get(address).status_code == 404
    assert signed_in(client, world.teacher).get("/briefing/nowhere/" + page).status_code == 404
    tutor = tutor_of(world, world.groups[0])
    suspend_membership(Membership.objects.get(subject=tutor), by=world.teacher, at=NOW)
    assert signed_in(client, tutor).get(address).status_code == 404


@pytest.mark.parametrize("page", ["", "paper/"])
def test_nothing_can_be_posted(client: Client, world: FlippedClass, page: str) -> None:
    address = f"/briefing/{world.cycle.code}/{page}"
    assert signed_in(client, world.teacher).post(address).status_code == 405


def test_the_page_costs_a_fixed_number_of_queries(
    client: Client,
    world: FlippedClass,
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    signed_in(client, world.teacher)
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        client.get(f"/briefing/{world.cycle.code}/")


def test_the_paper_is_one_page_within_a_second(client: Client, world: FlippedClass) -> None:
    for learner in world.learners:
        learner.person.name = "Maximiliane-Antoinette von und zu Oberwiesenthal-Grünstein"
        learner.person.save()
    signed_in(client, world.teacher)
    client.get(f"/briefing/{world.cycle.code}/paper/")
    began = time.perf_counter()
    page = client.get(f"/briefing/{world.cycle.code}/paper/")
    assert time.perf_counter() - began < 1
    assert page["Content-Type"] == "application/pdf"
    pdf = PdfReader(io.BytesIO(page.content))
    assert len(pdf.pages) == 1
    assert "Spacing beats cramming" in pdf.pages[0].extract_text()


def test_the_fullest_paper_is_still_one_page(world: FlippedClass) -> None:
    found = briefing(world.cycle, at=MEETING_AT - HOUR, viewer=world.teacher)
    long = "A sentence that goes on for as long as the paper lets it, and then a bit. " * 3
    belief = BeliefView(
        key="cram", text=long, option=long, question_number=3, stem=long, step_title=long,
        count=41, answered=112, certain=17, share=0.37, right_share=0.58, alarming=True,
        quotation=long,
    )  # fmt: skip
    person = PersonView(
        subject_id=1,
        name="Maximiliane-Antoinette von Oberwiesenthal-Grünstein",
        group="Group 4",
        state="stuck",
        shape="△",
        reason=long,
    )
    fullest = replace(
        found,
        beliefs=(belief,) * 3,
        to_help=(person,) * 40,
        notes=(Note(text=long),) * 6,
    )
    pdf = PdfReader(io.BytesIO(render("readiness/briefing.typ", paper_of(fullest))))
    assert len(pdf.pages) == 1
    part = PartView(
        occasion=replace(found.occasion, audience_name=long),
        audience=2_000,
        ready=1_999,
        counts=found.counts,
        plan_address="",
        planned=False,
    )
    together = replace(fullest, parts=(part,) * 12)
    (page,) = PdfReader(io.BytesIO(render("readiness/briefing.typ", paper_of(together)))).pages
    assert "and 4 more" in page.extract_text()
    assert page.extract_text().count("1999/2000") == 8


def test_each_briefing_goes_out_once_and_a_moved_meeting_sends_nothing_twice(
    world: FlippedClass,
) -> None:
    assert send_due_briefings(at=MEETING_AT - 13 * HOUR) == 0
    assert send_due_briefings(at=MEETING_AT - 12 * HOUR) == 1
    assert send_due_briefings(at=MEETING_AT - 11 * HOUR) == 0
    assert send_due_briefings(at=MEETING_AT - 1 * HOUR) == 1
    world.cycle.meeting.starts_at = MEETING_AT + 48 * HOUR
    world.cycle.meeting.ends_at = MEETING_AT + 49 * HOUR
    world.cycle.meeting.save()
    assert send_due_briefings(at=MEETING_AT + 47 * HOUR) == 0
    mails = OutboxMessage.objects.filter(channel="mail", about=world.cycle.code)
    assert sorted(mails.values_list("purpose", flat=True)) == [
        "briefing_final",
        "briefing_preliminary",
    ]
    assert BriefingCount.objects.count() == 4


def test_counting_a_briefing_again_adds_nothing(world: FlippedClass) -> None:
    for _time in range(2):
        send_briefings([world.cycle], kind="final", at=NOW)
    empty = flipped_class(learners=0, groups=0, name="empty")
    for _time in range(2):
        send_briefings([empty.cycle], kind="final", at=NOW)
    assert BriefingCount.objects.count() == 2 + 1


def test_a_briefing_says_what_changed_since_the_last_one(world: FlippedClass) -> None:
    send_due_briefings(at=MEETING_AT - 12 * HOUR)
    world.finishes(world.learners[10], "111")
    refresh_readiness(at=NOW + HOUR)
    tutor = tutor_of(world, world.groups[0])
    assert briefing(world.cycle, at=NOW, viewer=world.teacher).change == 1
    found = briefing(world.cycle, at=NOW, viewer=tutor)
    assert found.changes == {"ready": 1, "needs_help": 0, "not_started": -1}
    assert sentences.change_line(found) == "+1 ready, −1 not started since the last briefing"
    other = tutor_of(world, world.groups[1])
    assert briefing(world.cycle, at=NOW, viewer=other).change == 0


def test_one_group_is_read_by_itself_and_a_foreign_one_never(
    client: Client, world: FlippedClass
) -> None:
    address = f"/briefing/{world.cycle.code}/"
    one, other = world.groups
    text = signed_in(client, world.teacher).get(address, {"group": other.code}).text
    assert "of 6 are ready" in text
    assert "Learner 0000" not in text
    assert f'<option value="{other.code}" selected>' in text
    assert "of 12 are ready" in client.get(address, {"group": "unknown"}).text
    page = signed_in(client, tutor_of(world, one)).get(address, {"group": other.code})
    assert "Learner 0001" not in page.text
    assert client.get(f"{address}paper/", {"group": one.code}).status_code == 200


def test_the_mail_is_worded_when_sent_without_a_name_and_names_its_page(
    world: FlippedClass,
) -> None:
    send_due_briefings(at=MEETING_AT - 12 * HOUR)
    message = OutboxMessage.objects.get(purpose="briefing_preliminary", channel="mail")
    purpose = purpose_named("briefing_preliminary")
    assert purpose.wanted(message, NOW) == ""
    with translation.override("en"):
        said = purpose.render(message, "en")
    assert said.title == "Briefing: Spacing beats cramming, Thu 26 Nov, 10:00"
    assert said.address == f"/briefing/{world.cycle.code}/"
    assert "4 of 12 are ready" in said.text
    assert "Learner" not in said.text
    assert purpose.wanted(message, MEETING_AT) == "too_late"


def test_who_no_longer_teaches_gets_no_briefing(world: FlippedClass) -> None:
    tutor = tutor_of(world, world.groups[0])
    send_due_briefings(at=MEETING_AT - 12 * HOUR)
    message = OutboxMessage.objects.get(subject=tutor, channel="mail")
    suspend_membership(Membership.objects.get(subject=tutor), by=world.teacher, at=NOW)
    assert purpose_named("briefing_preliminary").wanted(message, NOW) == "no_access"

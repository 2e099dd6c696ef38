"""The address in the mail: reads when opened, records one tap, and is nothing for anybody else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.once import copy_of, once
from volteface.accounts.actions import bump_epoch, suspend, suspend_person
from volteface.core.lanes import tokens
from volteface.learning.models import Draw, Response
from volteface.messaging.events import purpose_named
from volteface.messaging.models import OutboxMessage, Preference
from volteface.readiness.testing import NOW, flipped_class, person
from volteface.refreshers.actions import refresh_schedules
from volteface.refreshers.actions.asking import ask_again, open_delayed_check, open_due_checks
from volteface.refreshers.queries.doors import address_of, unanswered
from volteface.rosters.actions import suspend_membership
from volteface.rosters.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from volteface.readiness.testing import FlippedClass

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
# Three days on, ten in the morning in Paris.
LATER = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def some_days_later() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def two_learners() -> FlippedClass:
    world = flipped_class(learners=2, questions=3)
    world.answer(world.learners[0], 0, "o2", certainty=3)
    world.answer(world.learners[0], 1, "o1", certainty=2)
    refresh_schedules(at=NOW)
    return world


_world = once(two_learners, at=LATER)


@pytest.fixture
def world(_world: FlippedClass, db: None) -> FlippedClass:
    return copy_of(_world)


def address(world: FlippedClass, number: int = 0, learner: int = 0) -> str:
    version = world.versions[number]
    draw = Draw.objects.get(purpose="refresher", questions__version=version)
    return address_of(world.learners[learner], draw, version, at=LATER)


def test_the_address_opens_the_question_with_the_tapped_option_chosen(
    client: Client, world: FlippedClass
) -> None:
    before = Response.objects.count()
    page = client.get(address(world) + "?o=o3")
    text = page.content.decode()
    assert page.status_code == 200
    assert "When should you review lesson 1?" in text
    (chosen,) = [part for part in text.split("<input") if "checked" in part]
    assert 'value="o3"' in chosen
    assert "no-store" in page["Cache-Control"]
    assert Response.objects.count() == before


def test_opening_it_any_number_of_times_writes_nothing(
    client: Client, world: FlippedClass, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_max_num_queries(12) as queries:  # type: ignore[operator]
        client.get(address(world) + "?o=o1")
    verbs = {query["sql"].split(" ", 1)[0] for query in queries.captured_queries}
    assert verbs <= {"SELECT"}


def test_one_tap_records_shows_the_feedback_and_leads_on(
    client: Client, world: FlippedClass
) -> None:
    door = address(world)
    answered = client.post(door + "answer/", {"choice": "o2", "certainty": "2"})
    assert (answered.status_code, answered["Location"]) == (303, door)
    response = Response.objects.latest("seq")
    assert (response.subject, response.certainty) == (world.learners[0], 2)
    text = client.get(door).content.decode()
    assert "Fresh is easy, and easy leaves little." in text
    assert "A fifth of the way to the exam." in text
    assert address(world, 1) in text


def test_a_second_tap_changes_nothing(client: Client, world: FlippedClass) -> None:
    door = address(world)
    client.post(door + "answer/", {"choice": "o2"})
    count = Response.objects.count()
    assert client.post(door + "answer/", {"choice": "o1"}).status_code == 303
    assert Response.objects.count() == count
    assert "Not yet" in client.get(door).content.decode()


def test_an_empty_answer_is_asked_for_again(client: Client, world: FlippedClass) -> None:
    page = client.post(address(world) + "answer/", {})
    assert page.status_code == 422
    assert "Choose or write an answer first." in page.content.decode()


def test_every_wrong_address_is_the_same_nothing(client: Client, world: FlippedClass) -> None:
    door = address(world)
    token = door.split("/")[-2]
    stranger = person("stranger", "Sam")
    claims = {"target_id": 1, "scope": world.versions[0].code, "epoch": 0, "at": LATER}
    other_use = tokens.make("answer", subject_id=world.learners[0].pk, **claims)
    foreign = tokens.make(
        "refresher", subject_id=stranger.pk, **{**claims, "target_id": Draw.objects.latest("pk").pk}
    )
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x", "....", other_use, foreign):
        assert client.get(f"/refresh/r/{wrong}/").status_code == 404
        assert client.post(f"/refresh/r/{wrong}/answer/", {"choice": "o1"}).status_code == 404
        assert client.post(f"/refresh/r/{wrong}/stop/").status_code == 404


@pytest.mark.parametrize("how", ["place", "grant", "person", "epoch", "expired"])
def test_who_is_suspended_or_late_finds_nothing(
    client: Client, world: FlippedClass, how: str
) -> None:
    door, learner = address(world), world.learners[0]
    assert client.get(door).status_code == 200
    if how == "place":
        suspend_membership(Membership.objects.get(subject=learner), by=world.teacher, at=LATER)
    elif how == "grant":
        # As an administrator does on the page of a person.
        place = Membership.objects.select_related("grant__subject__person").get(subject=learner)
        suspend(place.grant, by=None, at=LATER)
    elif how == "person":
        suspend_person(learner.person, by=world.teacher, at=LATER)
    elif how == "epoch":
        bump_epoch(learner, at=LATER)
    else:
        with time_machine.travel(LATER + 16 * DAY, tick=False):
            assert client.get(door).status_code == 404
        return
    count = Response.objects.count()
    assert client.get(door).status_code == 404
    assert client.post(door + "answer/", {"choice": "o1"}).status_code == 404
    assert client.post(door + "stop/").status_code == 404
    assert Response.objects.count() == count


def test_wrong_methods_are_refused(client: Client, world: FlippedClass) -> None:
    door = address(world)
    assert client.post(door).status_code == 405
    assert client.get(door + "answer/").status_code == 405
    assert client.get(door + "stop/").status_code == 405


def test_the_stop_button_stops_the_mails_and_keeps_the_page(
    client: Client, world: FlippedClass
) -> None:
    door = address(world)
    assert client.post(door + "stop/").status_code == 200
    assert Preference.objects.get(subject=world.learners[0]).stopped == ["refresher"]
    assert client.get(door).status_code == 200


def test_the_signed_in_page_says_how_many_are_due_and_opens_the_first(
    client: Client, world: FlippedClass, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    client.force_login(world.learners[0].person)
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        text = client.get(f"/refresh/{world.cohort.code}/").content.decode()
    assert "2 questions are due" in text
    assert address(world) in text
    client.force_login(world.learners[1].person)
    assert "Nothing to refresh yet" in client.get(f"/refresh/{world.cohort.code}/").content.decode()


def test_the_signed_in_page_is_nothing_for_strangers_and_takes_no_post(
    client: Client, world: FlippedClass
) -> None:
    page = f"/refresh/{world.cohort.code}/"
    client.force_login(person("stranger", "Sam").person)
    assert client.get(page).status_code == 404
    client.force_login(world.learners[0].person)
    assert client.post(page).status_code == 405


def test_who_has_something_due_is_mailed_once_a_day_with_a_link_for_each_option(
    world: FlippedClass,
) -> None:
    ask_again(at=LATER)
    ask_again(at=LATER + dt.timedelta(hours=1))
    mail = OutboxMessage.objects.get(channel="mail")
    assert (mail.subject, mail.purpose) == (world.learners[0], "refresher")
    purpose = purpose_named("refresher")
    assert purpose.wanted(mail, LATER) == ""
    with translation.override("en"):
        said = purpose.render(mail, "en")
    assert said.title == "A question from Remember it"
    assert said.address == address(world)
    for option in ("o1", "o2", "o3"):
        assert f"{said.address}?o={option}" in said.text
        assert f"{said.address}?o={option}" in said.html


def test_what_was_answered_meanwhile_is_no_longer_mailed(
    client: Client, world: FlippedClass
) -> None:
    ask_again(at=LATER)
    mail = OutboxMessage.objects.get(channel="mail")
    for number in (0, 1):
        client.post(address(world, number) + "answer/", {"choice": "o1"})
    assert purpose_named("refresher").wanted(mail, LATER) == "nothing_due"


def test_many_mails_are_weighed_each_for_itself_in_as_many_queries_as_one(
    world: FlippedClass, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ask_again(at=LATER)
    first = OutboxMessage.objects.select_related("subject").get(channel="mail")
    weigh = purpose_named("refresher").wanted_many
    assert weigh is not None
    with CaptureQueriesContext(connection) as alone:
        weigh([first], LATER)
    # The second learner has nothing due; somebody else is no member at all.
    others = [
        OutboxMessage(pk=first.pk + n, subject=subject, about=first.about, purpose="refresher")
        for n, subject in enumerate((world.learners[1], person("stranger", "Sam")), 1)
    ]
    with django_assert_num_queries(len(alone)):
        reasons = weigh([first, *others], LATER)
    assert list(reasons.values()) == ["", "nothing_due", "no_access"]


def test_nobody_is_asked_at_night(world: FlippedClass) -> None:
    assert ask_again(at=LATER.replace(hour=22)) == 0
    assert ask_again(at=LATER.replace(hour=5)) == 0
    assert OutboxMessage.objects.count() == 0


def test_three_days_after_the_meeting_a_check_is_opened_and_mailed_once(
    client: Client, world: FlippedClass
) -> None:
    due_at = world.cycle.meeting.starts_at + 3 * DAY
    assert open_due_checks(at=due_at - 2 * DAY) == 0
    assert open_due_checks(at=due_at + dt.timedelta(hours=2)) == 1
    assert open_due_checks(at=due_at + dt.timedelta(hours=3)) == 0
    mails = OutboxMessage.objects.filter(purpose="delayed_check", channel="mail")
    assert mails.count() == 2
    draw = Draw.objects.get(purpose="delayed_check")
    assert [version.pk for version in unanswered(world.learners[0], draw)] == [
        version.pk for version in world.versions
    ]


def test_the_check_leads_from_question_to_question_to_its_end(
    client: Client, world: FlippedClass
) -> None:
    learner = world.learners[1]
    draw = open_delayed_check(world.cycle, at=LATER)
    mail = OutboxMessage.objects.get(subject=learner, channel="mail")
    purpose = purpose_named("delayed_check")
    with translation.override("en"):
        said = purpose.render(mail, "en")
    assert said.address == address_of(learner, draw, world.versions[0], at=LATER)
    for number, version in enumerate(world.versions):
        door = address_of(learner, draw, version, at=LATER)
        client.post(door + "answer/", {"choice": "o1"})
        text = client.get(door).content.decode()
        assert ("Next question" in text) is (number < len(world.versions) - 1)
    assert purpose.wanted(mail, LATER) == "done"

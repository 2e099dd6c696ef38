"""Anonymous voting: one ballot each, votes that lead to nobody, no figure of fewer than five."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core import serializers
from django.test import Client

from volteface.accounts.models import Subject
from volteface.classroom.actions.ballots import give_ballot, vote_anonymously, write_votes
from volteface.classroom.actions.joining import join_as_guest, join_as_member
from volteface.classroom.actions.rooms import add_check, move_round
from volteface.classroom.errors import AlreadyAsked
from volteface.classroom.models import AnonymousVote, Participant, Room
from volteface.classroom.queries.attendance import attendance_of
from volteface.classroom.queries.rooms import (
    counts_of,
)
from volteface.classroom.rules.rounds import Phase
from volteface.classroom.testing import DURING
from volteface.core import jobs
from volteface.core.lanes.testing import call
from volteface.learning.models import Draw, Grade, Response
from volteface.readiness.actions import refresh_readiness
from volteface.readiness.models import ReadinessState

from .ballots import LATER, OTHER, RIGHT, WRONG, cast_vote, cast_votes, close
from .conftest import browser_of

if TYPE_CHECKING:
    from volteface.classroom.models import Round
    from volteface.classroom.testing import Held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]


def test_t23_no_row_of_a_vote_names_a_person_a_device_or_a_ballot(
    held: Held, blind: Room, current: Round
) -> None:
    seat = join_as_member(blind, subject=held.world.ann, at=DURING)
    ballot = give_ballot(blind, seat)
    assert ballot is not None
    assert cast_vote(current.first, ballot, RIGHT).status == 200
    box = serializers.serialize("json", AnonymousVote.objects.all())
    close(blind)
    rows = Response.objects.all()
    written = serializers.serialize("json", [*rows, *Grade.objects.filter(response__in=rows)])
    for private in (str(held.world.ann.code), "the-phone-of-ann", "01890a5d-ac96"):
        assert private not in box + written
    assert str(ballot) not in written
    (row,) = rows
    assert row.subject not in (held.world.ann, seat.subject)
    assert (row.subject.kind, row.subject.person) == (Subject.Kind.ANONYMOUS, None)
    assert not Participant.objects.filter(subject=row.subject).exists()
    assert (row.device, row.counter, row.seconds, row.options_shown) == ("", 0, None, "")
    assert row.answer_id.version == 4
    assert not AnonymousVote.objects.exists()


def test_t23_the_log_says_nothing_of_the_order_of_voting(current: Round, blind: Room) -> None:
    cast_votes(current.first, *[RIGHT] * 20, *[WRONG] * 20)
    close(blind)
    rows = Response.objects.filter(draw=current.first).order_by("seq")
    chosen = [row.grades.get().correct for row in rows]
    subjects = [row.subject_id for row in rows]
    assert sum(chosen) == 20
    # One order in 10¹¹ is the order of voting, or of the subjects' keys.
    assert chosen != sorted(chosen, reverse=True)
    assert [row.grades.get().correct for row in rows.order_by("subject_id")] != sorted(
        chosen, reverse=True
    )
    assert len(set(subjects)) == 40


def test_t23_the_time_of_a_vote_is_kept_to_the_minute(current: Round, blind: Room) -> None:
    with time_machine.travel(LATER, tick=False):
        cast_votes(current.first, RIGHT, WRONG)
    minute = LATER.replace(second=0, microsecond=0)
    assert set(AnonymousVote.objects.values_list("accepted_at", flat=True)) == {minute}
    close(blind)
    assert set(Response.objects.values_list("accepted_at", flat=True)) == {minute}
    assert set(Grade.objects.values_list("made_at", flat=True)) == {minute}


def test_t23_readiness_is_what_it_was_without_the_votes(
    held: Held, blind: Room, current: Round
) -> None:
    refresh_readiness(at=DURING)
    before = serializers.serialize("json", ReadinessState.objects.order_by("pk"))
    cast_votes(current.first, *[WRONG] * 6)
    close(blind)
    refresh_readiness(at=LATER)
    assert serializers.serialize("json", ReadinessState.objects.order_by("pk")) == before
    found = ReadinessState.objects.filter(subject__kind=Subject.Kind.ANONYMOUS)
    assert not found.exists()


def test_t23_a_member_who_votes_twice_counts_once(held: Held, blind: Room, current: Round) -> None:
    (ballot,) = cast_votes(current.first, WRONG)
    assert cast_vote(current.first, ballot, RIGHT, counter="2").status == 200
    # A resend that arrives late is older than what is in the box.
    assert cast_vote(current.first, ballot, OTHER, counter="1").status == 200
    assert counts_of(Room.objects.select_related("current_round").get(pk=blind.pk))[1] == 1
    assert AnonymousVote.objects.get().chosen == RIGHT
    close(blind)
    assert Response.objects.get().grades.get().chosen == RIGHT


def test_t23_nobody_gets_a_second_ballot(held: Held, blind: Room) -> None:
    first, second = browser_of(held.world.ann), browser_of(held.world.ann)
    name = f"ballot-{blind.code}"
    assert name in first.post(f"/room/{blind.code}/join/").cookies
    assert name not in first.post(f"/room/{blind.code}/join/").cookies
    assert name not in second.post(f"/room/{blind.code}/join/").cookies
    assert "You have had your ballot" in second.get(f"/room/{blind.code}/").text
    assert attendance_of(held.cycle).present == 1


def test_t23_the_phone_says_anonymous_and_carries_the_ballot_only(
    held: Held, blind: Room, current: Round
) -> None:
    browser = browser_of(held.world.ann)
    assert "votes anonymously" in browser.get(f"/room/{blind.code}/").text
    browser.post(f"/room/{blind.code}/join/")
    page = browser.get(f"/room/{blind.code}/").text
    assert "Anonymous: your answers lead to nobody." in page
    assert 'action="/v/"' in page
    assert 'action="/a/"' not in page
    token = re.search(r'name="token" value="(vote\.[^"]+)"', page)
    assert token is not None
    assert token[1].split(".")[1] == "0"
    fields = {"token": token[1], "version": held.versions[0].code, "choice": RIGHT}
    sent = call("POST", "/v/", fields={**fields, "next": f"/room/{blind.code}/"})
    assert (sent.status, sent.headers["location"].split("#")[0]) == (303, f"/room/{blind.code}/")
    assert "Change my answer" in browser.get(f"/room/{blind.code}/").text
    close(blind)
    gone = browser.get(f"/room/{blind.code}/")
    assert gone.cookies[f"ballot-{blind.code}"].value == ""
    assert "comes back to nobody" in gone.text


def test_t23_after_the_close_a_ballot_is_worth_nothing(current: Round, blind: Room) -> None:
    (ballot,) = cast_votes(current.first, RIGHT)
    close(blind)
    for choice in (WRONG, RIGHT):
        assert cast_vote(current.first, ballot, choice).status == 409
    assert not AnonymousVote.objects.exists()
    assert Response.objects.count() == 1
    assert not write_votes(blind)


def test_t23_a_vote_that_comes_late_is_not_kept(current: Round, blind: Room) -> None:
    move_round(current, to=Phase.DISCUSS, by=None, at=DURING)
    with time_machine.travel(LATER, tick=False):
        assert cast_vote(current.first, uuid.uuid4(), RIGHT).status == 409
    assert not AnonymousVote.objects.exists()


def test_t23_what_a_broken_close_left_is_written_by_its_job(
    current: Round, blind: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast_votes(current.first, *[RIGHT] * 5)
    monkeypatch.setattr("volteface.classroom.actions.rooms.write_votes", lambda _room: 0)
    close(blind)
    assert (AnonymousVote.objects.count(), Response.objects.count()) == (5, 0)
    jobs.run_due(LATER)
    assert (AnonymousVote.objects.count(), Response.objects.count()) == (0, 5)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"token": "vote.0.1.x.0.9.bad"}, 403),
        ({"version": "none"}, 404),
        ({"choice": ""}, 422),
        ({"choice": "no-such-option"}, 422),
    ],
)
def test_a_vote_that_is_none_is_refused(
    current: Round, changes: dict[str, str], status: int
) -> None:
    assert cast_vote(current.first, uuid.uuid4(), **{"choice": RIGHT, **changes}).status == status
    assert not AnonymousVote.objects.exists()


def test_how_a_room_votes_is_settled_with_its_first_question(
    held: Held, blind: Room, current: Round
) -> None:
    with pytest.raises(AlreadyAsked):
        vote_anonymously(blind, anonymous=False, by=None, at=LATER)
    browser = browser_of(held.world.teacher)
    answer = browser.post(f"/room/{blind.code}/anonymous/", {"anonymous": "0"}, follow=True)
    assert "stays as it is" in answer.text
    assert "Vote by name again" not in answer.text
    assert Room.objects.get(pk=blind.pk).anonymous


def test_the_teacher_makes_a_room_anonymous_before_its_first_question(
    held: Held, room: Room
) -> None:
    page = browser_of(held.world.teacher).post(
        f"/room/{room.code}/anonymous/", {"anonymous": "1"}, follow=True
    )
    assert "who voted what is not" in page.text
    assert "anonymous" in browser_of(held.world.teacher).get(f"/room/{room.code}/projector/").text
    guest = Client()
    guest.post(f"/room/{room.code}/join/", {"name": "Zoë"})
    assert "You are in" in guest.get(f"/room/{room.code}/").text


def test_a_room_by_name_gives_no_ballots(room: Room) -> None:
    seat = join_as_guest(room, name="", learners=2, at=DURING)
    assert give_ballot(room, seat) is None
    assert not Participant.objects.get().has_ballot


def test_t23_a_check_is_answered_on_the_ballot_in_one_order_for_all(
    held: Held, blind: Room
) -> None:
    versions = held.versions[:3]
    check = add_check(
        blind, purpose=Draw.Purpose.OPENING_CHECK, versions=versions, by=None, at=DURING
    )
    move_round(check, to=Phase.FIRST_VOTE, by=None, at=DURING)
    orders = set()
    for subject in (held.world.ann, held.world.bob):
        browser = browser_of(subject)
        browser.post(f"/room/{blind.code}/join/")
        page = browser.get(f"/room/{blind.code}/").text
        assert page.count('action="/v/"') == 3 + page.count("<template data-vote>")
        assert 'action="/a/"' not in page
        orders.add(tuple(re.findall(r'name="choice" value="(o\d)"', page)))
    assert len(orders) == 1

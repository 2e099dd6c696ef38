"""The door, the phone and what the missing read: joining by a POST, guesses, rejoining."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.classroom.actions.debriefs import release_debrief, write_debrief
from volteface.classroom.actions.joining import join_as_member
from volteface.classroom.actions.rooms import add_check, add_vote, close_room, move_round
from volteface.classroom.models import Participant
from volteface.classroom.rules.rounds import Phase
from volteface.classroom.testing import DURING
from volteface.learning.models import Draw

from .conftest import browser_of

if TYPE_CHECKING:
    from volteface.classroom.models import Room
    from volteface.classroom.testing import Held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]


def _join(room: Room, browser: Client, name: str = "") -> None:
    answer = browser.post(reverse("classroom:join", args=[room.code]), {"name": name})
    assert answer.status_code == 302


def test_a_code_leads_to_its_room_however_it_is_typed(room: Room) -> None:
    room.code = "K0M12X"
    room.save()
    answer = Client().post(reverse("classroom:door"), {"code": " ko-mi2x "})
    assert answer["Location"] == "/room/K0M12X/"


def test_a_wrong_code_is_explained_and_kept(room: Room) -> None:
    answer = Client().post(reverse("classroom:door"), {"code": "zzzzzz"})
    assert answer.status_code == 422
    assert "ZZZZZZ" in answer.text


def test_t12_a_device_that_guesses_twenty_times_waits_ten_minutes(room: Room) -> None:
    browser = Client()
    browser.get(reverse("classroom:door"))
    answers = [browser.get(f"/room/{n:06d}/").status_code for n in range(20)]
    assert set(answers) == {404}
    assert browser.get("/room/999999/").status_code == 429
    assert browser.get(f"/room/{room.code}/").status_code == 429
    with time_machine.travel(DURING + dt.timedelta(minutes=10, seconds=1)):
        assert browser.get(f"/room/{room.code}/").status_code == 200


@pytest.mark.scale
def test_t12_an_address_that_guesses_three_hundred_times_waits_but_members_do_not(
    held: Held, room: Room
) -> None:
    stranger = Client()
    for number in range(300):
        # Each guess from a browser that keeps nothing.
        stranger.cookies.clear()
        assert stranger.get(f"/room/{number:06d}/").status_code == 404
    assert stranger.get(f"/room/{room.code}/").status_code == 429
    assert browser_of(held.world.ann).get(f"/room/{room.code}/").status_code == 200


@pytest.mark.scale
def test_t12_three_hundred_students_behind_one_address_all_join(room: Room) -> None:
    student = Client()
    for _number in range(300):
        student.cookies.clear()
        answer = student.post(f"/room/{room.code}/join/", {"name": ""})
        assert answer.status_code == 302
    assert room.participants.count() == 300


def test_a_link_never_joins(held: Held, room: Room) -> None:
    browser_of(held.world.ann).get(f"/room/{room.code}/")
    Client().get(f"/room/{room.code}/join/")
    assert not Participant.objects.exists()


def test_a_member_joins_under_their_own_subject_in_two_taps(held: Held, room: Room) -> None:
    browser = browser_of(held.world.ann)
    assert "join as Ann Learner" in browser.get(f"/room/{room.code}/").text
    _join(room, browser)
    seat = Participant.objects.get()
    assert (seat.kind, seat.subject_id) == ("member", held.world.ann.pk)
    assert "You are in" in browser.get(f"/room/{room.code}/").text


def test_a_stranger_with_an_account_joins_as_a_guest(held: Held, room: Room) -> None:
    browser = browser_of(held.world.stranger)
    _join(room, browser, "Sam")
    seat = Participant.objects.get()
    assert (seat.kind, seat.name) == ("guest", "Sam")
    assert seat.subject.person is None


def test_r04_a_guest_who_comes_back_has_the_same_seat(room: Room) -> None:
    browser = Client()
    _join(room, browser, "Zoë")
    _join(room, browser, "Zoë")
    assert Participant.objects.count() == 1
    assert "You are in" in browser.get(f"/room/{room.code}/").text


def test_a_seat_of_one_room_is_none_in_another(held: Held, room: Room) -> None:
    browser = Client()
    _join(room, browser)
    token = browser.cookies[f"room-{room.code}"].value
    close_room(room, by=None, at=DURING)
    other = type(room).objects.create(cycle=held.cycle, opened_at=DURING)
    browser.cookies[f"room-{other.code}"] = token
    assert browser.get(f"/room/{other.code}/state/").status_code == 404


def test_t06_a_hostile_name_is_only_text(held: Held, room: Room) -> None:
    _join(room, Client(), '"><img src=x onerror=alert(1)>')
    page = browser_of(held.world.teacher).get(f"/room/{room.code}/presenter/").text
    assert "<img src=x" not in page


def test_where_guests_are_not_allowed_the_door_says_so(room: Room) -> None:
    type(room).objects.update(guests_allowed=False)
    assert "Sign in to join" in Client().get(f"/room/{room.code}/").text
    assert Client().post(f"/room/{room.code}/join/", {"name": ""}).status_code == 409


def test_the_phone_shows_the_vote_as_a_plain_form(held: Held, room: Room) -> None:
    browser = browser_of(held.world.ann)
    _join(room, browser)
    current = add_vote(room, version=held.versions[0], by=None, at=DURING)
    move_round(current, to=Phase.FIRST_VOTE, by=None, at=DURING)
    page = browser.get(f"/room/{room.code}/").text
    assert 'action="/a/"' in page
    assert f'value="{held.versions[0].code}"' in page
    assert page.count('name="certainty"') == 6
    assert "tenth to a fifth" not in page


def test_t05_the_key_comes_with_the_result_only(held: Held, room: Room) -> None:
    browser = browser_of(held.world.ann)
    _join(room, browser)
    current = add_vote(room, version=held.versions[0], by=None, at=DURING)
    for phase in ("first_vote", "discuss", "second_vote"):
        move_round(current, to=Phase(phase), by=None, at=DURING)
        assert "tenth to a fifth" not in browser.get(f"/room/{room.code}/").text
    move_round(current, to=Phase.RESULT, by=None, at=DURING)
    assert "tenth to a fifth" in browser.get(f"/room/{room.code}/").text


def test_a_check_is_a_page_of_cards_and_then_of_answers(held: Held, room: Room) -> None:
    browser = browser_of(held.world.ann)
    _join(room, browser)
    versions = held.versions[:3]
    check = add_check(
        room, purpose=Draw.Purpose.OPENING_CHECK, versions=versions, by=None, at=DURING
    )
    move_round(check, to=Phase.FIRST_VOTE, by=None, at=DURING)
    assert browser.get(f"/room/{room.code}/").text.count('id="q-') == 3
    move_round(check, to=Phase.RESULT, by=None, at=DURING)
    assert "The answers" in browser.get(f"/room/{room.code}/").text


def test_the_state_is_asked_for_where_no_stream_comes_through(held: Held, room: Room) -> None:
    browser = browser_of(held.world.ann)
    assert browser.get(f"/room/{room.code}/state/").status_code == 404
    _join(room, browser)
    state = browser.get(f"/room/{room.code}/state/").json()
    assert (state["phase"], "joined" in state) == ("waiting", False)
    assert browser.post(f"/room/{room.code}/state/").status_code == 405


def test_whoever_was_missing_reads_debrief_answers_and_ticket(held: Held, room: Room) -> None:
    join_as_member(room, subject=held.world.ann, at=DURING)
    current = add_vote(room, version=held.versions[0], by=None, at=DURING)
    move_round(current, to=Phase.FIRST_VOTE, by=None, at=DURING)
    ticket = add_check(
        room, purpose=Draw.Purpose.EXIT_TICKET, versions=held.versions[1:4], by=None, at=DURING
    )
    move_round(ticket, to=Phase.FIRST_VOTE, by=None, at=DURING)
    write_debrief(held.cycle, text="We **agreed** on gaps.", by=None, at=DURING)
    release_debrief(held.cycle, by=None, at=DURING)
    path = reverse("classroom:missed", args=[held.cycle.code])
    assert "not been held yet" in browser_of(held.world.bob).get(path).text
    close_room(room, by=None, at=DURING)
    page = browser_of(held.world.bob).get(path).text
    assert "What you missed" in page
    assert "<strong>agreed</strong>" in page
    assert "In about six days" in page
    assert page.count('id="q-') == 3
    assert 'id="q-' not in browser_of(held.world.ann).get(path).text
    assert browser_of(held.world.stranger).get(path).status_code == 404
    assert browser_of(held.world.bob).post(path).status_code == 405

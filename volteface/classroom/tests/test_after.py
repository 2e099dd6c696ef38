"""After the meeting: the debrief and its draft, what the absent read, who is told."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse

from volteface.classroom.actions.debriefs import (
    release_debrief,
    take_debrief_back,
    write_debrief,
)
from volteface.classroom.actions.joining import join_as_member
from volteface.classroom.actions.plans import save_plan
from volteface.classroom.actions.rooms import add_vote, close_room, move_round
from volteface.classroom.actions.telling import LOOK_BACK, MISSED, ask_to_look_back
from volteface.classroom.events import Paragraph, register_debrief
from volteface.classroom.models import Debrief, Participant
from volteface.classroom.queries.debriefs import draft
from volteface.classroom.rules.rounds import Phase
from volteface.classroom.testing import DURING, build_voters, vote
from volteface.core import jobs
from volteface.messaging.actions.sending import send_due
from volteface.messaging.models import OutboxMessage
from volteface.questions.models import Misconception
from volteface.rosters.models import Membership
from volteface.timetable.testing import MEETING

from .conftest import browser_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.classroom.models import Room
    from volteface.classroom.testing import Held

pytestmark = pytest.mark.django_db
OVER = MEETING + dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _evening() -> Iterator[None]:
    with time_machine.travel(OVER + dt.timedelta(hours=2), tick=False):
        yield


def _hold(held: Held, room: Room, *, voters: int = 12, right: int = 6) -> None:
    """One vote; Ann was there and Bob was not."""
    join_as_member(room, subject=held.world.ann, at=DURING)
    current = add_vote(room, version=held.versions[0], by=None, at=DURING)
    current = move_round(current, to=Phase.FIRST_VOTE, by=None, at=DURING)
    vote(current, build_voters(voters), right=right, at=DURING)
    move_round(current, to=Phase.RESULT, by=None, at=DURING + dt.timedelta(minutes=9))
    close_room(room, by=None, at=OVER)


def _written(held: Held) -> None:
    write_debrief(held.cycle, text="We **agreed** on gaps.", by=held.world.teacher, at=OVER)


def _messages(purpose: str) -> set[tuple[str, str]]:
    rows = OutboxMessage.objects.filter(purpose=purpose)
    return {(row.subject.person.name, row.state) for row in rows if row.subject.person}


def test_the_draft_names_what_stayed_open_with_its_answer(held: Held, room: Room) -> None:
    _hold(held, room)
    found = draft(held.cycle)
    assert found.carried == (held.versions[0],)
    assert "Still open:" in found.text
    assert "6 of 12 were right" in found.text
    assert "In about six days" in found.text


def test_the_draft_names_beliefs_that_stayed_where_most_were_right(held: Held, room: Room) -> None:
    bank = held.world.module.course.bank
    Misconception.objects.create(bank=bank, key="cram", text="Cramming is enough")
    _hold(held, room, voters=30, right=24)
    found = draft(held.cycle)
    assert "Not let go of by all:** “Cramming is enough” 6 of 30 still answered so" in found.text
    assert found.carried == (held.versions[0],)


def test_a_draft_speaks_of_nobody_under_five(held: Held, room: Room) -> None:
    _hold(held, room, voters=4, right=1)
    text = draft(held.cycle).text
    assert "An exam is in 30 days" in text
    assert "of 4" not in text
    assert "Still open" not in text


def test_others_add_their_paragraphs_in_order(held: Held, room: Room) -> None:
    _hold(held, room)
    said = Paragraph(text="The cards say more.", carried=(held.versions[3],))
    try:
        register_debrief("test", lambda _cycle: [said], position=10)
        found = draft(held.cycle)
    finally:
        register_debrief("test", lambda _cycle: [], position=10)
    assert found.text.startswith("The cards say more.")
    assert [version.pk for version in found.carried] == [
        held.versions[3].pk,
        held.versions[0].pk,
    ]


def test_learners_read_the_debrief_once_it_is_released(held: Held, room: Room) -> None:
    _hold(held, room)
    _written(held)
    path = reverse("classroom:missed", args=[held.cycle.code])
    learner, teacher = browser_of(held.world.bob), browser_of(held.world.teacher)
    assert "<strong>agreed</strong>" not in learner.get(path).text
    assert "<strong>agreed</strong>" in teacher.get(path).text
    desk = reverse("classroom:debrief", args=[held.cycle.code])
    given = {"debrief": "We **agreed** on gaps.", "do": "release"}
    assert teacher.post(desk, given).status_code == 302
    assert "<strong>agreed</strong>" in learner.get(path).text
    assert "<strong>agreed</strong>" in browser_of(held.world.ann).get(path).text
    teacher.post(desk, given | {"do": "hide"})
    assert "<strong>agreed</strong>" not in learner.get(path).text


def test_t03_a_tutor_reads_how_many_came_and_only_their_own_by_name(held: Held, room: Room) -> None:
    _hold(held, room)
    tutor = browser_of(held.world.tutor)
    debrief = tutor.get(reverse("classroom:debrief", args=[held.cycle.code])).text
    assert "1 of 2 were here" in debrief
    named = tutor.get(reverse("classroom:attendance", args=[held.cycle.code])).text
    assert "Ann Learner" in named
    for page in (debrief, named):
        assert "Bob Learner" not in page


def test_an_empty_debrief_is_not_released(held: Held, room: Room) -> None:
    _hold(held, room)
    desk = reverse("classroom:debrief", args=[held.cycle.code])
    answer = browser_of(held.world.teacher).post(desk, {"do": "release"}, follow=True)
    assert "two lines are enough" in answer.text
    assert not Debrief.objects.filter(released_at__isnull=False).exists()


def test_a_draft_is_offered_only_where_there_is_one_to_put_below(held: Held, room: Room) -> None:
    browser = browser_of(held.world.teacher)
    desk = reverse("classroom:debrief", args=[held.cycle.code])
    assert "Put the draft below" not in browser.get(desk).text
    _written(held)
    assert "Put the draft below" not in browser.get(desk).text
    _hold(held, room)
    assert "Put the draft below" in browser.get(desk).text
    assert "Put the draft below" not in browser.get(f"{desk}?draft").text


def test_what_is_ticked_is_asked_again_next_time(held: Held, room: Room) -> None:
    _hold(held, room)
    browser, desk = (
        browser_of(held.world.teacher),
        reverse("classroom:debrief", args=[held.cycle.code]),
    )
    question = held.versions[0].question
    assert f'value="{question.code}"' in browser.get(desk).text
    browser.post(desk, {"debrief": "Gaps.", "carried": question.code, "do": "save"})
    assert list(Debrief.objects.get(cycle=held.cycle).carried.all()) == [question]


def test_the_absent_read_figures_that_speak_of_five_and_more(held: Held, room: Room) -> None:
    _hold(held, room)
    path = reverse("classroom:missed", args=[held.cycle.code])
    page = browser_of(held.world.bob).get(path).text
    assert "6 of 12 were right." in page
    assert "In about six days" in page
    assert reverse("dialogue:ask_at", args=[held.cycle.code, "module"]) in page


def test_the_absent_read_no_figure_of_the_few(held: Held, room: Room) -> None:
    _hold(held, room, voters=7, right=5)
    page = browser_of(held.world.bob).get(reverse("classroom:missed", args=[held.cycle.code])).text
    assert "of 7" not in page
    assert "fewer than five people" in page


def test_who_was_missing_is_told_once(held: Held, room: Room) -> None:
    _hold(held, room)
    _written(held)
    for hours in (1, 2):
        at = OVER + dt.timedelta(hours=hours)
        release_debrief(held.cycle, by=None, at=at)
        jobs.run_due(at)
    assert _messages(MISSED) == {("Bob Learner", "due")}
    send_due(OVER + dt.timedelta(hours=2))
    [mail] = OutboxMessage.objects.filter(purpose=MISSED, channel="mail")
    assert mail.state == "sent"
    assert mail.address == reverse("classroom:missed", args=[held.cycle.code])
    assert "agreed" not in mail.body


def test_nobody_is_told_while_it_is_hidden(held: Held, room: Room) -> None:
    _hold(held, room)
    _written(held)
    release_debrief(held.cycle, by=None, at=OVER)
    jobs.run_due(OVER)
    take_debrief_back(held.cycle, by=None, at=OVER)
    send_due(OVER)
    assert _messages(MISSED) == {("Bob Learner", "skipped")}
    later = OVER + dt.timedelta(minutes=5)
    release_debrief(held.cycle, by=None, at=later)
    jobs.run_due(later)
    send_due(later)
    assert _messages(MISSED) == {("Bob Learner", "sent")}


def test_who_joined_after_all_is_not_told(held: Held, room: Room) -> None:
    _hold(held, room)
    _written(held)
    release_debrief(held.cycle, by=None, at=OVER)
    jobs.run_due(OVER)
    Participant.objects.create(
        room=room, subject=held.world.bob, kind=Participant.Kind.MEMBER, joined_at=DURING
    )
    send_due(OVER)
    assert _messages(MISSED) == {("Bob Learner", "skipped")}


def test_who_is_missing_on_a_paper_list_is_told_once_it_is_whole(held: Held) -> None:
    """No room was open: the debrief is out, and the list is typed in afterwards."""
    _written(held)
    release_debrief(held.cycle, by=None, at=OVER)
    jobs.run_due(OVER)
    address = reverse("classroom:attendance_note", args=[held.cycle.code])
    places = Membership.objects.filter(cohort=held.cycle.cohort)
    ann, bob = (places.get(subject=one).code for one in (held.world.ann, held.world.bob))
    teacher = browser_of(held.world.teacher)
    said = teacher.post(address, {"who": [ann, bob]}, follow=True).text
    assert "In an hour, whoever is missing" in said
    # Bob by mistake; and nobody is told while ticks still come.
    teacher.post(address, {"who": [bob], "back": "1"})
    typed = OVER + dt.timedelta(hours=2)
    jobs.run_due(typed + dt.timedelta(minutes=59))
    assert _messages(MISSED) == set()
    jobs.run_due(typed + dt.timedelta(minutes=60))
    assert _messages(MISSED) == {("Bob Learner", "due")}
    # A list with nobody on it says nothing of anybody.
    teacher.post(address, {"who": [ann], "back": "1"})
    send_due(typed + dt.timedelta(minutes=61))
    assert _messages(MISSED) == {("Bob Learner", "skipped")}


def test_the_teacher_is_asked_once_when_the_meeting_ends(held: Held) -> None:
    assert ask_to_look_back(at=OVER - dt.timedelta(minutes=1)) == 0
    for minutes in (0, 1, 30):
        ask_to_look_back(at=OVER + dt.timedelta(minutes=minutes))
    assert _messages(LOOK_BACK) == {("Tess Teacher", "due")}
    assert ask_to_look_back(at=OVER + dt.timedelta(days=1)) == 0
    send_due(OVER + dt.timedelta(hours=1))
    [mail] = OutboxMessage.objects.filter(purpose=LOOK_BACK, channel="mail")
    assert mail.address == reverse("classroom:retro", args=[held.cycle.code])


@pytest.mark.parametrize("who", ["bob", "teacher"])
def test_the_meeting_goes_onto_paper(held: Held, room: Room, who: str) -> None:
    save_plan(held.cycle, by=None, at=DURING)
    _hold(held, room)
    path = reverse("classroom:missed_pdf", args=[held.cycle.code])
    answer = browser_of(getattr(held.world, who)).get(path)
    assert answer.content.startswith(b"%PDF")
    assert browser_of(held.world.stranger).get(path).status_code == 404

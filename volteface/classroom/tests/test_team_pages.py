"""The pages and papers of a meeting's teams: who sees what, what the buttons do."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pypdf import PdfReader

from volteface.classroom.actions.plans import add_activity
from volteface.classroom.actions.teams import lock_teams, make_teams, mark_absent
from volteface.classroom.models import Seat, TeamPlan
from volteface.classroom.queries.rooms import state_for
from volteface.classroom.queries.teams import team_of, teams_of
from volteface.classroom.rules.state import PROJECTOR
from volteface.classroom.testing import DURING, Held, build_room
from volteface.classroom.tests.conftest import browser_of
from volteface.readiness.models import ReadinessState
from volteface.rosters.actions import leave
from volteface.rosters.queries import membership_of
from volteface.timetable.testing import AT

if TYPE_CHECKING:
    from django.test import Client

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle

GROUPS = TeamPlan.Groups


def test_the_page_makes_moves_locks_and_takes_back(teacher: Client, cycle: Cycle) -> None:
    page = reverse("classroom:teams", args=[cycle.code])
    assert b"12 people are expected" in teacher.get(page).content
    made = teacher.post(f"{page}make/", {"size": "4", "groups": "mixed", "names_shown": "on"})
    assert made.status_code == 302
    shown = teacher.get(page).content.decode()
    assert "Ann Learner" in shown
    add_activity(cycle, technique="concept_map", title="", minutes=20, by=None, at=AT)
    plan = teacher.get(reverse("classroom:plan", args=[cycle.code])).text
    assert "Your 3 teams (4 people)" in plan
    assert "one for each of your teams" in plan
    who = shown.split('name="who" value="')[1][:12]
    moved = teacher.post(f"{page}change/", {"do": "move", "to": "2", "who": [who]})
    assert moved["Location"].endswith("#team-2")
    teacher.post(f"{page}change/", {"do": "lock"})
    assert "learners see theirs" in teacher.get(page).content.decode()
    teacher.post(f"{page}make/", {"size": "4", "groups": "mixed"})
    assert "Open them before making others" in teacher.get(page).content.decode()
    teacher.post(f"{page}change/", {"do": "undo"})
    assert teacher.post(f"{page}make/", {"size": "9", "groups": "mixed"}).status_code == 422


def test_t03_a_tutor_sees_the_teams_and_names_of_their_group(
    taught: tuple[Held, list[Subject]],
) -> None:
    held, people = taught
    ReadinessState.objects.create(
        cycle=held.cycle, subject=people[0], state="ready", reason="mostly_right", computed_at=AT
    )
    make_teams(held.cycle, size=3, groups=GROUPS.MIXED, question=None, by=None, at=AT)
    tutor = browser_of(held.world.tutor)
    page = reverse("classroom:teams", args=[held.cycle.code])
    shown = tutor.get(page).content.decode()
    assert "Ann Learner" in shown
    assert "Bob Learner" not in shown
    assert "of another group" in shown
    # Readiness is the responsible teacher's.
    assert "ready" not in shown.lower().replace("already", "")
    assert "ready" in browser_of(held.world.teacher).get(page).content.decode()
    assert tutor.post(f"{page}change/", {"do": "lock"}).status_code == 404


def test_t04_who_has_left_the_cohort_leaves_the_teams_with_the_next_change(
    taught: tuple[Held, list[Subject]], teacher: Client
) -> None:
    held, people = taught
    _make(held.cycle, size=3)
    bob = people[1]
    leave(membership_of(bob, held.world.cohort, AT), by=None, at=AT)  # type: ignore[arg-type]  # he is in
    page = reverse("classroom:teams", args=[held.cycle.code])
    assert "left the cohort" in teacher.get(page).content.decode()
    # He was in red, so blue's tutor reads nothing of him.
    assert "Bob Learner" not in browser_of(held.world.tutor).get(page).content.decode()
    mark_absent(held.cycle, [people[2].pk], by=None, at=DURING)
    assert team_of(bob, held.cycle) is None


def test_seats_are_pasted_with_names_addresses_and_heads(teacher: Client, cycle: Cycle) -> None:
    page = reverse("classroom:team_seats", args=[cycle.code])
    text = (
        "Name;Row;Seat\nAnn Learner; c; 4\nbob.learner@example.org, C5\n"
        "Nobody Known; C; 6\nLearner 0 Secret0; by the window"
    )
    answer = teacher.post(page, {"seats": text})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "line 4" in said
    assert "line 5" in said
    found = Seat.objects.filter(cycle=cycle).values_list("subject__person__name", "row", "number")
    assert set(found) == {("Ann Learner", "C", 4), ("Bob Learner", "C", 5)}
    assert teacher.post(page, {"seats": "Ann Learner\tD\t9"}).status_code == 302
    teacher.post(page, {"clear": "1"})
    assert not Seat.objects.exists()


def test_a_phone_says_the_team_and_takes_the_seat_of_members_only(
    taught: tuple[Held, list[Subject]], during: None
) -> None:
    held, people = taught
    _make(held.cycle, size=3)
    room = build_room(held)
    phone, ann = reverse("classroom:phone", args=[room.code]), browser_of(people[0])
    guest = browser_of()
    for browser in (ann, guest):
        browser.post(reverse("classroom:join", args=[room.code]), {"name": "Gil"})
    assert "Your team" not in ann.get(phone).content.decode()
    lock_teams(held.cycle, by=None, at=DURING)
    said = ann.get(phone).content.decode()
    team = team_of(people[0], held.cycle)
    assert team is not None
    mates = [one for one in team.members if one.subject_id != people[0].pk]
    assert f"Team {team.number}" in said
    # First names and a letter, as learners read of each other nowhere else more.
    assert all(one.short_name in said and one.name not in said for one in mates)
    assert "Your team" not in guest.get(phone).content.decode()
    # The stream says that there is news, to the phones only: a version alone is none.
    state = reverse("classroom:state", args=[room.code])
    assert ann.get(state).json()["teams"] == 1
    projected = state_for(room.code, PROJECTOR, "en")
    assert projected is not None
    assert "teams" not in projected
    seat = reverse("classroom:own_seat", args=[room.code])
    assert ann.post(seat, {"row": "c", "seat": "7"}).status_code == 302
    assert guest.post(seat, {"row": "c", "seat": "7"}).status_code == 404
    ann.post(seat, {"row": "by the window", "seat": "7"})
    assert "You sit at C 7" in ann.get(phone).content.decode()
    assert "row C" in ann.get(phone).content.decode()
    # On the way to the meeting, too.
    assert f"Team {team.number}" in ann.get(f"/c/{held.cycle.code}/").content.decode()
    mark_absent(held.cycle, [people[0].pk], by=None, at=DURING)
    assert "gives you a team" in ann.get(phone).content.decode()


@pytest.mark.parametrize("paper", ["names", "signs", "sheets"])
def test_what_is_printed_about_teams(teacher: Client, cycle: Cycle, paper: str) -> None:
    _make(cycle)
    answer = teacher.get(reverse("classroom:team_paper", args=[cycle.code, paper]))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert len(pages) == (1 if paper == "names" else 3)
    said = " ".join(pages)
    for team in teams_of(cycle):
        for one in team.members:
            assert (one.short_name if paper == "signs" else one.name) in said


def _make(cycle: Cycle, *, size: int = 4, groups: str = GROUPS.MIXED) -> None:
    make_teams(cycle, size=size, groups=groups, question=None, by=None, at=AT)

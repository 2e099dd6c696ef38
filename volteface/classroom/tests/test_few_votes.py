"""What a room shows of a vote that few answered: counts to the presenter, nothing to the hall."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import orjson
import pytest

from volteface.classroom.actions.joining import join_as_guest, join_as_member
from volteface.classroom.actions.rooms import add_check, add_vote, move_round
from volteface.classroom.queries.rooms import check_lines, full_state, state_for
from volteface.classroom.rules.rounds import Phase
from volteface.classroom.testing import DURING, answer, build_voters, vote
from volteface.learning.models import Draw

from .conftest import browser_of

if TYPE_CHECKING:
    from volteface.classroom.models import Room
    from volteface.classroom.testing import Held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]
FEW = "Fewer than five answers"


def _two_votes(held: Held, room: Room, people: int, *, first: int, second: int) -> None:
    voters = build_voters(people)
    current = add_vote(room, version=held.versions[0], by=None, at=DURING)
    for phase in (Phase.FIRST_VOTE, Phase.DISCUSS, Phase.SECOND_VOTE, Phase.RESULT):
        current = move_round(current, to=phase, by=None, at=DURING)
        if phase in (Phase.FIRST_VOTE, Phase.SECOND_VOTE):
            right = first if phase == Phase.FIRST_VOTE else second
            vote(current, voters, right=right, at=DURING)
    room.refresh_from_db()


def _page(held: Held, room: Room, name: str) -> str:
    return browser_of(held.world.teacher).get(f"/room/{room.code}/{name}/").text


def test_t23_the_hall_sees_no_figures_of_fewer_than_five(held: Held, room: Room) -> None:
    _two_votes(held, room, 4, first=1, second=4)
    shown = _page(held, room, "projector")
    assert FEW in shown
    assert "Right answer:" in shown
    assert 'class="bar"' not in shown
    presented = _page(held, room, "presenter")
    assert FEW not in presented
    assert presented.count('class="bar"') == 3
    assert "Right before discussing: 1 of 4. After it: 4 of 4." in presented
    assert "became right" not in presented
    for role in ("phone", "projector"):
        state = state_for(room.code, role, "en")
        assert state is not None
        assert state["key"] == ["o2"]
        assert {"first", "second", "few"}.isdisjoint(state)
    assert full_state(room)["second"] == {"o2": 4}


def test_from_five_votes_on_the_hall_sees_the_bars(held: Held, room: Room) -> None:
    _two_votes(held, room, 5, first=1, second=3)
    shown = _page(held, room, "projector")
    assert FEW not in shown
    assert shown.count('class="bar"') == 3
    assert ", was 1" in shown
    # Options of 33, 41 and 35 letters: four lines in large letters.
    assert 'class="hall-bars lines-4"' in shown
    assert b'"second":{"o2":3,"o3":2}' in orjson.dumps(state_for(room.code, "projector", "en"))


def test_a_first_vote_of_few_is_not_drawn_beside_the_second(held: Held, room: Room) -> None:
    voters = build_voters(6)
    current = add_vote(room, version=held.versions[0], by=None, at=DURING)
    for phase, people in (("first_vote", 2), ("discuss", 0), ("second_vote", 6), ("result", 0)):
        current = move_round(current, to=Phase(phase), by=None, at=DURING)
        vote(current, voters[:people], right=1, at=DURING)
    shown = _page(held, room, "projector")
    assert shown.count('class="bar"') == 3
    assert ", was" not in shown
    assert "first" not in (state_for(room.code, "projector", "en") or {})


def test_from_ten_wrong_answers_on_the_share_is_told_with_its_number(
    held: Held, room: Room
) -> None:
    _two_votes(held, room, 12, first=2, second=7)
    assert "Of the 10 who were wrong, 50 % became right" in _page(held, room, "presenter")


def test_no_advice_to_explain_below_ten_votes(held: Held, room: Room) -> None:
    _two_votes(held, room, 9, first=4, second=3)
    assert "is no better" not in _page(held, room, "presenter")


def test_a_check_of_few_is_silent_in_the_hall_only(held: Held, room: Room) -> None:
    check = add_check(
        room, purpose=Draw.Purpose.OPENING_CHECK, versions=held.versions[:1], by=None, at=DURING
    )
    check = move_round(check, to=Phase.FIRST_VOTE, by=None, at=DURING)
    for voter in build_voters(4):
        answer(voter, check.first, held.versions[0], right=True, at=DURING)
    move_round(check, to=Phase.RESULT, by=None, at=DURING)
    assert [line.right for line in check_lines(room, check.first)] == [4]
    assert "4 of 4 right" not in _page(held, room, "projector")


def test_guests_are_counted_beside_the_enrolled(held: Held, room: Room) -> None:
    join_as_member(room, subject=held.world.ann, at=DURING)
    assert "guest<" not in _page(held, room, "presenter")
    join_as_guest(room, name="Zoë", learners=2, at=DURING)
    page = _page(held, room, "presenter")
    assert re.search(r">1</\w+>\s*<\w+[^>]*>of 2 here · 1 guest<", page)
    state = full_state(room)
    assert (state["joined"], state["guests"]) == (2, 1)
    assert "guests" not in (state_for(room.code, "projector", "en") or {})

"""What of an anonymous vote is shown, and when: nothing that speaks of fewer than five people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from volteface.classroom.actions.rooms import add_check, move_round
from volteface.classroom.models import Room
from volteface.classroom.queries.rooms import (
    check_lines,
    full_state,
    suggestion_for,
    tally_shown,
)
from volteface.classroom.rules.rounds import Advice, Phase
from volteface.classroom.testing import DURING
from volteface.learning.models import Draw

from .ballots import LATER, OTHER, RIGHT, WRONG, cast_votes, close
from .conftest import browser_of

if TYPE_CHECKING:
    from volteface.classroom.models import Round
    from volteface.classroom.testing import Held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]


def test_t23_under_five_votes_nobody_sees_a_result(held: Held, blind: Room, current: Round) -> None:
    cast_votes(current.first, RIGHT, RIGHT, RIGHT, WRONG)
    done = move_round(current, to=Phase.RESULT, by=None, at=LATER)
    blind.refresh_from_db()
    state = full_state(blind)
    assert (state["answered"], state["first"]) == (4, {})
    for name in ("presenter", "projector"):
        page = browser_of(held.world.teacher).get(f"/room/{blind.code}/{name}/").text
        assert "fewer than five" in page
        assert 'class="bar"' not in page
        assert not re.search(r"\b3 of 4\b", page)
    close(blind)
    assert tally_shown(Room.objects.get(), done.first, held.versions[0]).by_option == {}


def test_t23_no_figure_is_shown_while_votes_come_in(
    held: Held, blind: Room, current: Round
) -> None:
    cast_votes(current.first, *[RIGHT] * 12)
    blind.refresh_from_db()
    assert full_state(blind)["first"] == {}
    page = browser_of(held.world.teacher).get(f"/room/{blind.code}/presenter/").text
    assert "when the vote has closed" in page
    assert 'class="bar"' not in page
    assert "Give the reason and go on." in page
    advice = suggestion_for(blind, current)
    assert advice is not None
    assert (advice.advice, advice.right, advice.votes) == (Advice.GO_ON, 0, 0)


def test_t23_few_and_whoever_they_leave_over_are_hidden(
    held: Held, blind: Room, current: Round
) -> None:
    cast_votes(current.first, *[RIGHT] * 12, *[OTHER] * 7, *[WRONG] * 2)
    move_round(current, to=Phase.RESULT, by=None, at=LATER)
    current.first.refresh_from_db()
    tally = tally_shown(blind, current.first, held.versions[0])
    assert (tally.by_option, tally.hidden, tally.right) == ({RIGHT: 12}, {OTHER, WRONG}, 0)
    page = browser_of(held.world.teacher).get(f"/room/{blind.code}/presenter/").text
    assert "not shown, so that nobody can be found out" in page
    assert page.count('class="bar"') == 1


def test_t23_a_checks_line_is_silent_where_few_were_wrong(held: Held, blind: Room) -> None:
    check = add_check(
        blind, purpose=Draw.Purpose.EXIT_TICKET, versions=held.versions[:1], by=None, at=DURING
    )
    check = move_round(check, to=Phase.FIRST_VOTE, by=None, at=DURING)
    cast_votes(check.first, *[RIGHT] * 8, *[WRONG] * 2)
    assert [line.right for line in check_lines(blind, check.first)] == [None]
    close(blind)
    check.first.refresh_from_db()
    # The ticket has closed with the room: a ballot ends there.
    assert check.first.closes_at is not None
    assert [line.right for line in check_lines(blind, check.first)] == [None]

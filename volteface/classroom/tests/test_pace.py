"""A time factor holds in the room: on the phone's timer, and when a vote or a check is closed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.once import copy_of, once
from volteface.classroom.actions.joining import join_as_member
from volteface.classroom.actions.rooms import add_check, add_vote, move_round
from volteface.classroom.queries.phones import phone_screen
from volteface.classroom.rules.rounds import Phase
from volteface.classroom.testing import DURING, Held, answer, build_held, build_room
from volteface.learning.models import Response
from volteface.rosters.actions import set_time_factor
from volteface.rosters.models import Membership

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)
MINUTE = dt.timedelta(minutes=1)


_held = once(build_held)


@pytest.fixture
def held(_held: Held, db: None) -> Held:
    return copy_of(_held)


def slowly(held: Held, factor: str) -> None:
    place = Membership.objects.get(subject=held.world.ann, cohort=held.cycle.cohort)
    set_time_factor(place, Decimal(factor), by=held.world.teacher, at=DURING)


@pytest.mark.parametrize("factor", ["1", "1.25", "1.33", "1.5", "2", "0"])
def test_the_phones_timer_runs_at_the_learners_own_pace(held: Held, factor: str) -> None:
    slowly(held, factor)
    room = build_room(held)
    seat = join_as_member(room, subject=held.world.ann, at=DURING)
    screen = phone_screen(room, seat, DURING, empty="")
    assert screen.factor == float(factor)


@pytest.mark.parametrize(
    ("factor", "seconds", "late"),
    [
        ("1", 60, False),
        ("1", 66, True),
        ("1.5", 94, False),
        ("1.5", 96, True),
        ("2", 124, False),
        ("2", 126, True),
        ("0", 900, False),
    ],
)
def test_a_vote_closed_after_a_minute_waits_for_who_has_more_time(
    held: Held, factor: str, seconds: int, *, late: bool
) -> None:
    slowly(held, factor)
    room = build_room(held)
    current = add_vote(room, version=held.versions[0], by=held.world.teacher, at=DURING)
    opened_at = DURING + MINUTE
    current = move_round(current, to=Phase.FIRST_VOTE, by=held.world.teacher, at=opened_at)
    move_round(current, to=Phase.DISCUSS, by=held.world.teacher, at=opened_at + MINUTE)
    moment = opened_at + seconds * SECOND
    answer(held.world.ann, current.first, held.versions[0], right=True, at=moment)
    answer(held.world.bob, current.first, held.versions[0], right=True, at=opened_at + 70 * SECOND)
    assert Response.objects.get(subject=held.world.ann).late is late
    assert Response.objects.get(subject=held.world.bob).late


def test_nobody_votes_before_the_vote_however_much_time_they_have(held: Held) -> None:
    slowly(held, "0")
    room = build_room(held)
    current = add_vote(room, version=held.versions[0], by=held.world.teacher, at=DURING)
    answer(held.world.ann, current.first, held.versions[0], right=True, at=DURING + MINUTE)
    assert Response.objects.get().late


def test_a_check_waits_too(held: Held) -> None:
    slowly(held, "1.5")
    room = build_room(held)
    current = add_check(
        room,
        purpose="opening_check",
        versions=held.versions[:3],
        by=held.world.teacher,
        at=DURING,
    )
    current = move_round(current, to=Phase.FIRST_VOTE, by=held.world.teacher, at=DURING)
    move_round(current, to=Phase.RESULT, by=held.world.teacher, at=DURING + 4 * MINUTE)
    version = held.versions[0]
    for who in (held.world.ann, held.world.bob):
        answer(who, current.first, version, right=True, at=DURING + 6 * MINUTE)
    assert not Response.objects.get(subject=held.world.ann).late
    assert Response.objects.get(subject=held.world.bob).late

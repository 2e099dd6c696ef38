"""Watched seconds never double, come back to whoever goes on, and say nothing of a few people."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from volteface.accounts.actions import bump_epoch
from volteface.core.lanes.testing import call
from volteface.learning.models import Watched
from volteface.learning.queries import progress_token
from volteface.learning.rules.watching import (
    FEWEST,
    Stretch,
    added,
    look_here,
    merged,
    read_counts,
    stretches,
    write_counts,
)
from volteface.learning.testing import AT, build_lesson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.core.lanes.testing import LaneAnswer
    from volteface.learning.testing import Lesson

LATER = AT + dt.timedelta(minutes=10)
counts = st.dictionaries(st.integers(0, 400), st.integers(1, 900), max_size=40)


@given(counts)
def test_counts_are_read_as_they_were_written(one: dict[int, int]) -> None:
    assert read_counts(write_counts(one)) == one


@given(st.lists(counts, max_size=5), st.randoms(use_true_random=False))
def test_order_copies_and_resends_change_nothing(
    told: list[dict[int, int]], chance: object
) -> None:
    clean: dict[int, int] = {}
    for one in told:
        clean = merged(clean, one)
    again = [*told, *told]
    chance.shuffle(again)  # type: ignore[attr-defined]  # hypothesis' own
    other: dict[int, int] = {}
    for one in again:
        other = merged(merged(other, one), one)
    assert other == clean


@pytest.mark.parametrize(
    "text", ["x", "0:", "0:1,", "0:99999", "20000:1", "0:1;;x", "1" * 17_000, "0:-1", "0:1.5"]
)
def test_what_no_device_sends_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_counts(text)


def test_one_person_on_two_devices_has_watched_both() -> None:
    assert added([{0: 5, 1: 5}, {1: 5, 2: 3}]) == {0: 5, 1: 10, 2: 3}


def watched(*people: dict[int, int], seconds: float = 60) -> tuple[Stretch, ...]:
    return stretches(people, seconds=seconds)


def whole(*, again: tuple[int, ...] = (), until: int = 12) -> dict[int, int]:
    return {place: 10 if place in again else 5 for place in range(until)}


def test_a_part_played_again_by_many_is_worth_a_look() -> None:
    film = watched(*[whole(again=(4, 5))] * 4, *[whole()] * 4)
    (spot,) = look_here(film)
    assert (spot.start, spot.end, spot.why, spot.share) == (20, 30, "again", 0.5)


def test_where_many_leave_is_worth_a_look_and_the_end_is_not() -> None:
    film = watched(*[whole(until=40)] * 6, *[whole(until=15)] * 4, seconds=200)
    (spot,) = look_here(film)
    assert spot.why == "left"
    assert spot.start <= 75 <= spot.end
    assert spot.share == pytest.approx(0.4)


def test_an_even_film_has_nothing_to_look_at() -> None:
    assert look_here(watched(*[whole()] * 20)) == ()
    assert look_here(watched(*[whole(again=tuple(range(12)))] * 20)) == ()


def test_nothing_is_said_of_fewer_than_five() -> None:
    few = watched(*[whole(again=(4,))] * (FEWEST - 1))
    assert look_here(few) == ()
    assert all(one.is_hidden for one in few)


@pytest.fixture
def lesson(db: None) -> Iterator[Lesson]:
    made = build_lesson()
    with time_machine.travel(LATER, tick=False):
        yield made


class Device:
    """A browser in which somebody watches."""

    def __init__(self, lesson: Lesson, name: str) -> None:
        self.token = progress_token(lesson.learner, lesson.cycle, at=AT)
        self.name = name

    def tells(self, text: str, *, position: str = "1", counter: int = 1, **more: str) -> LaneAnswer:
        fields = {
            "token": self.token,
            "film": "talk.webm",
            "device": self.name,
            "counts": text,
            "position": position,
            "counter": str(counter),
        }
        return call("POST", "/w/", fields=fields | more)

    def asks(self) -> LaneAnswer:
        return call("GET", "/w/", headers={"lane-token": self.token})


def test_the_lane_keeps_the_greater_counts(lesson: Lesson) -> None:
    device = Device(lesson, "one")
    assert device.tells("0:5,5,2", position="12.5", counter=3).status == 204
    assert device.tells("0:5,4", position="6", counter=2).status == 204
    assert device.tells("0:5,5,5", position="15", counter=4).status == 204
    assert device.tells("0:5,5,5", position="15", counter=4).status == 204
    row = Watched.objects.get()
    assert (row.counts, row.position) == ("0:5,5,5", 15)


def test_another_device_goes_on_where_the_last_one_stopped(lesson: Lesson) -> None:
    one, other = Device(lesson, "one"), Device(lesson, "two")
    assert one.asks().json() == {"films": {}}
    one.tells("0:5,5", position="10.4", counter=90)
    with time_machine.travel(LATER + dt.timedelta(minutes=1), tick=False):
        other.tells("2:5", position="14.9", counter=1)
    assert one.asks().json() == {"films": {"talk.webm": 14.9}}
    assert Watched.objects.count() == 2


def test_a_stale_or_foreign_token_tells_and_learns_nothing(lesson: Lesson) -> None:
    device = Device(lesson, "one")
    bump_epoch(lesson.learner, at=LATER)
    assert device.tells("0:5").status == 403
    assert device.asks().status == 403
    assert call("GET", "/w/").status == 403
    assert not Watched.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"counts": "x"},
        {"position": "nan"},
        {"position": "far"},
        {"film": "../etc"},
        {"film": ""},
        {"device": "a b"},
        {"counter": "-1"},
    ],
)
def test_what_makes_no_sense_is_not_kept(lesson: Lesson, wrong: dict[str, str]) -> None:
    assert Device(lesson, "one").tells("0:5", **wrong).status == 400
    assert not Watched.objects.exists()

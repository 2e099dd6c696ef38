"""The way through the room: the neediest first, all minutes used, nobody left all the hard ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.classroom.rules.route import (
    SHORTEST_VISIT,
    Stop,
    by_need,
    masters,
    route,
    shared_out,
)

SURE = Stop(key="sure", people=5, misconceived=3, ready=1)
ALONE = Stop(key="alone", people=5, stuck=3, not_started=2)
LATE = Stop(key="late", people=5, not_started=1, ready=2)
WELL = Stop(key="well", people=5, ready=5)
EMPTY = Stop(key="empty", people=0)

stops = st.lists(
    st.builds(
        Stop,
        key=st.uuids().map(str),
        people=st.integers(0, 6),
        misconceived=st.integers(0, 3),
        stuck=st.integers(0, 3),
        not_started=st.integers(0, 3),
        ready=st.integers(0, 3),
    ),
    max_size=12,
)


def test_the_neediest_come_first_and_who_has_nobody_ready_before_all() -> None:
    assert [one.key for one in by_need([WELL, LATE, SURE, ALONE])] == [
        "alone", "sure", "late", "well",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stop", "why"),
    [(SURE, "misconceived"), (ALONE, "stuck"), (LATE, "not_started"), (WELL, "well"),
     (Stop(key="slow", people=4), "nobody_ready")],
)  # fmt: skip
def test_a_stop_says_what_one_goes_there_for(stop: Stop, why: str) -> None:
    assert stop.why == why


@settings(max_examples=80)
@given(stops, st.integers(0, 90))
def test_a_way_keeps_to_its_minutes_and_to_the_order_of_need(
    found: list[Stop], minutes: int
) -> None:
    visits = route(found, minutes=minutes)
    assert sum(visit.minutes for visit in visits) <= minutes
    assert all(visit.minutes >= SHORTEST_VISIT for visit in visits)
    assert all(visit.stop.people for visit in visits)
    needs = [visit.stop.need for visit in visits]
    assert needs == sorted(needs, reverse=True)
    clock = 0
    for visit in visits:
        assert visit.from_minute == clock
        clock += visit.minutes


@settings(max_examples=60)
@given(stops, st.integers(1, 5))
def test_stops_are_shared_out_once_and_evenly(found: list[Stop], tutors: int) -> None:
    ways = shared_out(found, range(tutors), {})
    assert sorted(one.key for way in ways.values() for one in way) == sorted(
        one.key for one in found
    )
    lengths = [len(way) for way in ways.values()]
    assert max(lengths) - min(lengths) <= 1


def test_game_masters_go_where_nobody_is_ready() -> None:
    assert masters([WELL, SURE, ALONE], ["Ann", "Bob", "Cy", "Di"]) == {
        "Ann": "alone", "Bob": "sure", "Cy": "well",
    }  # fmt: skip
    assert masters([], ["Ann"]) == {}
    assert shared_out([SURE], [], {}) == {}


def test_a_tutor_visits_their_own_group_and_the_rest_is_shared() -> None:
    ways = shared_out([WELL, SURE, ALONE, LATE], [1, 2], {"alone": {2}, "well": {2}})
    assert {guide: [one.key for one in way] for guide, way in ways.items()} == {
        1: ["sure"], 2: ["alone", "well", "late"],
    }  # fmt: skip

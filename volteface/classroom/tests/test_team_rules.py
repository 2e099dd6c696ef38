"""Teams: everybody once, three to six, somebody ready in each, and better than by lot."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.classroom.dealing import deal
from volteface.classroom.rules.names import short_name
from volteface.classroom.rules.reflow import moved, reflow
from volteface.classroom.rules.seats import Spot, apart, row_place, rows_of, spot_of
from volteface.classroom.rules.teams import (
    LEAST,
    MOST,
    Candidate,
    Wishes,
    cost_of,
    sizes,
)

GROUPS = ("", "a", "b", "c")


@st.composite
def halls(draw: st.DrawFn, *, least: int = 0, most: int = 40) -> list[Candidate]:
    count = draw(st.integers(least, most))
    rng = random.Random(draw(st.integers(0, 10_000)))
    seated = rng.random() < 0.5
    share, groups = rng.random(), rng.choice((1, 2, 4))
    return [
        Candidate(
            key=key,
            group=GROUPS[rng.randrange(groups)],
            ready=rng.random() < share,
            answer=rng.choice(("", "o1", "o2", "o3")),
            seat=Spot(str(key // 9 + 1), key % 9 + 1) if seated and rng.random() < 0.9 else None,
        )
        for key in rng.sample(range(1_000), count)
    ]


WISHES = st.builds(Wishes, size=st.integers(LEAST, MOST), together=st.booleans())


@pytest.mark.parametrize(
    ("people", "wished", "expected"),
    [
        (0, 4, []),
        (1, 4, [1]),
        (2, 4, [2]),
        (3, 6, [3]),
        (5, 4, [5]),
        (7, 6, [4, 3]),
        (8, 3, [4, 4]),
        (11, 4, [4, 4, 3]),
        (13, 6, [5, 4, 4]),
        (20, 5, [5, 5, 5, 5]),
    ],
)
def test_how_large_the_teams_are(people: int, wished: int, expected: list[int]) -> None:
    assert sizes(people, wished) == expected


@given(st.integers(LEAST, 2_000), st.integers(LEAST, MOST))
@settings(max_examples=100, deadline=None)
def test_teams_of_any_number_have_three_to_six(people: int, wished: int) -> None:
    made = sizes(people, wished)
    assert sum(made) == people
    assert set(made) <= set(range(LEAST, MOST + 1))
    assert max(made) - min(made) <= 1


@given(halls(), WISHES, st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_everybody_is_in_one_team_with_somebody_ready(
    people: list[Candidate], wishes: Wishes, seed: int
) -> None:
    teams = deal(people, wishes, seed)
    assert sorted(key for team in teams for key in team) == sorted(one.key for one in people)
    if len(people) >= LEAST:
        assert all(LEAST <= len(team) <= MOST for team in teams)
    assert deal(list(reversed(people)), wishes, seed) == teams
    ready = {one.key for one in people if one.ready}
    if not wishes.together:
        served = sum(bool(ready & set(team)) for team in teams)
        assert served == min(len(teams), len(ready))


@given(halls(), st.integers(LEAST, MOST))
@settings(max_examples=30, deadline=None)
def test_groups_stay_among_themselves_and_each_spreads_its_ready_ones(
    people: list[Candidate], size: int
) -> None:
    group_of = {one.key: one.group for one in people}
    counts = Counter(group_of.values())
    teams: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for team in deal(people, Wishes(size=size), 1):
        groups = {group_of[key] for key in team}
        # Only those of a group of one or two sit with another one.
        assert len(groups) == 1 or min(counts[group] for group in groups) < LEAST
        for group in groups:
            teams[group].append(team)
    ready = {one.key for one in people if one.ready}
    if min(counts.values(), default=LEAST) >= LEAST:
        for group, own in teams.items():
            theirs = {key for key in ready if group_of[key] == group}
            assert sum(bool(theirs & set(team)) for team in own) == min(len(own), len(theirs))


@given(st.integers(0, 10_000), st.booleans(), st.booleans())
@settings(max_examples=6, deadline=None)
def test_on_average_never_worse_than_by_lot(number: int, together: bool, seated: bool) -> None:
    rng = random.Random(number)
    people = _hall(32, rng, seated=seated)
    wishes = Wishes(size=4, together=together, met=_met(32, rng))
    mine = sum(cost_of(deal(people, wishes, seed), people, wishes) for seed in range(2)) / 2
    lots = []
    for _lot in range(3):
        line = rng.sample(range(32), 32)
        lots.append(cost_of([line[at : at + 4] for at in range(0, 32, 4)], people, wishes))
    assert mine <= sum(lots) / 3


def test_people_who_met_sit_apart_and_answers_are_mixed() -> None:
    rng = random.Random(4)
    people, met = _hall(60, rng, seated=False), _met(60, rng)
    teams = deal(people, Wishes(size=4, together=False, met=met), 1)
    again = sum(met.get((min(a, b), max(a, b)), 0) for team in teams for a in team for b in team)
    assert again == 0
    answers = {one.key: one.answer for one in people}
    assert all(len({answers[key] for key in team}) > 1 for team in teams)


def test_neighbours_sit_together() -> None:
    people = [
        Candidate(key=row * 20 + number, ready=True, seat=Spot("ABCDEF"[row], number + 1))
        for row in range(6)
        for number in range(20)
    ]
    seats = {one.key: one.seat for one in people if one.seat}
    for team in deal(people, Wishes(), 3):
        assert max(apart(seats[a], seats[b]) for a in team for b in team) <= 4
        assert len(rows_of(seats[key].row for key in team)) <= 2


def test_three_hundred_people_are_put_into_teams_within_two_seconds() -> None:
    rng = random.Random(1)
    people = _hall(300, rng, seated=True)
    wishes = Wishes(met=_met(300, rng))
    began = time.process_time()
    deal(people, wishes, 1)
    assert time.process_time() - began < 1


@given(halls(least=3), WISHES, st.data())
@settings(max_examples=50, deadline=None)
def test_nobody_moves_unless_their_team_falls_under_three(
    people: list[Candidate], wishes: Wishes, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, max(0, len(people) - 3)))
    later, first = people[:cut], people[cut:]
    teams = dict(enumerate(deal(first, wishes, 1), start=1))
    gone = data.draw(st.sets(st.sampled_from([one.key for one in first]), max_size=len(first)))
    late = [one.key for one in later]
    after = reflow(teams, gone=gone, late=late, people=people, wishes=wishes)
    here = sorted(key for team in after.values() for key in team)
    assert here == sorted({one.key for one in people} - gone)
    fallen = {key for team in teams.values() if len(set(team) - gone) < LEAST for key in team}
    assert moved(teams, after) <= fallen
    open_places = sum(max(0, MOST - len(team)) for team in after.values() if len(team) >= LEAST)
    for team in after.values():
        # Too few only where the others are full; a seventh only until three of them wait.
        assert len(team) <= MOST + 2
        if len(team) < LEAST and len(after) > 1:
            assert open_places < len(team)
        if len(team) > MOST:
            assert open_places == 0


@pytest.mark.parametrize(
    ("teams", "gone", "late", "expected"),
    [
        # One of four stays away: nobody moves.
        ({1: (1, 2, 3, 4), 2: (5, 6, 7)}, {1}, [], {1: [2, 3, 4], 2: [5, 6, 7]}),
        # Two of four: the late one fills the team up, nobody moves.
        ({1: (1, 2, 3, 4), 2: (5, 6, 7)}, {1, 2}, [8], {1: [3, 4, 8], 2: [5, 6, 7]}),
        # The rest of a team goes to the others.
        ({1: (1, 2, 3), 2: (5, 6, 7)}, {1}, [], {2: [5, 6, 7, 2, 3]}),
        # Two fallen teams become one: the smaller one moves.
        ({1: (1, 2, 3), 2: (4, 5, 6), 3: (7, 8, 9)}, {1, 2, 4}, [], {2: [5, 6, 3], 3: [7, 8, 9]}),
        # All others are full: two stay, and the page says so.
        ({1: (1, 2, 3), 2: (4, 5, 6, 7, 8, 9)}, {1}, [], {1: [2, 3], 2: [4, 5, 6, 7, 8, 9]}),
        # A team's number comes back with the next team.
        (
            {1: (1, 2, 3, 4, 5, 6), 2: (7, 8, 9)},
            {7, 8, 9},
            [10, 11, 12],
            {1: [1, 2, 3, 4, 5, 6], 2: [10, 11, 12]},
        ),
        # A full room: the late one sits as the seventh.
        ({1: (1, 2, 3, 4, 5, 6)}, set(), [7], {1: [1, 2, 3, 4, 5, 6, 7]}),
        ({1: (1, 2, 3)}, {1, 2, 3}, [], {}),
    ],
)
def test_how_teams_change_on_the_day(
    teams: dict[int, tuple[int, ...]],
    gone: set[int],
    late: list[int],
    expected: dict[int, list[int]],
) -> None:
    people = [Candidate(key=key) for key in range(1, 13)]
    assert reflow(teams, gone=gone, late=late, people=people, wishes=Wishes()) == expected


def test_who_comes_late_gets_their_own_team_back() -> None:
    people = [Candidate(key=key) for key in range(1, 9)]
    teams = {1: (1, 2, 3, 4), 2: (5, 6, 7)}
    after = reflow(teams, gone=(), late=[8], back={8: 1}, people=people, wishes=Wishes())
    assert after == {1: [1, 2, 3, 4, 8], 2: [5, 6, 7]}


def test_somebody_ready_is_sent_where_nobody_is() -> None:
    people = [Candidate(key=key, ready=key in (1, 8)) for key in range(1, 9)]
    teams = {1: (1, 2, 3), 2: (4, 5, 6, 7)}
    after = reflow(teams, gone=(), late=[8], people=people, wishes=Wishes())
    assert after[2] == [4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("typed", "spot"),
    [
        ("C14", Spot("C", 14)),
        (" c 14 ", Spot("C", 14)),
        ("3-07", Spot("3", 7)),
        ("03, 7", Spot("3", 7)),
        ("aa2", Spot("AA", 2)),
        ("14", None),
        ("C", None),
        ("C0", None),
        ("by the window", None),
    ],
)
def test_seats_as_people_type_them(typed: str, spot: Spot | None) -> None:
    assert spot_of(typed) == spot


def test_rows_stand_from_the_front() -> None:
    assert [row_place(row) for row in ("1", "A", "C", "12", "Z", "AA")] == [1, 1, 3, 12, 26, 27]
    assert rows_of(["10", "2", "", "2"]) == ("2", "10")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Amélie Vasseur", "Amélie V."),
        ("Aoife Ní Dhuibhir", "Aoife D."),
        ("Ngozi okafor-bell", "Ngozi O."),
        ("林佳穎", "林佳穎"),
        ("", ""),
    ],
)
def test_what_learners_read_of_each_other(name: str, short: str) -> None:
    assert short_name(name) == short


def _hall(count: int, rng: random.Random, *, seated: bool) -> list[Candidate]:
    return [
        Candidate(
            key=key,
            group=GROUPS[key % 4],
            ready=rng.random() < 0.5,
            answer=rng.choice(("o1", "o2", "o3")),
            seat=Spot(str(key // 20 + 1), key % 20 + 1) if seated else None,
        )
        for key in range(count)
    ]


def _met(count: int, rng: random.Random) -> dict[tuple[int, int], int]:
    met: dict[tuple[int, int], int] = {}
    for _week in range(3):
        line = rng.sample(range(count), count)
        for at in range(0, count, 4):
            team = sorted(line[at : at + 4])
            for place, one in enumerate(team):
                for other in team[place + 1 :]:
                    met[one, other] = met.get((one, other), 0) + 1
    return met

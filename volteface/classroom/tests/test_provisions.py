"""What a plan needs: counted once for the whole meeting, and how people sit from block to block."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.classroom import techniques
from volteface.classroom.queries.provisions import THINGS, sitting_in_words
from volteface.classroom.rules.plan import Block, place_for, too_long_fixes
from volteface.classroom.rules.provisions import (
    ANYWHERE,
    EACH,
    PAIR,
    PAIRS,
    ROOM,
    SITTINGS,
    TEAM,
    TEAMS,
    WALK,
    Need,
    Thing,
    how_many,
    provide,
)

PHONE = Thing(name="phone")
KIT = Thing(name="kit", per=TEAM, printed=True)


@pytest.mark.parametrize(
    ("per", "people", "team", "count"),
    [
        (EACH, 31, 0, 31),
        (PAIR, 31, 0, 16),
        (TEAM, 31, 5, 7),
        (TEAM, 31, 0, 8),
        (ROOM, 31, 0, 1),
        (TEAM, 0, 5, 0),
    ],
)
def test_a_thing_is_counted_for_each_pair_team_or_room(
    per: str, people: int, team: int, count: int
) -> None:
    assert how_many(Thing(name="paper", per=per), people=people, team=team) == count


def test_the_same_thing_in_two_blocks_is_brought_once() -> None:
    found = provide(
        [
            Need(code="a", things=(PHONE,)),
            Need(code="b", sits=TEAMS, team=5, things=(KIT,)),
            Need(code="c", things=(PHONE,)),
        ],
        people=30,
    )
    assert [(one.count, one.codes) for one in found.to_bring] == [(30, ("a", "c"))]
    assert [(one.count, one.codes) for one in found.to_print] == [(6, ("b",))]


@pytest.mark.parametrize(
    ("sits", "from_blocks", "moves"),
    [
        ([ANYWHERE, PAIRS, ANYWHERE, PAIRS], [1], 0),
        # Pairs stay in their teams; after a walk they sit down anew.
        ([TEAMS, PAIRS, ANYWHERE], [0], 0),
        ([PAIRS, TEAMS, WALK, TEAMS], [0, 1, 2, 3], 3),
        ([ANYWHERE], [0], 0),
        ([], [], 0),
    ],
)
def test_people_move_only_where_they_must(
    sits: list[str], from_blocks: list[int], moves: int
) -> None:
    needs = [Need(code=str(place), sits=one, team=4) for place, one in enumerate(sits)]
    found = provide(needs, people=20)
    assert [int(one.code) for one in found.sittings] == from_blocks
    assert found.moves == moves


def test_teams_that_were_made_are_the_teams_of_every_activity() -> None:
    needs = [
        Need(code="a", sits=TEAMS, team=5, things=(KIT,)),
        Need(code="b", sits=TEAMS, team=3, things=(KIT, PHONE)),
    ]
    found = provide(needs, people=31, teams=8)
    assert [one.count for one in found.to_print] == [8]
    assert [one.count for one in found.to_bring] == [31]
    # Nobody changes places for a technique that would rather have threes.
    assert [(one.code, one.team, one.tables) for one in found.sittings] == [("a", 0, 8)]
    assert [one.count for one in provide(needs, people=31).to_print] == [11]


@pytest.mark.parametrize(
    ("sizes", "room", "said"),
    [
        ((5, 5, 4), "tables", "Your 3 teams (4 to 5 people), a table each."),
        ((5, 5), "rows", "Your 2 teams (5 people): the row in front turns round."),
        ((2,), "floor", "Your team (2 people), each in a circle of chairs."),
        ((), "tables", "Tables of 3 (4 tables)."),
    ],
)
def test_how_they_sit_says_the_teams_there_are(
    sizes: tuple[int, ...], room: str, said: str
) -> None:
    need = Need(code="a", sits=TEAMS, team=3)
    assert sitting_in_words(need, people=12, teams=sizes, room=room) == said


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            Need,
            code=st.uuids().map(str),
            sits=st.sampled_from(SITTINGS),
            team=st.integers(0, 8),
            things=st.lists(st.sampled_from([PHONE, KIT]), unique=True).map(tuple),
        ),
        max_size=8,
    ),
    st.integers(0, 2_000),
)
def test_a_plan_never_needs_less_than_one_of_its_blocks(needs: list[Need], people: int) -> None:
    whole = provide(needs, people=people)
    counts = {one.thing: one.count for one in (*whole.to_print, *whole.to_bring)}
    for need in needs:
        for one in (*provide([need], people=people).to_print,):
            assert one.count <= counts[one.thing]
    assert set(counts) == {thing for need in needs for thing in need.things}


def test_every_shipped_sheet_says_things_that_have_words() -> None:
    for sheet in techniques.all_sheets():
        assert sheet.sits in SITTINGS
        assert {thing.name for thing in sheet.things} <= set(THINGS)
        assert not sheet.needs or sheet.things


@pytest.mark.parametrize(
    ("technique", "order", "place"),
    [
        ("debate", ["opening_check", "exit_ticket"], 1),
        ("debate", ["opening_check"], 1),
        ("mini_fix", ["opening_check", "mini_fix", "debate", "exit_ticket"], 2),
        ("mini_fix", [], 0),
    ],
)
def test_a_new_block_finds_its_place(technique: str, order: list[str], place: int) -> None:
    assert place_for(technique, order) == place


@pytest.mark.parametrize(
    ("minutes", "keys", "found"),
    [((5, 5), ("a", "b"), ()), ((3, 3), ("a", "a"), ("a",)), ((6,), ("",), ("c0",))],
)
def test_a_misconception_gets_five_minutes_in_all(
    minutes: tuple[int, ...], keys: tuple[str, ...], found: tuple[str, ...]
) -> None:
    blocks = [
        Block(technique="mini_fix", minutes=length, misconception=key, code=f"c{at}")
        for at, (length, key) in enumerate(zip(minutes, keys, strict=True))
    ]
    assert too_long_fixes(blocks) == set(found)

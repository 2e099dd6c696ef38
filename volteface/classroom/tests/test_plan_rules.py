"""The plan's rules: times, talk, defaults, order."""

from __future__ import annotations

import datetime as dt

import pytest

from volteface.classroom.rules.plan import (
    Block,
    Mastery,
    default_blocks,
    moved,
    repeats_what_is_known,
    talk_of,
    timeline,
)
from volteface.classroom.techniques import talks

START = dt.datetime(2026, 3, 5, 9, 0, tzinfo=dt.UTC)


def _line(*minutes: int, length: int = 60, talk: int = 0) -> object:
    blocks = [Block(technique="peer_instruction", minutes=m, talk_minutes=talk) for m in minutes]
    end = START + dt.timedelta(minutes=length)
    return timeline(blocks, starts_at=START, ends_at=end, check_in=5)


def test_blocks_follow_each_other_from_the_end_of_the_check_in() -> None:
    line = _line(10, 20)
    assert [f"{block.starts_at:%H:%M}-{block.ends_at:%H:%M}" for block in line.blocks] == [
        "09:05-09:15",
        "09:15-09:35",
    ]


def test_moving_the_meeting_moves_every_block_by_the_same() -> None:
    later = START + dt.timedelta(days=3, hours=2)
    blocks = [Block(technique="talk", minutes=7), Block(technique="exit_ticket", minutes=3)]
    hour = dt.timedelta(hours=1)
    now = timeline(blocks, starts_at=START, ends_at=START + hour, check_in=5)
    then = timeline(blocks, starts_at=later, ends_at=later + hour, check_in=5)
    shifts = {b.starts_at - a.starts_at for a, b in zip(now.blocks, then.blocks, strict=True)}
    assert shifts == {later - START}


@pytest.mark.parametrize(("minutes", "spare"), [((55,), 0), ((40,), 15), ((70,), -15)])
def test_what_is_free_or_too_much_is_said(minutes: tuple[int, ...], spare: int) -> None:
    assert _line(*minutes).spare_minutes == spare


def test_only_the_blocks_that_end_after_the_meeting_are_over() -> None:
    assert [block.over for block in _line(30, 25, 5).blocks] == [False, False, True]


def test_talk_is_counted_within_its_block() -> None:
    line = _line(15, talk=40)
    assert line.talk_minutes == 15
    assert line.talk_share == 15 / 20
    assert line.talks_too_much


@pytest.mark.parametrize("minutes", [45, 50, 60, 75, 90, 120])
@pytest.mark.parametrize(("people", "has_deck"), [(12, True), (120, True), (12, False)])
def test_the_default_plan_fits_the_meeting(minutes: int, people: int, has_deck: bool) -> None:
    blocks = default_blocks(minutes, people=people, has_deck=has_deck, talks=talks())
    names = [block.technique for block in blocks]
    assert names[0] == "opening_check"
    assert names[-2:] == ["debrief", "exit_ticket"]
    assert sum(block.minutes for block in blocks) + 5 <= minutes
    assert sum(block.talk_minutes for block in blocks) / minutes <= 1 / 3


def test_the_default_hour_has_the_recommended_minutes() -> None:
    found = [
        (b.technique, b.minutes)
        for b in default_blocks(60, people=30, has_deck=True, talks=talks())
    ]
    assert found == [
        ("opening_check", 5),
        ("board_game", 32),
        ("debrief", 15),
        ("exit_ticket", 3),
    ]
    assert (
        default_blocks(60, people=120, has_deck=True, talks=talks())[1].technique
        == "peer_instruction"
    )


@pytest.mark.parametrize(
    ("right", "answered", "warned"),
    [(7, 10, True), (69, 100, False), (4, 4, False), (5, 5, True), (0, 0, False)],
)
def test_a_talk_block_is_warned_when_seventy_in_a_hundred_master_it(
    right: int, answered: int, warned: bool
) -> None:
    block = Block(technique="talk", minutes=10, talk_minutes=10, objective="gap")
    known = repeats_what_is_known(block, lambda _key: Mastery(right=right, answered=answered))
    assert (known is not None) is warned


def test_a_block_in_which_others_talk_is_never_warned_about() -> None:
    block = Block(technique="debrief", minutes=10, talk_minutes=5, objective="gap")
    assert repeats_what_is_known(block, lambda _key: Mastery(right=9, answered=9)) is None


@pytest.mark.parametrize(
    ("code", "up", "order"),
    [("b", True, "bac"), ("b", False, "acb"), ("a", True, "abc"), ("c", False, "abc")],
)
def test_a_block_changes_places_with_its_neighbour(code: str, up: bool, order: str) -> None:
    assert "".join(moved("abc", code, up=up)) == order


def test_a_teachers_block_is_all_talk() -> None:
    assert talk_of("talk", 9, {}) == 9
    assert talk_of("exit_ticket", 3, talks()) == 0

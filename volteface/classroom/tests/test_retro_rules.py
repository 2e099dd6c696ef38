"""How long blocks really took, and what several taps come to."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.classroom.rules.retro import (
    FORGOTTEN,
    VERDICTS,
    Planned,
    Stretch,
    corrected,
    minutes_needed,
    told,
)

TEN = dt.datetime(2026, 3, 12, 10, tzinfo=dt.UTC)
CHECK, VOTE, TICKET = "opening_check", "peer_instruction", "exit_ticket"


def _stretch(technique: str, begin: float, end: float) -> Stretch:
    return Stretch(
        technique=technique,
        began_at=TEN + dt.timedelta(minutes=begin),
        ended_at=TEN + dt.timedelta(minutes=end),
    )


def _blocks(*pairs: tuple[str, int]) -> list[Planned]:
    return [Planned(technique=name, minutes=minutes) for name, minutes in pairs]


HOUR = _blocks((CHECK, 5), (VOTE, 25), ("debrief", 15), (TICKET, 3))


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ([], (None, None, None, None)),
        ([(CHECK, 5, 10)], (5, None, None, None)),
        # A block lasts until the next one asks; what lies between two had the time between.
        ([(CHECK, 5, 10), (VOTE, 12, 40), (TICKET, 56, 60)], (7, 28, 16, 4)),
        # Three votes in a row are one block.
        ([(CHECK, 5, 10), (VOTE, 12, 20), (VOTE, 21, 40)], (7, 28, None, None)),
        # A vote that was taken twice as often as planned says nothing.
        ([(VOTE, 12, 20), (CHECK, 21, 26), (VOTE, 27, 40)], (5, None, None, None)),
        # A room left open until the evening measured no ticket.
        ([(TICKET, 56, 500)], (None, None, None, None)),
    ],
)
def test_minutes_come_from_what_the_room_knows(
    stretches: list[tuple[str, float, float]], expected: tuple[int | None, ...]
) -> None:
    assert minutes_needed(HOUR, [_stretch(*one) for one in stretches]) == expected


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from([CHECK, VOTE, TICKET, "debrief"]), st.integers(1, 60))),
    st.lists(
        st.tuples(st.sampled_from([CHECK, VOTE, TICKET]), st.floats(0, 90), st.floats(0, 90)),
        max_size=6,
    ),
)
def test_every_block_gets_a_believable_figure_or_none(
    blocks: list[tuple[str, int]], stretches: list[tuple[str, float, float]]
) -> None:
    found = minutes_needed(
        _blocks(*blocks),
        [_stretch(name, begin, begin + lasted) for name, begin, lasted in stretches],
    )
    assert len(found) == len(blocks)
    for minutes, (_name, planned) in zip(found, blocks, strict=True):
        assert minutes is None or 1 <= minutes <= 2 * planned + FORGOTTEN
        assert 1 <= corrected(planned, minutes) <= 240


@given(st.lists(st.sampled_from(VERDICTS)))
def test_what_is_told_was_tapped_by_nobody_less_often(verdicts: list[str]) -> None:
    one = told(verdicts)
    if not verdicts:
        assert one == ""
        return
    most = max(verdicts.count(each) for each in VERDICTS)
    assert verdicts.count(one) == most
    worse = VERDICTS[VERDICTS.index(one) + 1 :]
    assert all(verdicts.count(each) < most for each in worse)

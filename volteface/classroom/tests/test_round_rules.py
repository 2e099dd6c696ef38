"""Rounds, advice, states, names, guesses and picking: plain functions, by table."""

from __future__ import annotations

import datetime as dt
import random

import orjson
import pytest

from volteface.classroom.rules.guessing import must_wait, recent
from volteface.classroom.rules.names import clean_name
from volteface.classroom.rules.picking import Candidate, check_questions, most_missed
from volteface.classroom.rules.rounds import (
    Advice,
    Change,
    Phase,
    gain,
    next_phases,
    suggested_phase,
    suggestion,
)
from volteface.classroom.rules.state import RoomState, apply, for_role, version_of

NOW = dt.datetime(2026, 3, 5, 9, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("phase", "is_check", "after"),
    [
        ("waiting", False, {"first_vote"}),
        ("first_vote", False, {"discuss", "result"}),
        ("discuss", False, {"second_vote"}),
        ("second_vote", False, {"result"}),
        ("result", False, set()),
        ("waiting", True, {"first_vote"}),
        ("first_vote", True, {"result"}),
    ],
)
def test_a_round_goes_only_where_it_may(phase: str, is_check: bool, after: set[str]) -> None:
    assert set(next_phases(Phase(phase), is_check=is_check)) == after


@pytest.mark.parametrize(
    ("right", "votes", "advice"),
    [
        (9, 9, Advice.TOO_FEW),
        (0, 10, Advice.MINI_FIX),
        (29, 100, Advice.MINI_FIX),
        (3, 10, Advice.DISCUSS),
        (7, 10, Advice.DISCUSS),
        (71, 100, Advice.GO_ON),
        (10, 10, Advice.GO_ON),
    ],
)
def test_advice_follows_the_band_and_is_hidden_below_ten_votes(
    right: int, votes: int, advice: Advice
) -> None:
    assert suggestion(right, votes).advice is advice


@pytest.mark.parametrize(
    ("right", "votes", "phase"),
    [(1, 20, "result"), (10, 20, "discuss"), (19, 20, "result"), (2, 4, "discuss")],
)
def test_the_first_button_is_what_the_advice_says(right: int, votes: int, phase: str) -> None:
    given = suggestion(right, votes)
    assert suggested_phase(Phase.FIRST_VOTE, given, is_check=False) == phase


@pytest.mark.parametrize(
    ("counts", "share", "is_no_better"),
    [
        ((0, 1, 1, 1), None, False),
        ((3, 9, 2, 9), None, False),
        ((3, 12, 9, 12), None, False),
        ((3, 12, 3, 12), None, True),
        ((4, 20, 12, 20), 0.5, False),
        ((12, 12, 12, 12), None, False),
        ((4, 20, 0, 0), None, False),
    ],
)
def test_below_ten_discussing_is_told_in_counts(
    counts: tuple[int, int, int, int], share: float | None, *, is_no_better: bool
) -> None:
    right, votes, right_after, votes_after = counts
    change = Change(right=right, votes=votes, right_after=right_after, votes_after=votes_after)
    assert change.share == (pytest.approx(share) if share else None)
    assert change.is_no_better is is_no_better


def test_gain_is_the_part_of_the_wrong_that_became_right() -> None:
    assert gain(0.4, 0.7) == pytest.approx(0.5)
    assert gain(1.0, 1.0) is None


def _state(phase: str = "first_vote", *, change: int = 1, answered: int = 0) -> RoomState:
    return RoomState(
        version=version_of(change, joined=5, answered=answered),
        phase=phase,
        purpose="vote",
        round="r",
        draw="d",
        number=1,
        since=0,
        seconds=90,
        black=False,
        closed=False,
        joined=5,
        answered=answered,
        first={"a": 3},
        key=["a"],
        advice="discuss",
    )


@pytest.mark.parametrize("phase", ["waiting", "first_vote", "discuss", "second_vote"])
@pytest.mark.parametrize("role", ["phone", "projector"])
def test_no_bars_and_no_key_leave_before_the_result(phase: str, role: str) -> None:
    assert not {"first", "second", "key", "advice"} & set(for_role(_state(phase), role))


def test_with_the_result_everybody_sees_bars_and_key_but_not_the_advice() -> None:
    assert {"first", "key"} <= set(for_role(_state("result"), "phone"))
    assert "advice" not in for_role(_state("result"), "projector")


def test_r15_a_stale_state_and_the_events_since_are_the_fresh_state() -> None:
    rng = random.Random(15)
    for _ in range(200):
        events = []
        change, answered = 1, 0
        for _step in range(rng.randrange(1, 12)):
            if rng.random() < 0.3:
                change, answered = change + 1, 0
            else:
                answered += rng.randrange(1, 4)
            events.append(_state(change=change, answered=answered))
        stale = events[rng.randrange(len(events))]
        late = events[events.index(stale) :]
        rng.shuffle(late)
        state: RoomState | None = stale
        for event in late:
            # Events may be repeated and may overtake each other.
            state = apply(state, orjson.loads(orjson.dumps(event)))
        assert state == events[-1]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("  Amara   Diallo ", "Amara Diallo"),
        ("<img src=x onerror=alert(1)>", "img src=x onerror=alert(1)"),
        ("\u202eevil", "evil"),
        ("f u c k", ""),
        ("Sh1t", ""),
        ("Scunthorpe FC", "Scunthorpe FC"),
        ("...", ""),
        ("Zoë", "Zoë"),
        ("李雷", "李雷"),
        ("x" * 90, "x" * 40),
    ],
)
def test_t13_names_are_cleaned_or_refused(raw: str, shown: str) -> None:
    assert clean_name(raw) == shown


def test_t12_twenty_failures_of_a_device_and_three_hundred_of_an_address_wait() -> None:
    assert not must_wait(19, 299)
    assert must_wait(20, 20)
    assert must_wait(0, 300)
    old = [NOW - dt.timedelta(minutes=11), NOW - dt.timedelta(minutes=1)]
    assert len(recent(old, at=NOW)) == 1


def test_the_most_missed_come_first_and_few_answers_count_less() -> None:
    few = Candidate(version=1, position=0, answered=1, wrong=1)
    many = Candidate(version=2, position=1, answered=40, wrong=36)
    easy = Candidate(version=3, position=2, answered=40, wrong=2)
    asked = Candidate(version=4, position=3, answered=40, wrong=40, asked_in_room=True)
    assert [item.version for item in most_missed([asked, easy, few, many])] == [2, 1, 3, 4]


def test_a_check_takes_three_to_five_questions_over_the_objectives() -> None:
    pool = [
        Candidate(version=n, position=n, objective="ab"[n % 2], answered=10, wrong=n)
        for n in range(8)
    ]
    picked = check_questions(pool, count=4)
    assert len(picked) == 4
    assert {item.objective for item in picked} == {"a", "b"}
    assert [item.position for item in picked] == sorted(item.position for item in picked)
    assert len(check_questions(pool, count=9)) == 5
    assert len(check_questions(pool, count=1)) == 3

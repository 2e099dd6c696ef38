"""The rules of the way: what may be skipped, what is offered, who is ahead, where next leads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.learning.rules.levels import (
    PathStep,
    Seen,
    at_stake,
    is_ahead,
    next_after,
    offered_support,
    skippable,
    way,
    wrong_on,
)
from volteface.learning.rules.pretest import (
    MOST_SECONDS,
    QUESTION_SECONDS,
    Candidate,
    Tried,
    checking,
    choose,
    shown,
)


def step(key: str, *objectives: str, level: str = "core", minutes: int = 4) -> PathStep:
    return PathStep(key=key, level=level, minutes=minutes, objectives=frozenset(objectives))


STEPS = (
    step("welcome"),
    step("gap", "gap"),
    step("help", "gap", level="support"),
    step("mix", "mix", "gap", minutes=6),
    step("more", "more", level="stretch"),
)


@pytest.mark.parametrize(
    ("known", "keys"),
    [
        (set(), []),
        ({"gap"}, ["gap"]),
        ({"mix"}, []),
        ({"gap", "mix"}, ["gap", "mix"]),
        ({"gap", "mix", "more"}, ["gap", "mix"]),
    ],
)
def test_a_step_is_skipped_when_all_it_serves_was_shown(known: set[str], keys: list[str]) -> None:
    assert skippable(STEPS, known) == keys


def test_the_way_is_core_or_everything_where_nothing_is_core() -> None:
    assert [one.key for one in way(STEPS)] == ["welcome", "gap", "mix"]
    only = (step("a", level="support"), step("b", level="stretch"))
    assert way(only) == only


def test_support_is_offered_for_the_objective_with_most_errors_and_says_how_many() -> None:
    wrong = wrong_on(
        [
            Seen(objectives=frozenset(("gap",)), correct=False),
            Seen(objectives=frozenset(("gap", "mix")), correct=False),
            Seen(objectives=frozenset(("mix",)), correct=True),
        ]
    )
    assert wrong == {"gap": 2, "mix": 1}
    assert offered_support(STEPS, wrong) == {"help": ("gap", 2)}
    assert offered_support(STEPS, {"mix": 3}) == {}


@pytest.mark.parametrize(
    ("right", "wrong", "finished", "ahead"),
    [
        (4, 1, {"welcome", "gap", "mix"}, True),
        (3, 1, {"welcome", "gap", "mix"}, False),
        (2, 0, {"welcome", "gap", "mix"}, False),
        (5, 0, {"welcome", "gap"}, False),
        (0, 0, {"welcome", "gap", "mix"}, False),
    ],
)
def test_ahead_is_through_with_four_fifths_of_three_or_more_right(
    right: int, wrong: int, finished: set[str], *, ahead: bool
) -> None:
    answers = [Seen(objectives=frozenset(), correct=n < right) for n in range(right + wrong)]
    assert is_ahead(STEPS, finished=finished, answers=answers) is ahead


@pytest.mark.parametrize(
    ("here", "skipped", "offered", "there"),
    [
        ("welcome", set(), (), "gap"),
        ("welcome", {"gap"}, (), "mix"),
        ("gap", set(), (), "mix"),
        ("gap", set(), ("help",), "help"),
        ("help", set(), ("help",), "mix"),
        ("mix", set(), (), ""),
        ("more", set(), (), ""),
    ],
)
def test_next_follows_the_way_and_what_is_offered(
    here: str, skipped: set[str], offered: tuple[str, ...], there: str
) -> None:
    assert next_after(STEPS, here, skipped=skipped, offered=offered) == there


def test_who_goes_further_goes_on_to_the_next_stretch_step() -> None:
    steps = (*STEPS, step("most", level="stretch"))
    assert next_after(steps, "more", skipped=set(), offered=()) == "most"


def test_the_pretest_prefers_what_is_kept_for_it_and_what_saves_most() -> None:
    candidates = [
        Candidate(question=1, objectives=frozenset(("gap",))),
        Candidate(question=2, objectives=frozenset(("gap",))),
        Candidate(question=3, objectives=frozenset(("gap",))),
        Candidate(question=4, objectives=frozenset(("mix",))),
        Candidate(question=5, objectives=frozenset(("mix",)), use="pretest"),
        Candidate(question=6, objectives=frozenset(("mix",)), use="pretest"),
        Candidate(question=7, objectives=frozenset(("more",))),
    ]
    assert choose(STEPS, candidates) == {"gap": (1, 2)}
    apart = (*STEPS, step("mixed", "mix", minutes=9))
    chosen = choose(apart, candidates)
    assert list(chosen) == ["mix", "gap"]
    assert chosen == {"mix": (5, 6), "gap": (1, 2)}
    # A stretch step and one of two objectives save nothing by one of them.
    assert [at_stake(STEPS, one) for one in ("gap", "mix", "more")] == [4, 0, 0]


def test_an_objective_is_shown_by_right_first_tries_that_were_no_guess() -> None:
    asked = {"gap": [1, 2], "mix": [3]}
    right = [Tried(question=one, correct=True, certainty=3) for one in (1, 2)]
    assert shown(asked, right) == ["gap"]
    guess = Tried(question=3, correct=True, certainty=1)
    assert shown(asked, [*right, guess]) == ["gap"]
    unasked = Tried(question=3, correct=True)
    assert shown(asked, [right[0], unasked]) == ["mix"]


def test_a_skip_is_checked_by_what_is_kept_for_it_else_by_a_sibling() -> None:
    about = frozenset(("gap",))
    own = [Candidate(question=one, objectives=about) for one in (1, 2, 3)]
    kept = Candidate(question=9, objectives=about, use="validation")
    assert checking("gap", [*own, kept], asked=(1, 2)) == 9
    assert checking("gap", own, asked=(1, 2)) == 3
    assert checking("gap", own[:2], asked=(1, 2)) == 2
    assert checking("mix", own, asked=(1,)) is None


KEYS = st.sampled_from("abcde")
LEVELS = st.sampled_from(("core", "support", "stretch"))
STEP_LISTS = st.lists(
    st.builds(
        PathStep,
        key=st.uuids().map(str),
        level=LEVELS,
        minutes=st.integers(1, 30),
        objectives=st.frozensets(KEYS, max_size=3),
    ),
    max_size=8,
)


@given(steps=STEP_LISTS, known=st.frozensets(KEYS), more=st.frozensets(KEYS))
def test_showing_more_never_skips_less_and_never_what_was_not_shown(
    steps: list[PathStep], known: frozenset[str], more: frozenset[str]
) -> None:
    first, second = skippable(steps, known), skippable(steps, known | more)
    assert set(first) <= set(second)
    serves = {one.key: one.objectives for one in steps}
    assert all(serves[key] and serves[key] <= known for key in first)


@given(
    steps=STEP_LISTS,
    candidates=st.lists(
        st.builds(
            Candidate,
            question=st.integers(1, 40),
            objectives=st.frozensets(KEYS, max_size=2),
            use=st.sampled_from(("", "pretest", "validation", "practice")),
        ),
        max_size=20,
    ),
)
def test_the_pretest_never_takes_longer_than_five_minutes(
    steps: list[PathStep], candidates: list[Candidate]
) -> None:
    asked = {one for each in choose(steps, candidates).values() for one in each}
    assert len(asked) * QUESTION_SECONDS <= MOST_SECONDS


@given(steps=STEP_LISTS, skipped=st.frozensets(st.integers(0, 7)))
def test_next_always_ends_and_never_leads_back(
    steps: list[PathStep], skipped: frozenset[int]
) -> None:
    gone = {one.key for place, one in enumerate(steps) if place in skipped}
    keys = [one.key for one in steps]
    for here in keys:
        there = next_after(steps, here, skipped=gone, offered=())
        assert not there or keys.index(there) > keys.index(here)

"""The six states: every rule by a table, and what must hold for every combination of facts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.readiness.rules import wording
from volteface.readiness.rules.states import (
    AHEAD,
    FIRST_SIGHT,
    MISCONCEIVED,
    NOT_STARTED,
    OVERRULED,
    READY,
    SHAPES,
    SIGHTS,
    SKIMMED,
    STATES,
    STUCK,
    Facts,
    Rules,
    facts_from_json,
    facts_to_json,
    standing,
)

BASE = Facts(steps=4, questions=6, minutes=20, stretch_steps=1, stretch_questions=2)
DONE = replace(BASE, opened=4, finished=4, answered=6, right=6, seconds=1_200)
TEXT_ONLY = Facts(steps=3, opened=3, finished=3, minutes=12, seconds=600)

TABLE = [
    (BASE, NOT_STARTED, "nothing_opened"),
    (replace(BASE, seconds=900), NOT_STARTED, "nothing_opened"),
    (replace(BASE, opened=1), SKIMMED, "steps_left"),
    (replace(BASE, opened=4, finished=3, answered=5, right=5), SKIMMED, "steps_left"),
    # All pages gone through, little time, little answered: says so; with time, counts questions.
    (replace(BASE, opened=4, finished=4, answered=1, right=1, seconds=60), SKIMMED, "read_quickly"),
    (replace(DONE, answered=5, right=5), SKIMMED, "questions_left"),
    (replace(DONE, right=3), SKIMMED, "look_again"),
    # One wrong answer is never a call for help, however sure, wherever it falls.
    (replace(DONE, right=5, certain_wrong=1, same_belief=1), READY, "mostly_right"),
    (replace(BASE, opened=1, answered=1, certain_wrong=1), SKIMMED, "steps_left"),
    (
        replace(BASE, questions=1, opened=4, finished=4, answered=1, seconds=900),
        SKIMMED,
        "look_again",
    ),
    # Two of them are.
    (replace(DONE, right=4, certain_wrong=2), MISCONCEIVED, "certain_wrong"),
    (replace(DONE, right=4, same_belief=2, belief="cram"), MISCONCEIVED, "same_belief"),
    (replace(BASE, opened=1, answered=3, right=1), STUCK, "few_right"),
    (replace(DONE, right=2), STUCK, "few_right"),
    (replace(BASE, opened=2, answered=3, right=2, tries=3), STUCK, "tried_again"),
    (replace(BASE, opened=2, answered=3, right=2, tries=2), SKIMMED, "steps_left"),
    # Finished and mostly right: a question tried three times does not take it away.
    (replace(DONE, right=5, tries=4), READY, "mostly_right"),
    (replace(DONE, right=3, tries=3), STUCK, "tried_again"),
    (DONE, READY, "mostly_right"),
    (replace(DONE, right=4), READY, "mostly_right"),
    # Answers are the evidence: neither time nor an unopened page takes a right answer away.
    (replace(DONE, seconds=5), READY, "mostly_right"),
    (replace(DONE, opened=2, finished=1), READY, "mostly_right"),
    (replace(DONE, stretch_finished=1, stretch_right=2), AHEAD, "stretch_done"),
    (replace(DONE, stretch_finished=1, stretch_right=1), READY, "mostly_right"),
    (replace(DONE, stretch_steps=0, stretch_questions=0), READY, "mostly_right"),
    # Without questions pages count, and then so does the time given to them.
    (TEXT_ONLY, READY, "read_all"),
    (replace(TEXT_ONLY, seconds=179), SKIMMED, "read_quickly"),
    (replace(TEXT_ONLY, finished=2), SKIMMED, "steps_left"),
    (replace(TEXT_ONLY, stretch_steps=1, stretch_finished=1), AHEAD, "stretch_done"),
]


@pytest.mark.parametrize(("facts", "state", "reason"), TABLE)
def test_each_rule_of_the_table_holds(facts: Facts, state: str, reason: str) -> None:
    found = standing(facts)
    assert (found.state, found.reason) == (state, reason)


def test_the_table_visits_every_state_and_every_reason() -> None:
    assert {row[1] for row in TABLE} == set(STATES)
    assert {row[2] for row in TABLE} == set(wording.REASONS) - {OVERRULED}


@st.composite
def facts_of_any_learner(draw: st.DrawFn) -> Facts:
    steps, questions = draw(st.integers(0, 6)), draw(st.integers(0, 8))
    opened, answered = draw(st.integers(0, steps)), draw(st.integers(0, questions))
    right = draw(st.integers(0, answered))
    wrong = answered - right
    stretch_steps, stretch_questions = draw(st.integers(0, 2)), draw(st.integers(0, 3))
    return Facts(
        steps=steps,
        opened=opened,
        finished=draw(st.integers(0, opened)),
        questions=questions,
        answered=answered,
        right=right,
        certain_wrong=draw(st.integers(0, wrong)),
        same_belief=draw(st.integers(0, wrong)),
        belief="cram",
        tries=draw(st.integers(1, 6)) if wrong else 0,
        seconds=draw(st.integers(0, 4_000)),
        minutes=draw(st.integers(0, 60)),
        stretch_steps=stretch_steps,
        stretch_finished=draw(st.integers(0, stretch_steps)),
        stretch_questions=stretch_questions,
        stretch_right=draw(st.integers(0, stretch_questions)),
    )


OTHERWISE = [
    (replace(DONE, right=5), Rules(ready_parts=1, ready_whole=1), SKIMMED, "look_again"),
    (replace(DONE, right=3), Rules(ready_parts=1, ready_whole=2), READY, "mostly_right"),
    (replace(DONE, right=4, certain_wrong=2), Rules(certain_wrong=3), READY, "mostly_right"),
    (replace(DONE, right=4, same_belief=2), Rules(same_belief=3), READY, "mostly_right"),
    (replace(BASE, opened=2, answered=3, right=2, tries=2), Rules(tries=2), STUCK, "tried_again"),
    (replace(TEXT_ONLY, seconds=179), Rules(quick_share=6), READY, "read_all"),
]


@pytest.mark.parametrize(("facts", "rules", "state", "reason"), OTHERWISE)
def test_each_number_a_teacher_sets_is_followed(
    facts: Facts, rules: Rules, state: str, reason: str
) -> None:
    found = standing(facts, rules)
    assert (found.state, found.reason) == (state, reason)


@st.composite
def rules_of_any_teacher(draw: st.DrawFn) -> Rules:
    parts, whole = draw(st.sampled_from([(1, 2), (3, 5), (2, 3), (3, 4), (4, 5), (1, 1)]))
    return Rules(
        certain_wrong=draw(st.integers(2, 6)),
        same_belief=draw(st.integers(2, 6)),
        tries=draw(st.integers(2, 6)),
        ready_parts=parts,
        ready_whole=whole,
        quick_share=draw(st.sampled_from([2, 3, 4, 6, 10])),
    )


@given(facts_of_any_learner(), rules_of_any_teacher())
def test_no_number_makes_one_wrong_answer_a_call_for_help(facts: Facts, rules: Rules) -> None:
    if facts.wrong <= 1 and facts.tries <= 1:
        assert standing(facts, rules).sight != "needs_help"
    if facts.done and facts.questions and facts.right == facts.questions:
        assert standing(facts, rules).sight in {"ready", "not_started"}
    assert facts_from_json(facts_to_json(facts)) == facts


@given(facts_of_any_learner())
def test_every_learner_has_exactly_one_state_with_a_reason_that_can_be_said_twice(
    facts: Facts,
) -> None:
    found = standing(facts)
    assert found.state in STATES
    assert FIRST_SIGHT[found.state] in SIGHTS
    said = wording.REASONS[found.reason]
    for words in (said.teacher, said.learner):
        assert "%(" not in words % found.detail


@given(facts_of_any_learner())
def test_one_wrong_answer_alone_never_calls_for_help_when_finished(facts: Facts) -> None:
    if facts.done and facts.wrong <= 1 and facts.tries <= 1:
        assert standing(facts).sight != "needs_help"


@given(facts_of_any_learner())
def test_mending_a_wrong_answer_never_makes_things_worse(facts: Facts) -> None:
    if not facts.wrong:
        return
    mended = replace(
        facts,
        right=facts.right + 1,
        certain_wrong=max(0, facts.certain_wrong - 1),
        same_belief=max(0, facts.same_belief - 1),
        tries=facts.tries if facts.wrong > 1 else 0,
    )
    before, after = standing(facts), standing(mended)
    if before.sight == "ready":
        assert after.sight == "ready"
    if before.sight != "needs_help":
        assert after.sight != "needs_help"


@given(facts_of_any_learner(), st.integers(0, 4_000))
def test_more_time_or_another_page_never_takes_a_state_away(facts: Facts, seconds: int) -> None:
    order = ("not_started", "needs_help", "started", "ready")
    longer = replace(
        facts, seconds=facts.seconds + seconds, opened=min(facts.steps, facts.opened + 1)
    )
    if standing(facts).sight != "not_started":
        assert order.index(standing(longer).sight) >= order.index(standing(facts).sight)
    assert standing(longer).sight != "not_started" or not facts.steps


@given(facts_of_any_learner())
def test_one_more_wrong_answer_never_makes_anybody_ready(facts: Facts) -> None:
    if facts.answered < facts.questions or not facts.right:
        return
    worse = replace(facts, right=facts.right - 1)
    if standing(facts).sight != "ready":
        assert standing(worse).sight != "ready"


def test_learners_are_never_told_they_are_misconceived() -> None:
    for table in (wording.STATES, wording.SIGHTS, wording.REASONS):
        for said in table.values():
            assert "misconceived" not in said.learner
            assert "wrong" not in said.learner
            assert "fail" not in said.learner


def test_every_sight_has_its_own_shape_and_both_wordings() -> None:
    assert set(SHAPES) == set(SIGHTS) == set(wording.SIGHTS)
    assert len(set(SHAPES.values())) == len(SIGHTS)
    assert set(wording.STATES) == set(STATES)

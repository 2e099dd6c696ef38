"""Steps skipped after the pre-test count as done: nobody waits for what they ask."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from volteface.readiness.rules.ledger import Attempt, Outline, Page, Visit, facts_of
from volteface.readiness.rules.states import NOT_STARTED, READY, standing

OUTLINE = Outline(
    pages=(
        Page(key="gap", title="The gap", level="core", minutes=4),
        Page(key="mix", title="The mix", level="core", minutes=5),
    ),
    asked_on={1: "gap", 2: "gap", 3: "mix"},
)
SKIPPED = Visit(key="gap", finished=True, seconds=0, skipped=True)


def attempt(question: int, *, correct: bool) -> Attempt:
    return Attempt(
        question=question,
        version=question,
        correct=correct,
        certainty=2,
        chosen="o1",
        misconceptions="",
    )


def test_who_skipped_one_step_is_ready_with_the_other() -> None:
    visits = [SKIPPED, Visit(key="mix", finished=True, seconds=200)]
    facts = facts_of(OUTLINE, [attempt(3, correct=True)], visits)
    assert (facts.questions, facts.answered, facts.minutes, facts.finished) == (1, 1, 5, 2)
    assert standing(facts).state == READY


def test_without_the_skip_the_same_answers_are_not_enough() -> None:
    visits = [Visit(key="mix", finished=True, seconds=200)]
    facts = facts_of(OUTLINE, [attempt(3, correct=True)], visits)
    assert standing(facts).state not in (READY, NOT_STARTED)


def test_what_was_answered_on_a_skipped_step_counts_all_the_same() -> None:
    visits = [SKIPPED, Visit(key="mix", finished=True, seconds=200)]
    facts = facts_of(OUTLINE, [attempt(3, correct=True), attempt(1, correct=False)], visits)
    assert (facts.questions, facts.answered, facts.right) == (2, 2, 1)


@given(rights=st.lists(st.booleans(), max_size=3), seconds=st.integers(0, 900))
def test_skipping_never_takes_readiness_away(rights: list[bool], seconds: int) -> None:
    attempts = [attempt(3 - place, correct=right) for place, right in enumerate(rights)]
    mix = Visit(key="mix", finished=True, seconds=seconds)
    read = Visit(key="gap", finished=True, seconds=0)
    before = standing(facts_of(OUTLINE, attempts, [read, mix])).state
    after = standing(facts_of(OUTLINE, attempts, [SKIPPED, mix])).state
    assert before != READY or after == READY

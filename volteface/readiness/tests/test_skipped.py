"""Steps skipped after the pre-test count as done: nobody waits for what they ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.learning.actions import open_draw, record_reading, record_response
from volteface.learning.models import Draw, Progress
from volteface.questions.queries import parse_answer
from volteface.readiness.actions import rebuild_readiness, refresh_readiness
from volteface.readiness.queries import state_of
from volteface.readiness.rules.ledger import Attempt, Outline, Page, Visit, facts_of
from volteface.readiness.rules.states import NOT_STARTED, READY, standing
from volteface.readiness.testing import NOW, flipped_class

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


@pytest.mark.django_db
def test_practice_never_changes_readiness() -> None:
    world = flipped_class(learners=1, questions=3)
    learner = world.learners[0]
    world.finishes(learner, "111")
    refresh_readiness(at=NOW)
    before = state_of(world.cycle, learner)
    draw = open_draw(
        Draw.Purpose.PRACTICE,
        cohort=world.cohort,
        cycle=world.cycle,
        nonce="practice",
        versions=world.versions,
        at=NOW,
    )
    for version in world.versions:
        answer = parse_answer(version, {"choice": ["o2"]}) or ""
        record_response(learner, draw=draw, version=version, answer=answer, certainty=3, at=NOW)
    refresh_readiness(at=NOW)
    assert state_of(world.cycle, learner) == before
    rebuild_readiness(world.cycle, at=NOW)
    assert state_of(world.cycle, learner) == before


@pytest.mark.django_db
def test_a_skipped_step_is_not_waited_for_by_the_states() -> None:
    world = flipped_class(learners=1, questions=3)
    learner = world.learners[0]
    keys = list(world.edition.steps.order_by("position").values_list("key", flat=True))
    asked = {step: world.edition.questions.filter(step__key=step).count() for step in keys}
    full = max(asked, key=lambda step: asked[step])
    row = Progress(
        cycle=world.cycle,
        subject=learner,
        step_key=full,
        opened_at=NOW,
        finished_at=NOW,
        skipped_at=NOW,
    )
    record_reading([row])
    world.reads(learner, *(key for key in keys if key != full))
    for number, version in enumerate(world.versions):
        if not world.edition.questions.filter(step__key=full, version=version).exists():
            world.answer(learner, number, "o1")
    refresh_readiness(at=NOW)
    assert state_of(world.cycle, learner).finished

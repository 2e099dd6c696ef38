"""A class in which everybody answered everything, for tests of item statistics and regrades."""

from __future__ import annotations

import random
import uuid
from typing import TYPE_CHECKING

from volteface.accounts.actions import grant_role
from volteface.accounts.models import Grant
from volteface.readiness.testing import NOW, FlippedClass, flipped_class

if TYPE_CHECKING:
    from volteface.questions.models import Question

# The first question's key is wrong: o2 is what who knows more chooses.
BELIEF, RIGHT, OTHER = "o2", "o1", "o3"


def answered_class(
    *, learners: int = 40, questions: int = 10, wrong_key: bool = True
) -> FlippedClass:
    """Learners of different strength; the better ones choose o2 in the first question."""
    world = flipped_class(learners=learners, questions=questions)
    grant_role(
        world.teacher,
        role=Grant.Role.TEACHER,
        scope=Grant.Scope.COURSE,
        scope_code=world.cohort.course.code,
        by=None,
        at=NOW,
    )
    chance = random.Random(7)
    rows = []
    for place, learner in enumerate(world.learners):
        world.reads(learner, "s1", "s2")
        strength = (place + 0.5) / learners
        for number in range(questions):
            knows = chance.random() < 0.15 + 0.7 * strength
            if number == 0 and wrong_key:
                choice = BELIEF if knows else RIGHT
            else:
                choice = RIGHT if knows else chance.choice((BELIEF, OTHER))
            rows.append((uuid.UUID(int=chance.getrandbits(128)), learner, number, choice, 2))
    world.everybody_answers(rows)
    return world


def first_question(world: FlippedClass) -> Question:
    """The question whose key is wrong."""
    question = world.versions[0].question
    question.refresh_from_db()
    return question

"""What need not be explained again: said of a class by readiness's model, of a few by counting."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.classroom.queries.material import mastery_in
from volteface.questions.actions import ensure_objective
from volteface.readiness.actions import refresh_readiness
from volteface.readiness.queries import briefing, sentences
from volteface.readiness.testing import NOW, FlippedClass, flipped_class

pytestmark = pytest.mark.django_db


def a_class(learners: int) -> FlippedClass:
    """All have the first three questions right and the other three wrong; two objectives."""
    world = flipped_class(learners=learners, questions=6)
    for number, version in enumerate(world.versions):
        key, text = ("gap", "Choose a gap") if number < 3 else ("mix", "Mix topics")
        version.question.objectives.add(
            ensure_objective(world.cycle.module.course.bank, key=key, text=text)
        )
    for learner in world.learners:
        world.finishes(learner, "111333")
    refresh_readiness(at=NOW)
    return world


def test_ten_learners_are_judged_by_the_model_and_its_lower_end() -> None:
    world = a_class(12)
    known = mastery_in(world.cycle)
    gap, mix = known("gap"), known("mix")
    assert gap is not None
    assert mix is not None
    assert gap.answered == mix.answered == 12
    assert gap.share >= 0.7
    assert mix.share < 0.3
    assert known("nothing") is None
    found = briefing(world.cycle, at=NOW, viewer=world.teacher)
    assert [(one.text, one.band, one.learners) for one in found.objectives] == [
        ("Choose a gap", "most", 12),
        ("Mix topics", "few", 12),
    ]
    assert "Choose a gap" in sentences.mastered_line(found)
    assert sentences.mastered_line(found, length=60).endswith("Choose a gap")


def test_of_a_few_the_answers_are_counted_and_no_share_is_shown() -> None:
    world = a_class(3)
    gap = mastery_in(world.cycle)("gap")
    assert gap is not None
    assert (gap.right, gap.answered) == (9, 9)
    browser = Client()
    browser.force_login(world.teacher.person)
    with time_machine.travel(NOW, tick=False):
        page = browser.get(reverse("readiness:briefing", args=[world.cycle.code])).text
    assert "too early to say" in page
    assert "No need to explain again" not in page

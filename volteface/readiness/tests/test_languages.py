"""A briefing speaks the language of whoever reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from volteface.questions.actions import save_question
from volteface.questions.queries.content import Content, Option
from volteface.readiness.queries.said import belief_views
from volteface.readiness.rules.believed import Belief
from volteface.readiness.testing import NOW, flipped_class

if TYPE_CHECKING:
    from volteface.readiness.queries.sheet import BeliefView

pytestmark = pytest.mark.django_db


def believed_true() -> BeliefView:
    """A statement that is false, held to be true."""
    world = flipped_class(learners=0, questions=1)
    content = Content(
        kind="true_false",
        stem="You **learn** most while it is easy.",
        options=(
            Option(id="true", text="True", fraction=0.0, misconception="m0"),
            Option(id="false", text="False", fraction=1.0),
        ),
    )
    question = save_question(
        world.cycle.module.course.bank, key="easy", content=content, by=None, at=NOW
    )
    belief = Belief(
        misconception="m0",
        version=question.current_id or 0,
        option="true",
        count=4,
        certain=1,
        answered=12,
        right=8,
    )
    (view,) = belief_views([world.cycle], [world.edition], [belief], texts={}, believers={})
    return view


@pytest.mark.parametrize(("language", "word"), [("en", "True"), ("fr", "Vrai")])
def test_true_and_false_are_words_of_the_readers_language(language: str, word: str) -> None:
    with translation.override(language):
        view = believed_true()
    assert (view.option, view.stem) == (word, "You learn most while it is easy.")

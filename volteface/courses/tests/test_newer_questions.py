"""A module whose questions were changed since it was published offers to publish the changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.courses.queries.modules import module_page, module_rows
from volteface.courses.testing import AT, GAP
from volteface.questions.actions import mend_key, save_question
from volteface.questions.models import Question

if TYPE_CHECKING:
    from volteface.courses.tests.conftest import World


def _states(world: World) -> set[str]:
    world.module.refresh_from_db()
    row = next(row for row in module_rows(world.course) if row.module.pk == world.module.pk)
    return {module_page(world.module, at=AT).state, row.state}


def test_other_words_of_a_question_are_a_change_to_publish(world: World) -> None:
    assert _states(world) == {"published"}
    content = replace(GAP, stem="When should you review?")
    save_question(world.course.bank, key="q7f3a", content=content, by=None, at=AT)
    assert _states(world) == {"changed"}


def test_a_mended_key_reaches_learners_without_publishing(world: World) -> None:
    first, second, third = GAP.options
    content = replace(GAP, options=(first, replace(second, fraction=0), replace(third, fraction=1)))
    mend_key(Question.objects.get(key="q7f3a"), content, by=None, at=AT)
    assert _states(world) == {"published"}

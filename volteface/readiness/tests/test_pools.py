"""Readiness waits for the variants a learner was asked, and for no others."""

from __future__ import annotations

import pytest

from volteface.courses.actions import write_module
from volteface.courses.actions.publishing import publish_module
from volteface.courses.queries.document import (
    ModuleDocument,
    PoolBlock,
    QuestionBlock,
    StepDocument,
)
from volteface.learning.actions import ensure_preparation_draw, record_response
from volteface.learning.queries.variants import not_asked, pools_of
from volteface.questions.queries.content import Content, Option, Settings
from volteface.readiness.actions import recompute_cycle
from volteface.readiness.models import ReadinessState
from volteface.timetable.testing import AT, build_cycle, build_world

pytestmark = pytest.mark.django_db


def _variant(number: int) -> QuestionBlock:
    options = (
        Option(id="o1", text="yes", fraction=1),
        Option(id="o2", text="no", fraction=0),
    )
    stem, settings = f"Is {number} a number?", Settings(pool="numbers")
    content = Content(kind="single", stem=stem, options=options, settings=settings)
    return QuestionBlock(key=f"v{number}", content=content)


def test_who_answered_what_was_asked_is_ready_whatever_the_pool_holds() -> None:
    world = build_world()
    pool = PoolBlock(name="numbers", draw=2, questions=tuple(map(_variant, range(6))))
    step = StepDocument(title="The draw", key="draw", blocks=(pool,))
    document = ModuleDocument(title="Pools", key="pools", steps=(step,))
    module = write_module(world.module.course, document, by=None, at=AT)
    edition = publish_module(module, by=None, at=AT)
    cycle = build_cycle(world, module=module)
    draw = ensure_preparation_draw(cycle, at=AT)
    assert draw is not None
    left_out = not_asked(pools_of(edition), world.ann.pk)
    links = draw.questions.select_related("version")
    asked = [link.version for link in links if link.version.question_id not in left_out]
    others = [link.version for link in links if link.version.question_id in left_out]
    assert (len(asked), len(others)) == (2, 4)

    def state() -> ReadinessState:
        recompute_cycle(cycle, at=AT)
        return ReadinessState.objects.get(cycle=cycle, subject=world.ann)

    wrong, right = '{"choice":["o2"]}', '{"choice":["o1"]}'
    record_response(world.ann, draw=draw, version=others[0], answer=wrong, at=AT)
    assert not state().finished
    for version in asked:
        record_response(world.ann, draw=draw, version=version, answer=right, at=AT)
    found = state()
    assert found.finished
    assert (found.state, found.detail["questions"], found.detail["right"]) == ("ready", 2, 2)

"""Pools: each learner is asked a few of the variants, always the same, and judged by these only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.courses.actions import write_module
from volteface.courses.actions.publishing import publish_module
from volteface.courses.errors import ModuleIsIncomplete
from volteface.courses.queries import edition_steps
from volteface.courses.queries.document import (
    ModuleDocument,
    PoolBlock,
    QuestionBlock,
    StepDocument,
)
from volteface.courses.queries.modules import module_file
from volteface.learning.actions import ensure_preparation_draw, record_response
from volteface.learning.queries.pages import step_page
from volteface.learning.queries.variants import not_asked, pools_of, variants_of
from volteface.learning.rules.variants import drawn
from volteface.questions.queries import versions_by_id
from volteface.questions.queries.content import Content, Option, Settings
from volteface.timetable.queries import cycle_for
from volteface.timetable.testing import AT, build_cycle, build_world

if TYPE_CHECKING:
    from volteface.courses.models import Module
    from volteface.timetable.testing import World

pytestmark = pytest.mark.django_db
IDS = st.lists(st.integers(1, 10_000), unique=True, max_size=12)


@given(IDS, st.integers(1, 9_999), st.integers(1, 6))
def test_a_draw_is_the_same_each_time_and_asks_nothing_twice(
    ids: list[int], subject: int, count: int
) -> None:
    found = drawn(ids, subject=subject, count=count)
    assert found == drawn(reversed(ids), subject=subject, count=count)
    assert len(set(found)) == len(found) == min(count, len(ids))
    assert set(found) <= set(ids)


@given(IDS, st.integers(1, 9_999), st.integers(1, 6), st.integers(10_001, 10_010))
def test_another_variant_moves_one_question_at_most(
    ids: list[int], subject: int, count: int, new: int
) -> None:
    before = set(drawn(ids, subject=subject, count=count))
    after = set(drawn([*ids, new], subject=subject, count=count))
    assert len(before - after) <= 1
    assert after - before <= {new}


def test_turns_go_round_and_learners_get_different_ones() -> None:
    ids = [11, 12, 13, 14]
    turns = [drawn(ids, subject=5, count=2, turn=turn) for turn in range(4)]
    assert set(turns[0]) | set(turns[1]) == set(ids)
    assert turns[2] == turns[0]
    firsts = [drawn(ids, subject=subject, count=1)[0] for subject in range(400)]
    assert all(70 < firsts.count(each) < 130 for each in ids)


def _variant(number: int) -> QuestionBlock:
    options = (
        Option(id="o1", text="yes", fraction=1),
        Option(id="o2", text="no", fraction=0),
    )
    stem, settings = f"Is {number} a number?", Settings(pool="numbers")
    return QuestionBlock(
        key=f"v{number}",
        content=Content(kind="single", stem=stem, options=options, settings=settings),
    )


def _document(*, draw: int = 2) -> ModuleDocument:
    pool = PoolBlock(name="numbers", draw=draw, questions=tuple(map(_variant, range(5))))
    step = StepDocument(title="The draw", key="draw", blocks=(pool,))
    return ModuleDocument(title="Pools", key="pools", steps=(step,))


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def module(world: World) -> Module:
    module = write_module(world.module.course, _document(), by=None, at=AT)
    publish_module(module, by=None, at=AT)
    return module


def test_an_edition_keeps_every_variant_and_the_draft_reads_back(module: Module) -> None:
    edition = module.published
    assert edition is not None
    (block,) = edition_steps(edition)[0].blocks
    assert (block.kind, block.draw, len(block.variants)) == ("pool", 2, 5)
    assert set(edition.questions.values_list("version_id", flat=True)) == set(block.variants)
    assert module_file(module).steps[0].blocks == _document().steps[0].blocks
    version = versions_by_id([block.variants[0]])[block.variants[0]]
    assert len(variants_of(version)) == 4


def test_a_step_draws_no_more_than_there_are(world: World) -> None:
    module = write_module(world.module.course, _document(draw=6), by=None, at=AT)
    with pytest.raises(ModuleIsIncomplete):
        publish_module(module, by=None, at=AT)


def test_each_learner_sees_their_own_and_practising_brings_others(
    world: World, module: Module
) -> None:
    cycle = build_cycle(world, module=module)
    draw = ensure_preparation_draw(cycle, at=AT)
    assert draw is not None
    assert draw.questions.count() == 5
    view = cycle_for(world.ann, cycle.code, at=AT)

    def asked(*, again: bool = False) -> list[str]:
        page = step_page(view, world.ann, "draw", at=AT, again=again)
        return [block.card.code for block in page.blocks if block.card is not None]

    first = asked()
    assert len(first) == 2
    assert asked() == first
    assert not set(first) & set(asked(again=True))
    assert module.published is not None
    left_out = not_asked(pools_of(module.published), world.ann.pk)
    versions = {link.version.code: link.version for link in draw.questions.all()}
    assert {versions[code].question_id for code in first}.isdisjoint(left_out)
    for version in versions.values():
        answer = '{"choice":["o1"]}'
        saved = record_response(world.ann, draw=draw, version=version, answer=answer, at=AT)
        assert not saved.late

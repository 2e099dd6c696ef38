"""The variants of a question, and those of a pool that a learner is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.courses.queries import edition_steps
from volteface.learning.rules.variants import drawn
from volteface.questions.queries import content_of, live_questions
from volteface.questions.queries import versions_by_id as versions_of_ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.courses.models import Edition
    from volteface.courses.queries import BlockView
    from volteface.questions.models import QuestionVersion


def variants_of(version: QuestionVersion) -> list[QuestionVersion]:
    """The other questions of the version's pool as they are now worded; none without a pool."""
    pool = content_of(version).settings.pool
    if not pool:
        return []
    questions = live_questions(version.question.bank).exclude(pk=version.question_id)
    stored = questions.filter(current__content__settings__pool=pool).select_related("current")
    found = []
    for question in stored:
        if question.current is not None:
            question.current.question = question
            found.append(question.current)
    return found


def with_drawn(
    blocks: Sequence[BlockView],
    versions: Mapping[int, QuestionVersion],
    *,
    subject_id: int,
    turn: int = 0,
) -> Sequence[BlockView]:
    """A step's blocks as one learner gets them: instead of each pool, the questions drawn."""
    if not any(block.variants for block in blocks):
        return blocks
    shown: list[BlockView] = []
    for block in blocks:
        if not block.variants:
            shown.append(block)
            continue
        by_question = {
            versions[each].question_id: each for each in block.variants if each in versions
        }
        asked = drawn(by_question, subject=subject_id, count=block.draw, turn=turn)
        shown += (
            replace(block, kind="question", version_id=by_question[each], variants=())
            for each in asked
        )
    return tuple(shown)


def pools_of(edition: Edition) -> tuple[tuple[tuple[int, ...], int], ...]:
    """The pools an edition draws from: the questions of each, and how many a learner is asked."""
    pools = [block for step in edition_steps(edition) for block in step.blocks if block.variants]
    if not pools:
        return ()
    versions = versions_of_ids({each for pool in pools for each in pool.variants})
    return tuple(
        (tuple(versions[each].question_id for each in pool.variants), pool.draw) for pool in pools
    )


def not_asked(pools: Sequence[tuple[Sequence[int], int]], subject_id: int) -> frozenset[int]:
    """The questions of an edition's pools that a learner is not asked."""
    return frozenset(
        question
        for questions, count in pools
        for question in set(questions) - set(drawn(questions, subject=subject_id, count=count))
    )

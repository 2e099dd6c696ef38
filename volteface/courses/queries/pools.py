"""Pools of variants as drafts draw from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.courses.rules.blocks import StoredBlock
from volteface.courses.rules.body import PoolPlace, pieces_of
from volteface.questions.queries import content_of, is_kept_aside, live_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from volteface.questions.models import Bank, Question


def pools_in(body: str) -> tuple[PoolPlace, ...]:
    """The places of a body that draw from a pool."""
    return tuple(piece for piece in pieces_of(body) if isinstance(piece, PoolPlace))


def questions_of_pools(bank: Bank, bodies: Iterable[str]) -> dict[str, Question]:
    """The questions of every pool that bodies draw from, by key; no query without such a place."""
    names = {place.name for body in bodies for place in pools_in(body)}
    if not names:
        return {}
    questions = live_questions(bank).filter(current__isnull=False)
    stored = questions.filter(current__content__settings__pool__in=sorted(names))
    found = stored.select_related("current").prefetch_related("objectives")
    return {question.key: question for question in found}


def variants_in(name: str, questions: Mapping[str, Question]) -> list[Question]:
    """The questions of one pool among these, in the order they were made.

    What its author keeps for another use is none of them.
    """
    members = [
        question
        for question in questions.values()
        if question.current is not None
        and content_of(question.current).settings.pool == name
        and not is_kept_aside(question.current)
    ]
    return sorted(members, key=lambda question: question.pk)


def stored_pool(place: PoolPlace, variants: tuple[int, ...]) -> list[StoredBlock]:
    """The pool as an edition keeps it; nothing for one that was drawn from before."""
    if not variants:
        return []
    draw = min(place.draw, len(variants))
    return [StoredBlock(pool=place.name, variants=variants, draw=draw)]

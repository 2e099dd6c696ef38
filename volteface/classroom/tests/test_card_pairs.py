"""Pairs by learners: one question of the bank, from two on, that stays as its teacher made it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from volteface.classroom.actions.card_decisions import accept_card
from volteface.classroom.models import LearnerCard
from volteface.classroom.rules.learner_cards import words_from_json
from volteface.classroom.testing import DURING, Held, build_card
from volteface.questions.actions import archive_question, save_question
from volteface.questions.queries import content_of

if TYPE_CHECKING:
    from volteface.accounts.models import Subject

pytestmark = pytest.mark.django_db


def _accept(card: LearnerCard, held: Held) -> LearnerCard:
    words = words_from_json(card.words)
    return accept_card(card, words=words, objective="gap", by=held.world.teacher, at=DURING)


def test_accepted_pairs_become_one_question_from_two_on(held: Held) -> None:
    first, second = (
        build_card(held.cycle, by=by, at=DURING, kind="pair", front=front, back=back)
        for by, front, back in (
            (held.world.ann, "Cramming", "forgotten in a week"),
            (held.world.bob, "Gaps", "kept for a month"),
        )
    )
    assert _accept(first, held).question is None
    _accept(second, held)
    rows = [LearnerCard.objects.get(pk=each.pk) for each in (first, second)]
    assert rows[0].question == rows[1].question
    question = rows[0].question
    assert question is not None
    assert question.current is not None
    pairs = [(each.text, each.match) for each in content_of(question.current).options]
    assert pairs == [("Cramming", "forgotten in a week"), ("Gaps", "kept for a month")]


def _pair(held: Held, by: Subject, front: str) -> LearnerCard:
    card = build_card(held.cycle, by=by, at=DURING, kind="pair", front=front, back=f"not {front}")
    return LearnerCard.objects.select_related("question__current").get(pk=_accept(card, held).pk)


def test_another_pair_joins_the_question_as_the_teacher_changed_it(held: Held) -> None:
    ann, bob = held.world.ann, held.world.bob
    _pair(held, ann, "Cramming")
    question = _pair(held, bob, "Gaps").question
    assert question is not None
    assert question.current is not None
    content = content_of(question.current)
    changed = replace(content, stem="Cause and effect?", options=content.options[:1])
    changed = replace(changed, options=(*changed.options, replace(content.options[1], text="Rest")))
    bank = held.world.module.course.bank
    save_question(bank, key=question.key, content=changed, by=held.world.teacher, at=DURING)
    third = _pair(held, bob, "Sleep").question
    assert third == question
    assert third.current is not None
    now = content_of(third.current)
    assert now.stem == "Cause and effect?"
    assert [each.text for each in now.options] == ["Cramming", "Rest", "Sleep"]
    assert len({each.id for each in now.options}) == 3
    # Put away, it stays so; new pairs wait for a second one and begin another.
    archive_question(question, by=held.world.teacher, at=DURING)
    assert _pair(held, ann, "Mixing").question is None
    other = _pair(held, bob, "Testing").question
    assert other is not None
    assert other != question
    question.refresh_from_db()
    assert question.archived_at is not None

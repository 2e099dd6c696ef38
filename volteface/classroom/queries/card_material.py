"""What learners' accepted cards give to play with: terms, questions and pairs, as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom.games.material import Pairing
from volteface.classroom.models import LearnerCard
from volteface.classroom.rules.learner_cards import words_from_json
from volteface.courses.queries.outline import terms_of

if TYPE_CHECKING:
    from volteface.classroom.rules.learner_cards import CardWords
    from volteface.courses.models import Module
    from volteface.questions.models import QuestionVersion

Kind = LearnerCard.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMaterial:
    """The accepted cards of a module that are still in it."""

    # Terms by their words in small letters.
    terms: frozenset[str] = frozenset()
    versions: tuple[QuestionVersion, ...] = ()
    # A pair that has no second one yet to make a question with.
    lone: tuple[Pairing, ...] = ()
    count: int = 0
    # (the term or the question's key, its author's name), for those who want to be named.
    names: tuple[tuple[str, str], ...] = ()


def card_material(module: Module) -> CardMaterial:
    """What learners gave to a module; a term or question taken out of it is no longer among it."""
    rows = _accepted(module)
    if not rows:
        return CardMaterial()
    known = {each.term.casefold() for each in terms_of(module)}
    here = [(card, words) for card, words in rows if _is_there(card, words, known)]
    versions = {
        card.question.current.pk: card.question.current
        for card, _words in here
        if card.question is not None and card.question.current is not None
    }
    names = tuple(
        (_key_of(card, words), card.subject.person.name)
        for card, words in here
        if card.signed and card.subject.person
    )
    return CardMaterial(
        terms=frozenset(words.front.casefold() for card, words in here if card.kind == Kind.TERM),
        versions=tuple(versions.values()),
        lone=tuple(
            _pairing(card, words)
            for card, words in here
            if card.kind == Kind.PAIR and not card.question
        ),
        count=len(here),
        names=names,
    )


def _accepted(module: Module) -> list[tuple[LearnerCard, CardWords]]:
    rows = (
        LearnerCard.objects.filter(cycle__module=module, state=LearnerCard.State.ACCEPTED)
        .select_related("question__current__question", "subject__person")
        .prefetch_related("question__current__question__objectives")
        .order_by("decided_at", "pk")
    )
    return [(card, words_from_json(card.words)) for card in rows]


def _is_there(card: LearnerCard, words: CardWords, known: set[str]) -> bool:
    if card.kind == Kind.TERM:
        return words.front.casefold() in known
    if card.question is None:
        return card.kind == Kind.PAIR
    return card.question.archived_at is None


def _key_of(card: LearnerCard, words: CardWords) -> str:
    if card.kind == Kind.TERM:
        return words.front.casefold()
    return card.question.key if card.question is not None else card.code


def _pairing(card: LearnerCard, words: CardWords) -> Pairing:
    return Pairing(
        key=card.code,
        stem=words.why,
        pairs=((words.front, words.back),),
        objective=card.objective,
    )

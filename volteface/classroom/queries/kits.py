"""The board game made from a cycle's module."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom.games.question_track.deck import Deck, Source, build
from volteface.classroom.games.question_track.rules import Estimate, cards_in, estimate
from volteface.classroom.models import Activity
from volteface.core import markup
from volteface.questions.queries import content_of
from volteface.questions.queries.shown import option_in_words
from volteface.timetable.queries import audience_of

from .material import objectives_of, questions_of

if TYPE_CHECKING:
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

CARD_KINDS = frozenset({"single", "true_false"})
USUAL_MINUTES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The deck of a module with what printing it for an audience takes."""

    module_title: str
    language: str
    minutes: int
    cards_played: int
    learners: int
    deck: Deck
    estimate: Estimate


def kit_of(cycle: Cycle) -> Kit:
    """The kit of a cycle, its deck in the same order every time it is printed."""
    objectives = objectives_of(cycle)
    found = sorted(questions_of(cycle, kinds=CARD_KINDS), key=lambda item: item.version.pk)
    sources = [_source(item.version, objectives.get(item.objective, "")) for item in found]
    # Letters are dealt anew for each module, alike for each print: kits can be mixed.
    rng = random.Random(f"{cycle.module.code}")  # noqa: S311 - letters, not secrets
    deck = build(sources, rng=rng)
    learners = audience_of(cycle).count()
    planned = Activity.objects.filter(plan__cycle=cycle, technique="board_game").first()
    minutes = planned.minutes if planned else USUAL_MINUTES
    return Kit(
        module_title=cycle.module.title,
        language=cycle.module.course.language,
        minutes=max(10, min(60, minutes)),
        cards_played=cards_in(minutes),
        learners=learners,
        deck=deck,
        estimate=estimate(learners=learners, cards=len(deck.cards)),
    )


def _source(version: QuestionVersion, objective: str) -> Source:
    content = content_of(version)
    return Source(
        key=version.question.key,
        stem=_words(content.stem),
        options=tuple(
            (option.id, _words(option_in_words(version, option.id)), option.fraction)
            for option in content.options
        ),
        objective=objective,
        explanation=markup.plain(content.explanation),
        keep_order=version.kind == "true_false",
    )


def _words(text: str) -> str:
    """Plain words; a picture stays visible as one, so that its card is left out with a reason."""
    return text if "![" in text else markup.plain(text)

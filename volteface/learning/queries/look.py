"""What to look at again for a question: the step that teaches it, and the place in that step.

The same for all readers of an edition: places are found once for each, see `places_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from volteface.core.lanes.memory import memory
from volteface.core.phrases import address
from volteface.courses.models import EditionQuestion
from volteface.courses.queries import edition_steps
from volteface.learning.models import Draw
from volteface.learning.queries.paths import outline_of
from volteface.learning.rules.levels import CORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from volteface.courses.models import Edition
    from volteface.courses.queries import BlockView, StepView
    from volteface.learning.queries.paths import PathOutline
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.queries import CycleView

TOPIC = "looks"
# What a learner answers alone is told at once.
TOLD = (
    Draw.Purpose.PREPARATION,
    Draw.Purpose.PRETEST,
    Draw.Purpose.VALIDATION,
    Draw.Purpose.PRACTICE,
)
_TOP = "main"
_KEPT = 200
_places: dict[str, Mapping[int, Place]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Where a question comes from; empty where nothing is known."""

    # The first of its objectives, in its author's words.
    objective: str = ""
    step_title: str = ""
    # The step's page, at the place.
    step_url: str = ""
    # The heading above, or the film's chapter; empty for the step as a whole.
    place: str = ""
    # The second of the film, as a clock says it.
    clock: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a question stands in an edition, by what is above it."""

    step_key: str
    step_title: str
    level: str
    anchor: str = ""
    words: str = ""
    clock: str = ""


NOTHING = Look()


def look_of(view: CycleView, version: QuestionVersion) -> Look:
    """Where the question's objective was taught first, else where the question stands."""
    edition = view.module.published
    if edition is None:
        return NOTHING
    keys = objectives_of(version, outline_of(edition).objectives)
    return _look(view.cycle.code, edition, version.question_id, keys)


def looks_for(draw: Draw) -> Mapping[int, Look]:
    """Where to look again for each question of a draw, by question id; from memory."""
    looks: Mapping[int, Look] = memory.recall(TOPIC, str(draw.pk))
    return looks


def looks_in(draw_id: int) -> Mapping[int, Look]:
    """Where to look again for each question of a draw, by question id; none outside a cycle."""
    draws = Draw.objects.select_related("cycle__module__published__module__course")
    # In a room anybody may answer; a step is read by its learners.
    draw = draws.filter(pk=draw_id, purpose__in=TOLD).first()
    cycle = draw.cycle if draw is not None else None
    edition = cycle.module.published if cycle is not None else None
    if draw is None or cycle is None or edition is None:
        return MappingProxyType({})
    keys = dict(outline_of(edition).objectives)
    links = draw.questions.order_by("version__question__objectives__pk")
    for question, key in links.values_list(
        "version__question_id", "version__question__objectives__key"
    ):
        if question not in outline_of(edition).objectives:
            keys[question] = keys.get(question, frozenset()) | ({key} if key else set())
    return MappingProxyType(
        {each: _look(cycle.code, edition, each, sorted(about)) for each, about in keys.items()}
    )


def objectives_of(version: QuestionVersion, known: Mapping[int, frozenset[str]]) -> tuple[str, ...]:
    """The short keys of what a question is about; one query for one outside the steps."""
    found = known.get(version.question_id)
    if found is not None:
        return tuple(sorted(found))
    return tuple(version.question.objectives.order_by("pk").values_list("key", flat=True))


def places_of(edition: Edition) -> Mapping[int, Place]:
    """Where each question of an edition stands, in the order of the steps; read once."""
    found = _places.get(edition.code)
    if found is None:
        if len(_places) >= _KEPT:
            _places.clear()
        found = _places[edition.code] = MappingProxyType(_read_places(edition))
    return found


def _look(cycle: str, edition: Edition, question: int, keys: Iterable[str]) -> Look:
    outline = outline_of(edition)
    about = tuple(keys)
    place = _taught(places_of(edition), outline, question, frozenset(about))
    if place is None:
        return Look(objective=outline.title_of(about[0]) if about else "")
    url = address("learning:step", cycle, place.step_key)
    return Look(
        objective=outline.title_of(about[0]) if about else "",
        step_title=place.step_title,
        # Also of a step as a whole: on its own page a link without a place would load it anew.
        step_url=f"{url}#{place.anchor or _TOP}",
        place=place.words,
        clock=place.clock,
    )


def _taught(
    places: Mapping[int, Place], outline: PathOutline, question: int, about: frozenset[str]
) -> Place | None:
    """The first place of the core that serves an objective; other levels teach by themselves.

    A film's question is looked at again where its film says it.
    """
    own = places.get(question)
    if own is not None and (own.level != CORE or own.clock or not about):
        return own
    serving = [
        place for other, place in places.items() if about & outline.objectives.get(other, set())
    ]
    return next(
        (place for place in serving if place.level == CORE), own or next(iter(serving), None)
    )


def _read_places(edition: Edition) -> dict[int, Place]:
    rows = EditionQuestion.objects.filter(edition=edition).order_by("step__position", "position")
    asked: dict[str, dict[int, tuple[int, str]]] = {}
    for key, version, question, code in rows.values_list(
        "step__key", "version_id", "version__question_id", "version__code"
    ):
        asked.setdefault(key, {})[version] = (question, code)
    found: dict[int, Place] = {}
    for step in edition_steps(edition):
        found |= _places_in(step, asked.get(step.key, {}))
    return found


def _places_in(step: StepView, asked: Mapping[int, tuple[int, str]]) -> dict[int, Place]:
    found: dict[int, Place] = {}
    in_films: dict[str, Place] = {}
    anchor = words = ""
    for block in step.blocks:
        if block.headings:
            anchor, words = block.headings[-1]
        in_films |= _moments(step, block)
        for version in (block.version_id or 0, *block.variants):
            if version in asked:
                question, code = asked[version]
                found[question] = in_films.get(code) or _place(step, anchor, words)
    return found


def _moments(step: StepView, block: BlockView) -> dict[str, Place]:
    """Of each question a film asks, the chapter it is asked in, or the question's own second."""
    film = block.film
    if film is None or not film.anchor:
        return {}
    found = {}
    for number, moment in enumerate(film.questions, start=1):
        before = [
            (place, chapter)
            for place, chapter in enumerate(film.chapters, start=1)
            if chapter.at <= moment.at
        ]
        if before:
            place, chapter = before[-1]
            found[moment.question] = _place(
                step, f"{film.anchor}-c{place}", chapter.words, chapter.time
            )
        else:
            anchor = f"{film.anchor}-q{number}"
            found[moment.question] = _place(step, anchor, film.title, moment.time)
    return found


def _place(step: StepView, anchor: str, words: str, clock: str = "") -> Place:
    return Place(
        step_key=step.key,
        step_title=step.title,
        level=step.level,
        anchor=anchor,
        words=words,
        clock=clock,
    )

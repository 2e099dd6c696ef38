"""What the method asks of a module before it is published, as plain rules over its outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

MINUTES_WARNED = 30
SEGMENT_MINUTES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineVideo:
    """A film of a step."""

    has_captions: bool
    has_transcript: bool
    file_is_there: bool
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineStep:
    """A step as the checks see it."""

    code: str
    minutes: int
    is_empty: bool
    # Objectives of each question, by the question's key.
    questions: dict[str, frozenset[str]]
    unknown_questions: tuple[str, ...] = ()
    # Pools that hold fewer questions than are drawn.
    short_pools: tuple[str, ...] = ()
    videos: tuple[OutlineVideo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A module as the checks see it."""

    objectives: dict[str, str]
    has_why: bool
    has_key_points: bool
    steps: tuple[OutlineStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A sentence with gaps, the values for them, and the step it is about."""

    text: str
    values: dict[str, object]
    blocks: bool = False
    step: str = ""


def hints(outline: Outline) -> Iterator[Hint]:
    """Everything worth saying, what blocks first."""
    if not outline.steps:
        yield _hint(N_("There is no step yet. Add one."), blocks=True)
    for step in outline.steps:
        for key in step.unknown_questions:
            text = N_("A step asks the question “%(key)s”, which is not in the bank.")
            yield _hint(text, blocks=True, step=step.code, key=key)
        for name in step.short_pools:
            text = N_("A step draws more questions from the pool “%(name)s” than it holds.")
            yield _hint(text, blocks=True, step=step.code, name=name)
    total = sum(step.minutes for step in outline.steps)
    if total > MINUTES_WARNED:
        text = N_(
            "It takes %(minutes)s minutes. Above %(limit)s, fewer learners prepare; split it."
        )
        yield _hint(text, minutes=total, limit=MINUTES_WARNED)
    yield from _objective_hints(outline)
    if not outline.has_why:
        yield _hint(N_("Say why it is worth a learner's time: it goes on the why-we-flip page."))
    if not outline.has_key_points:
        yield _hint(N_("Write the key points: the meeting is planned on them."))
    for step in outline.steps:
        yield from _step_hints(step)


def _objective_hints(outline: Outline) -> Iterator[Hint]:
    if not outline.objectives:
        yield _hint(N_("Name the objectives, so that questions can be tied to them."))
        return
    asked = {key for step in outline.steps for keys in step.questions.values() for key in keys}
    for key, words in outline.objectives.items():
        if key not in asked:
            yield _hint(N_("No question checks the objective “%(objective)s”."), objective=words)
    for step in outline.steps:
        for question, keys in step.questions.items():
            if not keys & outline.objectives.keys():
                text = N_("The question “%(key)s” checks no objective of the module.")
                yield _hint(text, step=step.code, key=question)


def _step_hints(step: OutlineStep) -> Iterator[Hint]:
    if step.is_empty:
        yield _hint(N_("This step is empty."), step=step.code)
    elif not step.questions:
        yield _hint(
            N_("This step asks nothing. One question keeps readers active."), step=step.code
        )
    for video in step.videos:
        if not video.file_is_there:
            yield _hint(N_("The video's file is not among the course's files."), step=step.code)
        if not video.has_captions:
            yield _hint(N_("The video has no captions."), step=step.code)
        if not video.has_transcript:
            yield _hint(N_("The video has no transcript."), step=step.code)
        if video.minutes > SEGMENT_MINUTES and not step.questions:
            text = N_("A video of %(minutes)s minutes needs a question or a chapter.")
            yield _hint(text, step=step.code, minutes=video.minutes)


def _hint(text: str, *, blocks: bool = False, step: str = "", **values: object) -> Hint:
    return Hint(text=text, values=values, blocks=blocks, step=step)

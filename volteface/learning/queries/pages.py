"""A cycle's module as its learner goes through it: the start page and each step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.errors import Missing
from volteface.core.lanes.memory import memory
from volteface.core.phrases import address
from volteface.courses.queries import edition_steps
from volteface.learning import rules
from volteface.learning.queries import (
    answer_token,
    latest_of,
    progress_of,
    progress_token,
)
from volteface.learning.queries.cards import NO_HTML, CardView, question_card

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.courses.queries import StepView
    from volteface.learning.queries import DrawFacts
    from volteface.timetable.queries import CycleView


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A step in the list of the start page."""

    key: str
    title: str
    level: str
    minutes: int
    url: str
    is_finished: bool
    is_next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a step: text, a film, or a question's card."""

    html: Markup = NO_HTML
    card: CardView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleStart:
    """The way ahead: what, why, how long, and where to go on."""

    lines: tuple[StepLine, ...]
    minutes: int
    minutes_left: int
    closes_at: dt.datetime
    is_closed: bool
    # Empty when everything is finished.
    next_url: str
    has_begun: bool

    @property
    def is_finished(self) -> bool:
        return bool(self.lines) and all(line.is_finished for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """One step with its cards, and the two ways out of it."""

    key: str
    title: str
    level: str
    minutes: int
    number: int
    count: int
    blocks: tuple[Block, ...]
    previous_url: str
    finish_url: str
    is_last: bool
    is_finished: bool
    minutes_left: int
    minutes_all: int
    progress_token: str
    position: float
    has_answers: bool
    closes_at: dt.datetime
    is_closed: bool


def module_start(view: CycleView, subject: Subject, *, at: dt.datetime) -> ModuleStart:
    """The module's steps with the learner's progress."""
    steps = _steps(view)
    progress = progress_of(view.cycle, subject)
    finished = {key for key, one in progress.items() if one.finished_at is not None}
    next_key = next_step_key(steps, finished)
    return ModuleStart(
        lines=tuple(
            StepLine(
                key=step.key,
                title=step.title,
                level=step.level,
                minutes=step.minutes,
                url=_url(view, step.key),
                is_finished=step.key in finished,
                is_next=step.key == next_key,
            )
            for step in steps
        ),
        minutes=sum(step.minutes for step in steps),
        minutes_left=_minutes_left(steps, finished),
        closes_at=view.closes_at,
        is_closed=at > view.closes_at,
        next_url=_url(view, next_key) if next_key else "",
        has_begun=bool(progress),
    )


def step_page(
    view: CycleView,
    subject: Subject,
    key: str,
    *,
    at: dt.datetime,
    empty: str = "",
    typed: str = "",
    again: bool = False,
) -> StepPage:
    """The step called ``key``; raises `Missing` when the module has none.

    ``empty`` is the question whose form came back with no answer but ``typed``; ``again`` hides
    the answers given.
    """
    # Longer because it fills every field of the page, a line each.
    steps = _steps(view)
    number = next((place for place, step in enumerate(steps) if step.key == key), None)
    if number is None:
        raise Missing
    step = steps[number]
    progress = progress_of(view.cycle, subject)
    own = progress.get(key)
    finished = {name for name, one in progress.items() if one.finished_at is not None}
    blocks = _blocks(view, subject, step, at=at, empty=(empty, typed), again=again)
    return StepPage(
        key=key,
        title=step.title,
        level=step.level,
        minutes=step.minutes,
        number=number + 1,
        count=len(steps),
        blocks=blocks,
        previous_url=_url(view, steps[number - 1].key) if number else "",
        finish_url=address("learning:finished", view.cycle.code, key),
        is_last=number == len(steps) - 1,
        is_finished=key in finished,
        minutes_left=_minutes_left(steps, finished),
        minutes_all=sum(one.minutes for one in steps),
        progress_token=progress_token(subject, view.cycle, at=at),
        position=own.position if own is not None else 0.0,
        has_answers=any(block.card is not None and block.card.is_answered for block in blocks),
        closes_at=view.closes_at,
        is_closed=at > view.closes_at,
    )


def after_step(view: CycleView, key: str) -> str:
    """Where a learner goes on to after a step: the next one, or the start page after the last."""
    keys = [step.key for step in _steps(view)]
    if key not in keys:
        raise Missing
    place = keys.index(key) + 1
    if place == len(keys):
        return address("learning:module", view.cycle.code)
    return _url(view, keys[place])


def next_step_key(steps: Sequence[StepView], finished: set[str]) -> str:
    """The first step that is not finished; empty when all are."""
    return next((step.key for step in steps if step.key not in finished), "")


def _blocks(
    view: CycleView,
    subject: Subject,
    step: StepView,
    *,
    at: dt.datetime,
    empty: tuple[str, str],
    again: bool,
) -> tuple[Block, ...]:
    has_questions = any(block.version_id for block in step.blocks)
    draw = memory.recall("preparation", str(view.cycle.pk)) if has_questions else None
    if draw is None:
        return tuple(Block(html=block.html) for block in step.blocks if not block.version_id)
    facts: DrawFacts = memory.recall("draw", str(draw.pk))
    versions = {version.pk: version for version in facts.versions.values()}
    latest = {} if again else latest_of(subject, draw)
    token = answer_token(subject, draw, at=at, scope=view.cycle.code)
    blocks = []
    for number, block in enumerate(step.blocks, start=1):
        version = versions.get(block.version_id or 0)
        if version is None:
            blocks.append(Block(html=block.html))
            continue
        card = question_card(
            version,
            draw=draw,
            subject=subject,
            token=token,
            next_path=_url(view, step.key),
            number=number,
            latest=latest.get(version.pk),
            is_empty=version.code == empty[0],
            typed=empty[1] if version.code == empty[0] else "",
        )
        blocks.append(Block(card=card))
    return tuple(blocks)


def _steps(view: CycleView) -> Sequence[StepView]:
    edition = view.module.published
    if edition is None:
        raise Missing
    return edition_steps(edition)


def _url(view: CycleView, key: str) -> str:
    return address("learning:step", view.cycle.code, key)


def _minutes_left(steps: Sequence[StepView], finished: set[str]) -> int:
    return rules.minutes_left((step.minutes, step.key in finished) for step in steps)

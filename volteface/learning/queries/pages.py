"""A cycle's module as its learner goes through it: the start page and each step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.errors import Missing
from volteface.core.lanes.memory import memory
from volteface.core.phrases import address
from volteface.core.values import quick_value
from volteface.courses.queries import edition_steps
from volteface.learning import rules
from volteface.learning.queries import (
    answer_token,
    finish_token,
    latest_of,
    progress_of,
    progress_token,
)
from volteface.learning.queries.cards import NO_HTML, CardView, question_card, sight_here
from volteface.learning.queries.look import NOTHING, looks_for
from volteface.learning.queries.paths import answers_as_they_stand, outline_of
from volteface.learning.queries.variants import with_drawn
from volteface.learning.rules import levels, pace
from volteface.questions.queries.shown import answer_html

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.courses.queries import StepView
    from volteface.learning.queries import DrawFacts, ResponseRow, StepProgress
    from volteface.questions.models import QuestionVersion
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
    # Done because its objectives were shown in the pre-test; still open to read.
    is_skipped: bool = False


@quick_value
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
    # Nothing on the way is left; what is offered beside it may be.
    is_finished: bool


@quick_value
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
    finish_token: str
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
    """The module's steps with the learner's progress, in minutes at the learner's own pace."""
    steps = _steps(view)
    progress = progress_of(view.cycle, subject)
    finished = {key for key, one in progress.items() if one.finished_at is not None}
    on_way = levels.way(steps)
    next_key = next_step_key(on_way, finished)
    skipped = _skipped(progress)
    todo = [step for step in on_way if step.key not in skipped]
    minutes = _at_pace(view, sum(step.minutes for step in todo))
    return ModuleStart(
        lines=tuple(
            StepLine(
                key=step.key,
                title=step.title,
                level=step.level,
                minutes=_at_pace(view, step.minutes),
                url=_url(view, step.key),
                is_finished=step.key in finished,
                is_next=step.key == next_key,
                is_skipped=step.key in skipped,
            )
            for step in steps
        ),
        minutes=minutes,
        minutes_left=_at_pace(view, _minutes_left(on_way, finished)),
        closes_at=view.closes_at,
        is_closed=at > view.closes_at,
        next_url=_url(view, next_key) if next_key else "",
        has_begun=bool(progress),
        is_finished=not next_key,
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
    on_way = levels.way(steps)
    blocks = _blocks(view, subject, step, at=at, empty=(empty, typed), again=again)
    return StepPage(
        key=key,
        title=step.title,
        level=step.level,
        minutes=_at_pace(view, step.minutes),
        number=number + 1,
        count=len(steps),
        blocks=blocks,
        previous_url=_url(view, steps[number - 1].key) if number else "",
        finish_token=finish_token(subject, view.cycle, key, at=at),
        is_last=not levels.next_after(steps, key, skipped=_skipped(progress), offered=()),
        is_finished=key in finished,
        minutes_left=_at_pace(view, _minutes_left(on_way, finished)),
        minutes_all=_at_pace(view, sum(one.minutes for one in on_way)),
        progress_token=progress_token(subject, view.cycle, at=at),
        position=own.position if own is not None else 0.0,
        has_answers=any(block.card is not None and block.card.is_answered for block in blocks),
        closes_at=view.closes_at,
        is_closed=at > view.closes_at,
    )


def after_step(view: CycleView, subject: Subject, key: str) -> str:
    """Where a learner goes on to: the next step on their way, or the start page after the last."""
    steps = _steps(view)
    if all(step.key != key for step in steps):
        raise Missing
    skipped = _skipped(progress_of(view.cycle, subject))
    offered = offered_steps(view, subject)
    found = levels.next_after(steps, key, skipped=skipped, offered=offered)
    if found:
        return _url(view, found)
    # What was skipped is checked where the way ends.
    return address("learning:validation" if skipped else "learning:module", view.cycle.code)


def offered_steps(view: CycleView, subject: Subject) -> dict[str, tuple[str, int]]:
    """The support steps the learner's own answers ask for: the objective and its errors."""
    edition = view.module.published
    if edition is None or all(step.level != levels.SUPPORT for step in edition_steps(edition)):
        return {}
    outline = outline_of(edition)
    wrong = levels.wrong_on(answers_as_they_stand(view.cycle, subject, outline))
    return levels.offered_support(outline.steps, wrong)


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
    # Longer because a card takes a line for each thing it is told.
    has_questions = any(block.version_id or block.variants for block in step.blocks)
    draw = memory.recall("preparation", str(view.cycle.pk)) if has_questions else None
    if draw is None:
        return tuple(Block(html=block.html) for block in step.blocks if not block.version_id)
    facts: DrawFacts = memory.recall("draw", str(draw.pk))
    versions = {version.pk: version for version in facts.versions.values()}
    latest = {} if again else latest_of(subject, draw)
    looks = looks_for(draw) if latest else {}
    token = answer_token(subject, draw, at=at, scope=view.cycle.code)
    sight = sight_here()
    blocks = []
    # Practising again, a pool gives the next of its variants.
    asked = with_drawn(step.blocks, versions, subject_id=subject.pk, turn=int(again))
    for number, block in enumerate(asked, start=1):
        version = versions.get(block.version_id or 0)
        if version is None:
            blocks.append(Block(html=block.html))
            continue
        given, before_html = _given(version, latest, versions)
        card = question_card(
            version,
            draw=draw,
            subject=subject,
            token=token,
            next_path=_url(view, step.key),
            number=number,
            latest=given,
            before_html=before_html,
            look=looks.get(version.question_id, NOTHING),
            is_empty=version.code == empty[0],
            typed=empty[1] if version.code == empty[0] else "",
            sight=sight,
        )
        blocks.append(Block(card=card))
    return tuple(blocks)


def _given(
    version: QuestionVersion,
    latest: Mapping[int, ResponseRow],
    versions: Mapping[int, QuestionVersion],
) -> tuple[ResponseRow | None, Markup]:
    """The learner's answer to a question, also if given before its words were changed.

    Once its meaning has changed it is asked again; then only what was answered, to be shown.
    """
    own = latest.get(version.pk)
    if own is not None:
        return own, NO_HTML
    older = [row for row in latest.values() if row.question_id == version.question_id]
    if not older:
        return None, NO_HTML
    newest = max(older, key=lambda row: row.seq)
    asked = versions.get(newest.version_id)
    if asked is None or asked.series == version.series:
        return (newest if asked else None), NO_HTML
    return None, answer_html(asked, newest.answer)


def _steps(view: CycleView) -> Sequence[StepView]:
    edition = view.module.published
    if edition is None:
        raise Missing
    return edition_steps(edition)


def _url(view: CycleView, key: str) -> str:
    return address("learning:step", view.cycle.code, key)


def _at_pace(view: CycleView, minutes: int) -> int:
    return pace.stretched_minutes(minutes, view.factor)


def _skipped(progress: Mapping[str, StepProgress]) -> frozenset[str]:
    return frozenset(key for key, one in progress.items() if one.skipped)


def _minutes_left(steps: Sequence[StepView], finished: set[str]) -> int:
    return rules.minutes_left((step.minutes, step.key in finished) for step in steps)

"""What the demo's learners did: read why, prepared, voted, took the checks, came back."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from volteface.learning.actions import (
    Incoming,
    ensure_preparation_draw,
    finish_step,
    open_draw,
    open_step,
    record_many,
)
from volteface.learning.models import Draw
from volteface.learning.queries import draw_versions
from volteface.questions.queries import content_of, parse_answer
from volteface.timetable.queries import dates_of
from volteface.web.demo import behaviour
from volteface.web.demo.voices import OPEN

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from volteface.accounts.models import Subject
    from volteface.courses.models import EditionStep
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

# The share of beginners who hold each belief; others default to this.
BELIEFS = {"cram": 0.5, "reread": 0.45, "waste": 0.35, "block": 0.4, "daily": 0.25}
USUAL_BELIEF = 0.28
CHECK_QUESTIONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A subject and how they behave."""

    subject: Subject
    learner: behaviour.Learner


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A moment at which somebody answers questions."""

    actor: Actor
    at: dt.datetime
    lift: float


def actors_of(subjects: Sequence[Subject], beliefs: set[str], rng: random.Random) -> list[Actor]:
    """Give each subject a way to behave."""
    shares = {key: BELIEFS.get(key, USUAL_BELIEF) for key in sorted(beliefs)}
    learners = behaviour.cohort(len(subjects), shares, rng)
    return [
        Actor(subject=subject, learner=learner)
        for subject, learner in zip(subjects, learners, strict=True)
    ]


def beliefs_in(cycles: Sequence[Cycle]) -> set[str]:
    """Every misconception the cycles' questions can give away."""
    return {
        option.misconception
        for cycle in cycles
        for version in _versions(cycle)
        for option in content_of(version).options
        if option.misconception
    }


def prepare(cycle: Cycle, actors: Sequence[Actor], *, at: dt.datetime, rng: random.Random) -> None:
    """Learners work through the module between its publication and its closing, up to ``at``."""
    draw = ensure_preparation_draw(cycle, at=cycle.published_at or at)
    if draw is None or cycle.module.published is None:
        return
    dates = dates_of(cycle)
    steps = list(cycle.module.published.steps.order_by("position"))
    versions = {version.pk: version for version in draw_versions(draw)}
    given: list[tuple[Incoming, dt.datetime]] = []
    for actor in actors:
        began = behaviour.started_at(
            actor.learner,
            opened_at=cycle.published_at or at,
            closes_at=dates.closes_at,
            rng=rng,
        )
        if actor.learner.number == 0 and dates.meeting_starts_at > at:
            began = at - dt.timedelta(hours=3)
        if began is None or began > at:
            continue
        given += list(_work_through(cycle, actor, steps, versions, began, at, rng))
    given.sort(key=lambda pair: pair[1])
    record_many(draw, given)


def check(
    cycle: Cycle,
    actors: Sequence[Actor],
    *,
    purpose: str,
    at: dt.datetime,
    lift: float,
    rng: random.Random,
) -> Draw:
    """A check of four questions, taken by ``actors`` around ``at``."""
    versions = list(_check_versions(cycle))[:CHECK_QUESTIONS]
    draw = open_draw(
        purpose,
        cohort=cycle.cohort,
        cycle=cycle,
        nonce=f"{cycle.code}:{purpose}",
        versions=versions,
        edition=cycle.module.published,
        opens_at=at,
        closes_at=at + dt.timedelta(days=3),
        immediate_feedback=purpose != Draw.Purpose.OPENING_CHECK,
        at=at,
    )
    take(draw, versions, actors, at=at, lift=lift, rng=rng)
    return draw


def take(
    draw: Draw,
    versions: Sequence[QuestionVersion],
    actors: Sequence[Actor],
    *,
    at: dt.datetime,
    lift: float,
    rng: random.Random,
) -> None:
    """Everybody answers a draw's questions within a few minutes of ``at``."""
    given = []
    for actor in actors:
        moment = at + dt.timedelta(seconds=rng.uniform(10, 200))
        for version in versions:
            moment += dt.timedelta(seconds=rng.uniform(8, 40))
            incoming = _answer(actor, version, lift=lift, rng=rng)
            if incoming is not None:
                given.append((incoming, moment))
    given.sort(key=lambda pair: pair[1])
    record_many(draw, given)


def _work_through(
    cycle: Cycle,
    actor: Actor,
    steps: Sequence[EditionStep],
    versions: dict[int, QuestionVersion],
    began: dt.datetime,
    at: dt.datetime,
    rng: random.Random,
) -> Iterator[tuple[Incoming, dt.datetime]]:
    moment = began
    # The demo's own learner is half-way through the module in hand.
    first_face = actor.learner.number == 0 and dates_of(cycle).meeting_starts_at > at
    count = 3 if first_face else behaviour.steps_done(actor.learner, len(steps), rng)
    hurry = 0.25 if actor.learner.habit is behaviour.Habit.SKIMS else 1.0
    with transaction.atomic():
        for step in steps[:count]:
            if moment > at:
                break
            open_step(cycle, subject=actor.subject, step_key=step.key, at=moment)
            moment += dt.timedelta(seconds=hurry * step.minutes * rng.uniform(30, 60))
            for version in _asked(step, versions):
                if rng.random() > behaviour.answers_share(actor.learner):
                    continue
                moment += dt.timedelta(seconds=hurry * rng.uniform(10, 45))
                incoming = _answer(actor, version, lift=0.0, rng=rng)
                if incoming is not None and moment <= at:
                    yield incoming, moment
            if not (first_face and step is steps[count - 1]):
                finish_step(cycle, subject=actor.subject, step_key=step.key, at=moment)


def _answer(
    actor: Actor, version: QuestionVersion, *, lift: float, rng: random.Random
) -> Incoming | None:
    content = content_of(version)
    item = behaviour.Item(
        version_id=version.pk,
        key=version.question.key,
        kind=content.kind,
        # The same question is as hard in every run, whatever else was drawn before it.
        difficulty=(sum(version.question.key.encode()) % 17) / 10 - 0.9,
        options=tuple(
            (option.id, option.fraction, option.misconception) for option in content.options
        ),
        certainty=content.certainty,
    )
    choice = behaviour.answer(actor.learner, item, lift=lift, rng=rng)
    answer = parse_answer(version, _form(version, choice, rng))
    if answer is None:
        return None
    return Incoming(
        answer_id=uuid.UUID(int=rng.getrandbits(128), version=4),
        subject_id=actor.subject.pk,
        version=version,
        answer=answer,
        certainty=choice.certainty,
        seconds=choice.seconds,
    )


def _form(
    version: QuestionVersion, choice: behaviour.Choice, rng: random.Random
) -> dict[str, list[str]]:
    content = content_of(version)
    options = [content.option(option_id) for option_id in choice.option_ids]
    texts = [option.text for option in options if option is not None]
    match content.kind:
        case "open":
            return {"text": [behaviour.pick(OPEN.get(version.question.key, ()), rng)]}
        case "short_text":
            return {"text": texts[:1] or ["I do not know"]}
        case "numeric":
            return {"value": texts[:1] or [str(rng.choice((2, 12, 40)))]}
        case _:
            return {"choice": list(choice.option_ids)}


def _versions(cycle: Cycle) -> list[QuestionVersion]:
    edition = cycle.module.published
    if edition is None:
        return []
    held = edition.questions.select_related("version__question").order_by("position")
    return [row.version for row in held]


def _check_versions(cycle: Cycle) -> Iterator[QuestionVersion]:
    """The module's own check questions: the marked ones of its last step."""
    edition = cycle.module.published
    if edition is None:
        return
    last = edition.steps.order_by("-position").first()
    for row in edition.questions.filter(step=last).select_related("version__question"):
        if row.version.kind != "open":
            yield row.version


def _asked(
    step: EditionStep, versions: dict[int, QuestionVersion]
) -> Iterator[QuestionVersion]:
    for row in step.questions.order_by("position"):
        if row.version_id in versions:
            yield versions[row.version_id]




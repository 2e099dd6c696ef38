"""What the demo's learners did: read why, prepared, voted, took the checks, came back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.learning.actions import (
    Incoming,
    ensure_preparation_draw,
    open_draw,
    record_many,
    record_reading,
)
from volteface.learning.models import Draw, Progress
from volteface.questions.queries import content_of, mark, parse_answer
from volteface.timetable.queries import dates_of
from volteface.web.demo import behaviour
from volteface.web.demo.drawn import drawn_form
from volteface.web.demo.parts import parts_form
from volteface.web.demo.voices import OPEN, QUOTES

if TYPE_CHECKING:
    import random
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.courses.models import EditionStep
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

    # A published step and what it asks.
    type Page = tuple[EditionStep, Sequence[QuestionVersion]]

# The share of beginners who hold each belief; others default to this.
BELIEFS = {"cram": 0.36, "reread": 0.32, "waste": 0.18, "block": 0.24}
USUAL_BELIEF = 0.12
# Of the last step; the question at which a belief tempts most comes before them.
CHECK_QUESTIONS = 4
# After a wrong answer with its feedback.
TRIES_AGAIN = 0.45
AFTER_FEEDBACK = 1.6
# Only the strong go on to what is not asked of them.
STRETCHES = 1.9
SPEAKS_OF_BELIEFS = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A subject and how they behave."""

    subject: Subject
    learner: behaviour.Learner


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


def prepare(
    cycle: Cycle,
    actors: Sequence[Actor],
    *,
    at: dt.datetime,
    rng: random.Random,
    skipped: Mapping[int, Collection[str]] | None = None,
) -> None:
    """Learners work through the module between its publication and its closing, up to ``at``.

    ``skipped`` are the steps each need not do, by subject id.
    """
    draw = ensure_preparation_draw(cycle, at=cycle.published_at or at)
    if draw is None or cycle.module.published is None:
        return
    pages = _pages(cycle)
    given: list[tuple[Incoming, dt.datetime]] = []
    read: list[Progress] = []
    for actor in actors:
        began = _begins(actor, cycle, at=at, rng=rng)
        if began is None or began > at:
            continue
        gone = (skipped or {}).get(actor.subject.pk, ())
        left = [page for page in pages if page[0].key not in gone]
        for done in _work_through(cycle, actor, left, began, at, rng):
            if isinstance(done, Progress):
                read.append(done)
            else:
                given.append(done)
    given.sort(key=lambda pair: pair[1])
    record_reading(read)
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
    """A check of five questions, taken by ``actors`` around ``at``."""
    versions = check_versions(cycle)
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
    take(draw, versions, actors, at=at, lift=lift, spread=60 * 60 * 30, rng=rng)
    return draw


def take(
    draw: Draw,
    versions: Sequence[QuestionVersion],
    actors: Sequence[Actor],
    *,
    at: dt.datetime,
    lift: float,
    spread: float,
    rng: random.Random,
) -> None:
    """Everybody answers a draw's questions, beginning within ``spread`` seconds of ``at``."""
    given = []
    for actor in actors:
        moment = at + dt.timedelta(seconds=rng.uniform(4, spread))
        for version in versions:
            moment += dt.timedelta(seconds=rng.uniform(8, 30))
            incoming = answer_of(actor, version, lift=lift, rng=rng)
            if incoming is not None:
                given.append((incoming, moment))
    given.sort(key=lambda pair: pair[1])
    record_many(draw, given)


def _begins(
    actor: Actor, cycle: Cycle, *, at: dt.datetime, rng: random.Random
) -> dt.datetime | None:
    dates = dates_of(cycle)
    if actor.learner.number == 0 and dates.meeting_starts_at > at:
        return at - dt.timedelta(hours=3)
    return behaviour.started_at(
        actor.learner, opened_at=cycle.published_at or at, closes_at=dates.closes_at, rng=rng
    )


def _pages(cycle: Cycle) -> list[Page]:
    """The published steps with what they ask."""
    edition = cycle.module.published
    steps = edition.steps.order_by("position") if edition else []
    return [
        (
            step,
            [
                row.version
                for row in step.questions.order_by("position").select_related("version__question")
            ],
        )
        for step in steps
    ]


def check_versions(cycle: Cycle) -> list[QuestionVersion]:
    """The question at which one belief tempts most, then the closed ones of the last step.

    Who held that belief meets it again at every check: enough people for its curve's line.
    """
    edition = cycle.module.published
    if edition is None:
        return []
    last = edition.steps.order_by("-position").first()
    held = edition.questions.filter(step=last).select_related("version__question")
    closed = [row.version for row in held if row.version.kind != "open"][:CHECK_QUESTIONS]
    telling = max(_versions(cycle), key=_tempts, default=None)
    return closed if telling is None or telling in closed else [telling, *closed]


def _tempts(version: QuestionVersion) -> int:
    """Behind how many of its options one and the same belief stands."""
    behind = Counter(
        option.misconception for option in content_of(version).options if option.misconception
    )
    return max(behind.values(), default=0)


def vote_versions(cycle: Cycle) -> list[QuestionVersion]:
    """Two questions worth a discussion: tempting wrong options, and not in the checks."""
    checks = {version.pk for version in check_versions(cycle)}
    return [
        version
        for version in _versions(cycle)
        if version.kind == "single" and version.pk not in checks and _tempts(version)
    ][1:3]


def _work_through(
    cycle: Cycle,
    actor: Actor,
    pages: Sequence[Page],
    began: dt.datetime,
    at: dt.datetime,
    rng: random.Random,
) -> Iterator[tuple[Incoming, dt.datetime] | Progress]:
    """The answers and the steps read of one sitting, in their order."""
    moment = began
    # The demo's own learner is half-way through the module in hand.
    half_way = actor.learner.number == 0 and dates_of(cycle).meeting_starts_at > at
    count = 3 if half_way else behaviour.steps_done(actor.learner, len(pages), rng)
    hurry = 0.15 if actor.learner.habit is behaviour.Habit.SKIMS else 1.0
    for number, (step, versions) in enumerate(pages[:count]):
        if moment > at:
            break
        if step.level == "stretch" and actor.learner.ability < STRETCHES:
            continue
        opened_at = moment
        moment += dt.timedelta(seconds=hurry * step.minutes * rng.uniform(40, 70))
        for version in versions:
            if rng.random() > behaviour.answers_share(actor.learner):
                continue
            for incoming, answered_at in _tries(actor, version, moment, hurry, rng):
                moment = answered_at
                if moment <= at:
                    yield incoming, moment
        reading = half_way and number == count - 1
        yield Progress(
            cycle=cycle,
            subject=actor.subject,
            step_key=step.key,
            opened_at=opened_at,
            finished_at=None if reading or moment > at else moment,
            seconds=round((moment - opened_at).total_seconds()),
        )


def _tries(
    actor: Actor, version: QuestionVersion, moment: dt.datetime, hurry: float, rng: random.Random
) -> Iterator[tuple[Incoming, dt.datetime]]:
    """A first answer, and often another once the feedback has said why it was wrong."""
    moment += dt.timedelta(seconds=hurry * rng.uniform(10, 45))
    first = answer_of(actor, version, lift=0.0, rng=rng)
    if first is None:
        return
    yield first, moment
    if mark(version, first.answer).correct or rng.random() > TRIES_AGAIN:
        return
    again = answer_of(actor, version, lift=AFTER_FEEDBACK, rng=rng)
    if again is not None:
        yield again, moment + dt.timedelta(seconds=hurry * rng.uniform(15, 50))


def answer_of(
    actor: Actor, version: QuestionVersion, *, lift: float, rng: random.Random
) -> Incoming | None:
    """What somebody answers, when they answer at all."""
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
    answer = parse_answer(version, _form(actor, version, choice, rng))
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


def _said(actor: Actor, question_key: str, rng: random.Random) -> str:
    """What somebody writes: about the question, or the belief they came with."""
    own = [quote for key in sorted(actor.learner.beliefs) for quote in QUOTES.get(key, ())]
    if own and rng.random() < SPEAKS_OF_BELIEFS:
        return behaviour.pick(own, rng)
    return behaviour.pick(OPEN.get(question_key, ()), rng)


def _form(
    actor: Actor, version: QuestionVersion, choice: behaviour.Choice, rng: random.Random
) -> dict[str, list[str]]:
    content = content_of(version)
    options = [content.option(option_id) for option_id in choice.option_ids]
    texts = [option.text for option in options if option is not None]
    match content.kind:
        case "open" | "rubric":
            return {"text": [_said(actor, version.question.key, rng)]}
        case "short_text":
            return {"text": texts[:1] or ["I do not know"]}
        case "numeric":
            return {"value": texts[:1] or [str(rng.choice((2, 12, 40)))]}
        case _:
            parts = parts_form(content, right=choice.right, rng=rng) or drawn_form(
                version, str(actor.subject.code), right=choice.right, rng=rng
            )
            return {"choice": list(choice.option_ids)} if parts is None else parts


def _versions(cycle: Cycle) -> list[QuestionVersion]:
    edition = cycle.module.published
    if edition is None:
        return []
    held = edition.questions.select_related("version__question").order_by("position")
    return [row.version for row in held]

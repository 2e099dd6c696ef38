"""Builders for tests of learning and of the apps above; they call actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.accounts.models import Subject
from volteface.courses.models import Course, EditionQuestion, EditionStep
from volteface.learning.actions import ensure_preparation_draw, open_draw
from volteface.learning.models import Draw
from volteface.questions.models import Bank, Question, QuestionVersion
from volteface.questions.queries.content import Content, Option, to_json
from volteface.rosters.models import Cohort
from volteface.timetable.testing import build_cycle, build_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.courses.models import Edition
    from volteface.timetable.models import Cycle

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
CAPITAL = Content(
    kind="single",
    stem="What is the capital of Australia?",
    options=(
        Option(id="o1", text="Canberra", fraction=1, feedback="Yes, since 1927."),
        Option(
            id="o2", text="Sydney", fraction=0, feedback="The largest city.", misconception="big"
        ),
        Option(id="o3", text="Melbourne", fraction=0),
    ),
    explanation="It was built halfway between the two rivals.",
)


def bank_versions(count: int, *, content: Content = CAPITAL) -> list[QuestionVersion]:
    """Question versions in a bank of their own, without the machinery of publishing."""
    bank = Bank.objects.create(name="bank")
    versions = []
    for number in range(count):
        question = Question.objects.create(bank=bank, key=f"q{number}")
        versions.append(
            QuestionVersion.objects.create(
                question=question,
                number=1,
                kind=content.kind,
                content=to_json(content),
                created_at=AT,
            )
        )
    return versions


def bare_cohort() -> Cohort:
    """A cohort of a course without content."""
    number = Course.objects.count()
    bank = Bank.objects.create(name="course")
    course = Course.objects.create(code=f"course-{number}", title="Course", bank=bank)
    return Cohort.objects.create(
        course=course, title="Cohort", starts_on=AT.date(), ends_on=AT.date() + dt.timedelta(90)
    )


def bare_draw(
    *,
    subjects: int = 1,
    questions: int = 1,
    purpose: str = Draw.Purpose.OPENING_CHECK,
    opens_at: dt.datetime | None = None,
    closes_at: dt.datetime | None = None,
    immediate_feedback: bool = True,
) -> tuple[Draw, Sequence[Subject], Sequence[QuestionVersion]]:
    """A draw outside any cycle, some subjects (and one stranger, the last), its questions."""
    versions = bank_versions(questions)
    draw = open_draw(
        purpose,
        cohort=bare_cohort(),
        cycle=None,
        nonce=f"test:{Draw.objects.count()}",
        versions=versions,
        opens_at=opens_at,
        closes_at=closes_at,
        immediate_feedback=immediate_feedback,
        at=AT,
    )
    people = [Subject.objects.create(kind=Subject.Kind.GUEST) for _ in range(subjects + 1)]
    return draw, people, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A published cycle of a module with two steps and three questions."""

    cycle: Cycle
    versions: Sequence[QuestionVersion]
    learner: Subject
    other: Subject
    stranger: Subject
    teacher: Subject
    at: dt.datetime


def build_lesson(*, at: dt.datetime = AT) -> Lesson:
    """Steps *gap* (two questions, 3 minutes) and *mix* (one, 5 minutes) for Ann and Bob."""
    world = build_world()
    edition = world.module.published
    if edition is None:
        raise LookupError("the world's module is published")
    versions = bank_versions(3)
    _add_step(edition, "gap", versions[:2], position=1, minutes=3)
    _add_step(edition, "mix", versions[2:], position=2, minutes=5)
    cycle = build_cycle(world)
    ensure_preparation_draw(cycle, at=at)
    return Lesson(
        cycle=cycle,
        versions=versions,
        learner=world.ann,
        other=world.bob,
        stranger=world.stranger,
        teacher=world.teacher,
        at=at,
    )


def _add_step(
    edition: Edition,
    key: str,
    versions: Sequence[QuestionVersion],
    *,
    position: int,
    minutes: int,
) -> None:
    step = EditionStep.objects.create(
        edition=edition,
        key=key,
        position=position,
        title=f"The {key}",
        minutes=minutes,
        blocks=[{"html": "<p>Read this.</p>"}, *({"question": one.pk} for one in versions)],
    )
    EditionQuestion.objects.bulk_create(
        EditionQuestion(edition=edition, step=step, position=place, version=version)
        for place, version in enumerate(versions)
    )

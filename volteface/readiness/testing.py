"""A flipped class for tests: a published module, a cycle, learners who answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from volteface.accounts.actions import ensure_person
from volteface.accounts.models import Grant, Person, Subject
from volteface.courses.models import Course, Edition, EditionQuestion, EditionStep, Module
from volteface.learning.actions import (
    Incoming,
    ensure_preparation_draw,
    finish_step,
    open_step,
    record_many,
    record_response,
)
from volteface.questions.actions import create_bank, ensure_misconception, save_question
from volteface.questions.queries import parse_answer
from volteface.questions.queries.content import Content, Option
from volteface.rosters.actions import create_cohort, create_group, enrol
from volteface.rosters.models import Membership
from volteface.timetable.models import Cycle, Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from volteface.learning.models import Draw
    from volteface.questions.models import QuestionVersion
    from volteface.rosters.models import Cohort, Group

NOW = dt.datetime(2026, 11, 25, 20, 0, tzinfo=dt.UTC)
MEETING_AT = dt.datetime(2026, 11, 26, 9, 0, tzinfo=dt.UTC)
PLAN = [
    {"technique": "opening_check", "minutes": 5, "title": "Opening check, 4 questions"},
    {"technique": "board_game", "minutes": 35, "title": "Question track"},
    {"technique": "debrief", "minutes": 15, "title": ""},
    {"technique": "exit_ticket", "minutes": 3, "title": "Exit ticket"},
]
BELIEFS = (
    "Just before the exam is the best time to review.",
    "Rereading is a kind of practice.",
    "Forgetting means the learning failed.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlippedClass:
    """The world most tests of readiness and beyond begin with."""

    teacher: Subject
    cohort: Cohort
    groups: tuple[Group, ...]
    cycle: Cycle
    draw: Draw
    edition: Edition
    # The core choice questions in order; o1 is right, o2 shows a belief, o3 is just wrong.
    versions: tuple[QuestionVersion, ...]
    open_version: QuestionVersion
    learners: tuple[Subject, ...]

    def answer(
        self, learner: Subject, number: int, choice: str, *, certainty: int | None = None
    ) -> None:
        """One learner chooses an option of the core question with this number, from 0."""
        version = self.versions[number]
        record_response(
            learner,
            draw=self.draw,
            version=version,
            answer=parse_answer(version, {"choice": [choice]}) or "",
            certainty=certainty,
            at=NOW,
        )

    def writes(self, learner: Subject, text: str) -> None:
        """One learner answers the open question."""
        record_response(
            learner,
            draw=self.draw,
            version=self.open_version,
            answer=parse_answer(self.open_version, {"text": [text]}) or "",
            at=NOW,
        )

    def reads(self, learner: Subject, *keys: str) -> None:
        """One learner opens steps and goes on from them."""
        for key in keys:
            open_step(self.cycle, subject=learner, step_key=key, at=NOW)
            finish_step(self.cycle, subject=learner, step_key=key, at=NOW)

    def finishes(self, learner: Subject, choices: str) -> None:
        """One learner goes through everything; ``choices`` is like "112": one digit a question."""
        self.reads(learner, "s1", "s2")
        for number, choice in enumerate(choices):
            self.answer(learner, number, f"o{choice}")

    def everybody_answers(self, rows: Iterable[tuple[UUID, Subject, int, str, int | None]]) -> None:
        """Many answers at once: (answer id, learner, question number, option, certainty)."""
        record_many(
            self.draw,
            [
                (
                    Incoming(
                        answer_id=answer_id,
                        subject_id=learner.pk,
                        version=self.versions[number],
                        answer=f'{{"choice":["{choice}"]}}',
                        certainty=certainty,
                    ),
                    NOW,
                )
                for answer_id, learner, number, choice, certainty in rows
            ],
        )


def flipped_class(
    *, learners: int = 5, questions: int = 3, groups: int = 2, name: str = "spacing"
) -> FlippedClass:
    """A cohort of so many learners, spread over the groups, the evening before its meeting."""
    teacher = person(f"teacher-{name}", "Ada Teacher")
    course, module = _module(name)
    edition, versions, open_version = _edition(course, module, questions)
    cohort = _cohort(course, "Learning, autumn", teacher)
    made = tuple(
        create_group(cohort, name=f"Group {n + 1}", by=teacher, at=NOW) for n in range(groups)
    )
    cycle = _cycle(module, cohort)
    draw = ensure_preparation_draw(cycle, at=NOW)
    if draw is None:
        raise RuntimeError("the module is published above")
    return FlippedClass(
        teacher=teacher,
        cohort=cohort,
        groups=made,
        cycle=cycle,
        draw=draw,
        edition=edition,
        versions=versions,
        open_version=open_version,
        learners=_learners(cohort, made, learners, name),
    )


def beside(
    world: FlippedClass, *, learners: int = 5, name: str = "evening", teacher: Subject | None = None
) -> FlippedClass:
    """Another cohort of the same course that prepares the same module for the same hour."""
    teacher = teacher or world.teacher
    module = world.cycle.module
    cohort = _cohort(module.course, f"Learning, {name}", teacher)
    cycle = _cycle(module, cohort)
    draw = ensure_preparation_draw(cycle, at=NOW)
    if draw is None:
        raise RuntimeError("the module is published")
    return replace(
        world,
        teacher=teacher,
        cohort=cohort,
        groups=(),
        cycle=cycle,
        draw=draw,
        learners=_learners(cohort, (), learners, name),
    )


def person(key: str, name: str) -> Subject:
    """Somebody with an address of their own."""
    return ensure_person(f"{key}@example.org", name=name).subject


def tutor_of(world: FlippedClass, group: Group) -> Subject:
    """A tutor of one group of the class."""
    tutor = person(f"tutor-{group.code}", "Tim Tutor")
    enrol(
        world.cohort,
        subject=tutor,
        role=Membership.Role.TUTOR,
        group=group,
        by=world.teacher,
        at=NOW - dt.timedelta(days=1),
    )
    return tutor


def _cohort(course: Course, title: str, teacher: Subject) -> Cohort:
    return create_cohort(
        course,
        title=title,
        starts_on=dt.date(2026, 9, 1),
        ends_on=dt.date(2027, 1, 31),
        exam_at=dt.datetime(2027, 1, 20, 9, tzinfo=dt.UTC),
        by=teacher,
        at=NOW - dt.timedelta(days=60),
        teacher=teacher,
    )


def _cycle(module: Module, cohort: Cohort) -> Cycle:
    cycle = Cycle.objects.create(
        module=module, cohort=cohort, state=Cycle.State.PUBLISHED, published_at=NOW
    )
    Meeting.objects.create(
        cycle=cycle,
        starts_at=MEETING_AT,
        ends_at=MEETING_AT + dt.timedelta(minutes=60),
        time_zone="Europe/Paris",
        place="Amphi B",
        changed_at=NOW,
    )
    return cycle


def _module(name: str) -> tuple[Course, Module]:
    bank = create_bank(name)
    for number, text in enumerate(BELIEFS):
        ensure_misconception(bank, key=f"m{number}", text=text)
    course = Course.objects.create(code=f"course-{name}", title="Remember it", bank=bank)
    module = Module.objects.create(
        course=course, key=name, position=1, title="Spacing beats cramming", session_plan=PLAN
    )
    return course, module


def _edition(
    course: Course, module: Module, questions: int
) -> tuple[Edition, tuple[QuestionVersion, ...], QuestionVersion]:
    edition = Edition.objects.create(
        module=module, number=1, title=module.title, minutes=20, published_at=NOW
    )
    steps = [
        EditionStep.objects.create(
            edition=edition, key=key, position=n, title=title, level=level, minutes=8, blocks=[]
        )
        for n, (key, title, level) in enumerate(
            [("s1", "The gap", "core"), ("s2", "Your plan", "core"), ("s3", "Further", "stretch")]
        )
    ]
    versions = tuple(_choice(course, number) for number in range(questions))
    open_version = _saved(course, "qopen", Content(kind="open", stem="What would you do?"))
    for position, version in enumerate((*versions, open_version)):
        step = steps[0 if position < max(1, questions // 2) or version == open_version else 1]
        EditionQuestion.objects.create(
            edition=edition, step=step, position=position, version=version
        )
    module.published = edition
    module.save(update_fields=["published"])
    return edition, versions, open_version


def _choice(course: Course, number: int) -> QuestionVersion:
    options = (
        Option(id="o1", text="In about **6 days**", fraction=1.0),
        Option(
            id="o2",
            text="Tomorrow, while it is *still fresh*",
            fraction=0.0,
            feedback="Fresh is easy, and easy leaves little.",
            misconception=f"m{number % len(BELIEFS)}",
        ),
        Option(id="o3", text="Never", fraction=0.0),
    )
    content = Content(
        kind="single",
        stem=f"When should you review lesson {number + 1}?",
        options=options,
        explanation="A fifth of the way to the exam.",
        certainty=True,
    )
    return _saved(course, f"q{number}", content)


def _saved(course: Course, key: str, content: Content) -> QuestionVersion:
    question = save_question(course.bank, key=key, content=content, by=None, at=NOW)
    if question.current is None:
        raise RuntimeError("a saved question has a version")
    return question.current


def _learners(
    cohort: Cohort, groups: tuple[Group, ...], count: int, name: str
) -> tuple[Subject, ...]:
    """Written in bulk: two thousand people one by one would take longer than all other tests."""
    at = NOW - dt.timedelta(days=30)
    people = Person.objects.bulk_create(
        Person(email=f"{name}-{n}@example.org", name=f"Learner {n:04}") for n in range(count)
    )
    subjects = Subject.objects.bulk_create(Subject(person=each) for each in people)
    grants = Grant.objects.bulk_create(
        Grant(subject=each, role="learner", scope="cohort", scope_code=cohort.code, since=at)
        for each in subjects
    )
    Membership.objects.bulk_create(
        Membership(
            cohort=cohort,
            group=groups[n % len(groups)] if groups else None,
            subject=grant.subject,
            grant=grant,
            role=Membership.Role.LEARNER,
            joined_at=at,
        )
        for n, grant in enumerate(grants)
    )
    return tuple(subjects)

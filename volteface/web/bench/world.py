"""A world to measure in: one course, one cohort, one cycle, many signed-in learners.

Run as ``python -m volteface.web.bench.world LEARNERS QUESTIONS``: prints what a client
needs as JSON. Rows are written straight into the tables: building it is not what is measured.
"""

from __future__ import annotations

import datetime as dt
import os
import sys

import django
import orjson

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - apps must be ready first
from django.contrib.sessions.backends.cached_db import SessionStore  # noqa: E402 - as above
from django.core.management import call_command  # noqa: E402 - as above
from django.db import transaction  # noqa: E402 - as above

from volteface.accounts.models import Grant, Person, Subject  # noqa: E402 - as above
from volteface.core import clock, jobs  # noqa: E402 - as above
from volteface.courses.models import (  # noqa: E402 - as above
    Course,
    Edition,
    EditionQuestion,
    EditionStep,
    Module,
)
from volteface.learning.actions import ensure_preparation_draw  # noqa: E402 - as above
from volteface.learning.queries import answer_token  # noqa: E402 - as above
from volteface.messaging.actions.sending import send_due  # noqa: E402 - as above
from volteface.questions.models import Bank, Question, QuestionVersion  # noqa: E402 - as above
from volteface.questions.queries.content import Content, Option, to_json  # noqa: E402 - as above
from volteface.rosters.models import Cohort, Membership  # noqa: E402 - as above
from volteface.timetable.models import Cycle, Meeting  # noqa: E402 - as above

PARAGRAPH = (
    "<p>Two people study the same list for the same hour. One does it in a single sitting, the"
    " other in three sittings over a week. A month later the second remembers about twice as"
    " much. Nothing else differs: only the gaps.</p>"
)


def main(learners: int, questions: int) -> None:
    """Build and print."""
    call_command("migrate", verbosity=0, interactive=False)
    at = clock.now()
    with transaction.atomic():
        module, versions = _module(questions, at)
        cohort = Cohort.objects.create(
            course=module.course,
            title="Cohort",
            starts_on=at.date(),
            ends_on=at.date() + dt.timedelta(days=120),
        )
        people = _people(cohort, learners, at)
        cycle = _cycle(module, cohort, at)
        draw = ensure_preparation_draw(cycle, at=at)
        if draw is None:
            raise LookupError("the module is not published")
        cookies = [_session(person) for person in people]
        tokens = [answer_token(subject, draw, at=at) for subject in _subjects(people)]
    teacher = _teacher(cohort, at)
    # A cohort is told of its meeting when it is published, days before anybody is measured.
    jobs.run_due(at)
    jobs.tick_all(at)
    while send_due(at):
        # A tick sends some hundreds; none is left for the time that is measured.
        pass
    made = {
        "cycle": cycle.code,
        "cohort": cohort.code,
        "step": "quiz",
        "teacher": teacher,
        "learners": cookies,
        "tokens": tokens,
        "versions": [version.code for version in versions],
    }
    sys.stdout.buffer.write(orjson.dumps(made))


def _module(questions: int, at: dt.datetime) -> tuple[Module, list[QuestionVersion]]:
    bank = Bank.objects.create(name="Bench")
    course = Course.objects.create(code="bench", title="Bench", bank=bank)
    module = Module.objects.create(
        course=course, key="module", position=1, title="Spacing", summary="Gaps make it stick."
    )
    versions = [_version(bank, number, at) for number in range(questions)]
    edition = Edition.objects.create(
        module=module, number=1, title=module.title, minutes=10, published_at=at
    )
    step = EditionStep.objects.create(
        edition=edition,
        key="quiz",
        position=1,
        title="The gap that makes it stick",
        minutes=10,
        blocks=[
            block
            for version in versions
            for block in ({"html": PARAGRAPH}, {"question": version.pk})
        ],
    )
    EditionQuestion.objects.bulk_create(
        EditionQuestion(edition=edition, step=step, position=position, version=version)
        for position, version in enumerate(versions)
    )
    module.published = edition
    module.save()
    return module, versions


def _version(bank: Bank, number: int, at: dt.datetime) -> QuestionVersion:
    content = Content(
        kind="single",
        stem=f"Question {number + 1}: when is the best moment to come back to the material?",
        options=(
            Option(id="o1", text="In about six days", fraction=1, feedback="Near a fifth."),
            Option(
                id="o2", text="Tomorrow", fraction=0, feedback="Too soon.", misconception="cram"
            ),
            Option(id="o3", text="In 25 days", fraction=0, feedback="One gap, and a wide one."),
        ),
        explanation="At 30 days the best gap is near a fifth of the delay.",
    )
    question = Question.objects.create(bank=bank, key=f"q{number}")
    version = QuestionVersion.objects.create(
        question=question, number=1, kind="single", content=to_json(content), created_at=at
    )
    question.current = version
    question.save()
    return version


def _people(cohort: Cohort, count: int, at: dt.datetime) -> list[Person]:
    people = Person.objects.bulk_create(
        Person(email=f"learner{number}@bench.example", name=f"Learner {number}")
        for number in range(count)
    )
    _enrol(cohort, people, at, role=Grant.Role.LEARNER)
    return people


def _subjects(people: list[Person]) -> list[Subject]:
    by_person = {
        subject.person_id: subject for subject in Subject.objects.filter(person__in=people)
    }
    return [by_person[person.pk] for person in people]


def _teacher(cohort: Cohort, at: dt.datetime) -> str:
    teacher = Person.objects.create(email="teacher@bench.example", name="Teacher")
    _enrol(cohort, [teacher], at, role=Grant.Role.TEACHER)
    return _session(teacher)


def _enrol(cohort: Cohort, people: list[Person], at: dt.datetime, *, role: str) -> None:
    subjects = Subject.objects.bulk_create(Subject(person=person) for person in people)
    grants = Grant.objects.bulk_create(
        Grant(subject=one, role=role, scope="cohort", scope_code=cohort.code, since=at)
        for one in subjects
    )
    Membership.objects.bulk_create(
        Membership(cohort=cohort, subject=one, grant=grant, role=role, joined_at=at)
        for one, grant in zip(subjects, grants, strict=True)
    )


def _cycle(module: Module, cohort: Cohort, at: dt.datetime) -> Cycle:
    cycle = Cycle.objects.create(
        module=module, cohort=cohort, state=Cycle.State.PUBLISHED, published_at=at
    )
    starts_at = at + dt.timedelta(days=2)
    Meeting.objects.create(
        cycle=cycle,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=1),
        time_zone="Europe/Paris",
        changed_at=at,
    )
    return cycle


def _session(person: Person) -> str:
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))

"""Builds the demo: one course, one cohort of 120, three cycles, all dates relative to today."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import yaml

from volteface.accounts.actions import ensure_person, grant_role
from volteface.accounts.models import Grant
from volteface.core import jobs
from volteface.courses.actions import create_course, publish_module, save_asset, write_module
from volteface.interop.queries.module_files import whole_module
from volteface.messaging.actions.sending import send_due
from volteface.messaging.models import OutboxMessage
from volteface.rosters.actions import create_cohort, create_group, enrol, open_enrolment
from volteface.rosters.models import Membership
from volteface.timetable.actions import plan_cycles, publish_cycle
from volteface.web.demo import (
    cards,
    dialogues,
    doings,
    game,
    meeting,
    papers,
    skipping,
    teams,
    watching,
)
from volteface.web.demo.names import NAMES

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.courses.models import Course, Module
    from volteface.rosters.models import Cohort, Group
    from volteface.timetable.models import Cycle

ZONE = "Europe/Paris"
COURSE_FOLDER = Path(__file__).parent / "course"
LEARNERS = 120
SLOT_MINUTES = 25
MOST_MOMENTS = 400

# One sign-in link each; the first learner is half-way through tomorrow's module.
FACES = {
    "teacher": "teacher@demo.example",
    "learner": "learner@demo.example",
    "tutor": "tutor@demo.example",
    "administrator": "administrator@demo.example",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The people who run the demo."""

    teacher: Subject
    tutors: tuple[Subject, ...]
    administrator: Subject


def build(*, at: dt.datetime, seed: int = 7, learners: int = LEARNERS) -> Cohort:
    """Make everything, as if the term had begun five weeks before ``at``; returns the cohort.

    The same ``seed`` gives the same learners, answers and habits.
    """
    rng = random.Random(seed)
    began_at = at - dt.timedelta(weeks=5)
    staff = _staff(at=began_at)
    course, modules = _course(staff, at=began_at)
    cohort, groups = _cohort(course, staff, at=began_at, now=at)
    people = _learners(cohort, groups, learners, at=began_at)
    cycles = _cycles(cohort, modules, staff, at=at)
    actors = doings.actors_of(people, doings.beliefs_in(cycles), rng)
    dialogues.inform(cohort, actors, staff.teacher, at=began_at + dt.timedelta(days=2), rng=rng)
    for number, cycle in enumerate(cycles):
        # Next week's module has only the earliest birds so far.
        here = actors if number < len(cycles) - 1 else actors[1::9]
        skipped = skipping.show_what_is_known(cycle, here[1:], at=at, rng=random.Random(seed))
        doings.prepare(cycle, here, at=at, rng=rng, skipped=skipped)
        skipping.check_what_was_skipped(cycle, here, at=at, rng=random.Random(seed))
        watching.watch(cycle, at=at, rng=random.Random(seed))
    meeting.hold(cycles[0], actors, staff.teacher, rng=rng)
    game.play(cycles[0], staff.teacher, rng=random.Random(seed))
    dialogues.ask_about(cohort, cycles[1], actors, at=at, rng=rng)
    cards.make_cards(cycles[1], actors, staff.teacher, at=at)
    skipping.offer_help(cycles[1], actors[1:], at=at)
    jobs.tick_all(at)
    # Who is ready is known only now.
    teams.seat_people(cycles, staff.teacher, at=at, rng=random.Random(seed))
    papers.take_test(cycles[0], actors, staff.teacher, rng=random.Random(seed))
    teams.word_certificate(cohort, staff.teacher, at=at - dt.timedelta(days=3))
    _deliver(at)
    return cohort


def _deliver(at: dt.datetime) -> None:
    """Send what would have been sent by now, each at its own moment."""
    for _moment in range(MOST_MOMENTS):
        waiting = OutboxMessage.objects.filter(state=OutboxMessage.State.DUE, due_at__lte=at)
        first = waiting.order_by("due_at").values_list("due_at", flat=True).first()
        if first is None:
            return
        send_due(min(at, first + dt.timedelta(minutes=1)), limit=10_000)


def tomorrow_at_ten(at: dt.datetime) -> dt.datetime:
    """The next day's 10:00 in the demo's zone."""
    local = at.astimezone(ZoneInfo(ZONE))
    day = local.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(10), ZoneInfo(ZONE)).astimezone(dt.UTC)


def _slot(meeting_starts_at: dt.datetime) -> dt.datetime:
    """Two days before the meeting, at 16:00 on the demo's wall clock."""
    local = meeting_starts_at.astimezone(ZoneInfo(ZONE))
    day = local.date() - dt.timedelta(days=2)
    return dt.datetime.combine(day, dt.time(16), ZoneInfo(ZONE)).astimezone(dt.UTC)


def _person(email: str, name: str, *, language: str = "en") -> Subject:
    return ensure_person(email, name=name, language=language, time_zone=ZONE).subject


def _staff(*, at: dt.datetime) -> Staff:
    administrator = _person(FACES["administrator"], "Ada Nyström")
    grant_role(
        administrator,
        role=Grant.Role.ADMINISTRATOR,
        scope=Grant.Scope.INSTALLATION,
        scope_code="",
        by=None,
        at=at,
    )
    return Staff(
        teacher=_person(FACES["teacher"], "Camille Fournier"),
        tutors=(
            _person(FACES["tutor"], "Tomás Herrera"),
            _person("tutor2@demo.example", "Ife Adeyemi"),
        ),
        administrator=administrator,
    )


def _course(staff: Staff, *, at: dt.datetime) -> tuple[Course, list[Module]]:
    about = yaml.safe_load((COURSE_FOLDER / "course.yaml").read_text("utf-8"))
    course = create_course(
        code=about["code"],
        title=about["title"],
        summary=about["summary"],
        language=about["language"],
        by=staff.teacher,
        at=at,
    )
    for name in about["assets"]:
        save_asset(
            course, name=name, data=(COURSE_FOLDER / name).read_bytes(), by=staff.teacher, at=at
        )
    modules = []
    for name in about["modules"]:
        document = whole_module((COURSE_FOLDER / name).read_text("utf-8"), name=name)
        module = write_module(course, document, by=staff.teacher, at=at)
        publish_module(module, by=staff.teacher, at=at)
        module.refresh_from_db()
        modules.append(module)
    return course, modules


def _cohort(
    course: Course, staff: Staff, *, at: dt.datetime, now: dt.datetime
) -> tuple[Cohort, list[Group]]:
    today = now.astimezone(ZoneInfo(ZONE)).date()
    cohort = create_cohort(
        course,
        title="Autumn cohort" if today.month > 6 else "Spring cohort",
        starts_on=today - dt.timedelta(weeks=5),
        ends_on=today + dt.timedelta(weeks=9),
        exam_at=tomorrow_at_ten(now) + dt.timedelta(weeks=8) - dt.timedelta(hours=1),
        time_zone=ZONE,
        by=staff.administrator,
        teacher=staff.teacher,
        at=at,
    )
    groups = [
        create_group(cohort, name=f"Group {number}", by=staff.teacher, at=at)
        for number in range(1, 5)
    ]
    for number, group in enumerate(groups):
        enrol(
            cohort,
            subject=staff.tutors[number // 2],
            role=Membership.Role.TUTOR,
            group=group,
            by=staff.teacher,
            at=at,
        )
    open_enrolment(cohort, by=staff.teacher, at=at)
    return cohort, groups


def _learners(cohort: Cohort, groups: list[Group], count: int, *, at: dt.datetime) -> list[Subject]:
    learners = []
    for number in range(count):
        email = FACES["learner"] if number == 0 else f"learner{number + 1}@demo.example"
        subject = _person(email, NAMES[number])
        enrol(
            cohort,
            subject=subject,
            role=Membership.Role.LEARNER,
            group=groups[number % len(groups)],
            by=None,
            at=at,
        )
        learners.append(subject)
    return learners


def _cycles(cohort: Cohort, modules: list[Module], staff: Staff, *, at: dt.datetime) -> list[Cycle]:
    """One meeting last week, one tomorrow, one next week, each published ten days before."""
    cycles = []
    for module, weeks in zip(modules, (-1, 0, 1), strict=True):
        starts_at = tomorrow_at_ten(at) + dt.timedelta(weeks=weeks)
        published_at = min(at, starts_at - dt.timedelta(days=10))
        planned = plan_cycles(
            module,
            cohort=cohort,
            groups=None,
            starts_at=starts_at,
            minutes=60,
            place="Amphitheatre B",
            slot=(_slot(starts_at), SLOT_MINUTES),
            by=staff.teacher,
            at=published_at,
        )
        cycles.append(publish_cycle(planned[0], by=staff.teacher, at=published_at))
        # Telling people is a job: as then, so that each message has its own moment.
        jobs.run_due(published_at)
    return cycles

"""A small class that flips, for tests of the dialogue and of the pages above it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.accounts.actions import ensure_person
from volteface.core import clock
from volteface.courses.models import Course, Edition, EditionStep, Module
from volteface.questions.models import Bank
from volteface.rosters.actions import create_cohort, create_group, enrol
from volteface.timetable.actions import plan_cycles, publish_cycle

if TYPE_CHECKING:
    from volteface.accounts.models import Person, Subject
    from volteface.rosters.models import Cohort, Group
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallClass:
    """One cohort of two groups with a published cycle, and a stranger."""

    at: dt.datetime
    cohort: Cohort
    groups: tuple[Group, Group]
    cycle: Cycle
    teacher: Person
    tutor: Person
    learner: Person
    other: Person
    stranger: Person


def small_class() -> SmallClass:
    """A teacher, a tutor of the first group, a learner in each group; they meet in two days."""
    at = clock.now()
    teacher = ensure_person("nadia@example.org", name="Nadia Roche")
    module = _module(teacher.subject, at)
    cohort = create_cohort(
        module.course,
        title="Learning, autumn",
        starts_on=(at - dt.timedelta(days=30)).date(),
        ends_on=(at + dt.timedelta(days=90)).date(),
        by=None,
        at=at - dt.timedelta(days=9),
        teacher=teacher.subject,
    )
    groups = (
        create_group(cohort, name="Group 1", by=None, at=at),
        create_group(cohort, name="Group 2", by=None, at=at),
    )
    return SmallClass(
        at=at,
        cohort=cohort,
        groups=groups,
        cycle=_cycle(module, cohort, at),
        teacher=teacher,
        tutor=_enrolled("Tom Tutor", groups[0], "tutor", at),
        learner=_enrolled("Lea Lindqvist", groups[0], "learner", at),
        other=_enrolled("Omar Haddad", groups[1], "learner", at),
        stranger=ensure_person("sam@example.org", name="Sam Stranger"),
    )


def _module(author: Subject, at: dt.datetime) -> Module:
    course = Course.objects.create(
        code="remember", title="Remember it", bank=Bank.objects.create(name="remember")
    )
    module = Module.objects.create(
        course=course,
        key="spacing",
        position=1,
        title="Spacing beats cramming",
        why="Two short evenings are worth more than one long night.",
    )
    edition = Edition.objects.create(
        module=module, number=1, title=module.title, minutes=20, by=author, published_at=at
    )
    EditionStep.objects.create(
        edition=edition, key="gap", position=1, title="The gap", minutes=20, blocks=[]
    )
    module.published = edition
    module.save(update_fields=["published"])
    return module


def _cycle(module: Module, cohort: Cohort, at: dt.datetime) -> Cycle:
    starts_at = at + dt.timedelta(days=2)
    [cycle] = plan_cycles(
        module,
        cohort=cohort,
        starts_at=starts_at,
        minutes=60,
        place="Amphi B",
        slot=(starts_at - dt.timedelta(days=1), 30),
        by=None,
        at=at,
    )
    return publish_cycle(cycle, by=None, at=at)


def _enrolled(name: str, group: Group, role: str, at: dt.datetime) -> Person:
    person = ensure_person(f"{name.split(maxsplit=1)[0].lower()}@example.org", name=name)
    enrol(
        group.cohort,
        subject=person.subject,
        role=role,
        group=group,
        by=None,
        at=at - dt.timedelta(days=1),
    )
    return person

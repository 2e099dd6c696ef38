"""Builders of planned cycles for tests; they call the actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.accounts.actions import ensure_person, grant_role
from volteface.accounts.models import Subject
from volteface.courses.models import Course, Edition, Module
from volteface.questions.models import Bank
from volteface.rosters.actions import create_cohort, create_group, enrol
from volteface.timetable.actions import plan_cycles, publish_cycle

if TYPE_CHECKING:
    from volteface.rosters.models import Cohort, Group
    from volteface.timetable.models import Cycle

# A Monday morning; the meeting is on Thursday of the next week at 10:00 in Paris.
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
MEETING = dt.datetime(2026, 3, 12, 9, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One cohort with two groups and somebody of every kind."""

    cohort: Cohort
    module: Module
    blue: Group
    red: Group
    teacher: Subject
    tutor: Subject
    ann: Subject
    bob: Subject
    stranger: Subject
    administrator: Subject


def build_person(name: str, *, language: str = "en", zone: str = "Europe/Paris") -> Subject:
    """The subject of a new person."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    ensure_person(email, name=name, language=language, time_zone=zone)
    return Subject.objects.select_related("person").get(person__email=email)


def build_module(course: Course, *, key: str, minutes: int = 18, published: bool = True) -> Module:
    """A module with an edition, without the machinery of writing one."""
    position = Module.objects.filter(course=course).count() + 1
    title = key.capitalize()
    module = Module.objects.create(course=course, key=key, position=position, title=title)
    if published:
        module.published = Edition.objects.create(
            module=module, number=1, title=title, minutes=minutes, by=None, published_at=AT
        )
        module.save()
    return module


def build_world() -> World:
    """A cohort with Ann in blue and Bob in red, a tutor of blue, and strangers to it."""
    course = Course.objects.create(
        code="remember", title="Remember it", bank=Bank.objects.create(name="remember")
    )
    teacher = build_person("Tess Teacher")
    cohort = create_cohort(
        course,
        title="Spring",
        starts_on=AT.date(),
        ends_on=AT.date() + dt.timedelta(days=120),
        by=None,
        at=AT,
        teacher=teacher,
    )
    blue, red = (create_group(cohort, name=name, by=None, at=AT) for name in ("Blue", "Red"))
    ann, bob, tutor = (build_person(name) for name in ("Ann Learner", "Bob Learner", "Tom Tutor"))
    enrol(cohort, subject=ann, role="learner", group=blue, by=None, at=AT)
    enrol(cohort, subject=bob, role="learner", group=red, by=None, at=AT)
    enrol(cohort, subject=tutor, role="tutor", group=blue, by=None, at=AT)
    administrator = build_person("Ada Admin")
    grant_role(administrator, role="administrator", scope="installation", by=None, at=AT)
    return World(
        cohort=cohort,
        module=build_module(course, key="spacing"),
        blue=blue,
        red=red,
        teacher=teacher,
        tutor=tutor,
        ann=ann,
        bob=bob,
        stranger=build_person("Sam Stranger"),
        administrator=administrator,
    )


def build_cycle(
    world: World,
    *,
    group: Group | None = None,
    starts_at: dt.datetime = MEETING,
    at: dt.datetime = AT,
    published: bool = True,
    module: Module | None = None,
) -> Cycle:
    """A cycle with a slot two days before, published unless told otherwise."""
    slot = (starts_at - dt.timedelta(days=2), 20)
    [cycle] = plan_cycles(
        module or world.module,
        cohort=world.cohort,
        groups=[group] if group else None,
        starts_at=starts_at,
        minutes=60,
        place="Amphi B",
        slot=slot,
        by=world.teacher,
        at=at,
    )
    return publish_cycle(cycle, by=world.teacher, at=at) if published else cycle

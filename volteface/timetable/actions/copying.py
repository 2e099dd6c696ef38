"""A cohort once more, next year: its groups, its teachers, and its meetings as drafts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from volteface.accounts.actions import record
from volteface.rosters.actions import create_cohort, create_group, enrol
from volteface.rosters.models import Membership
from volteface.timetable.actions import plan_cycles
from volteface.timetable.queries import offsets_of
from volteface.timetable.queries.copying import cycles_to_copy
from volteface.timetable.rules import copying

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Cohort, Group
    from volteface.timetable.models import Cycle


def copy_cohort(cohort: Cohort, *, title: str, weeks: int, by: Subject, at: dt.datetime) -> Cohort:
    """A new cohort of the same course; everything is ``weeks`` later, weekdays and times kept.

    Its groups and teachers come along; learners and tutors do not. Every cycle is a draft, with
    its learning time, reminders and closing as far from the meeting as before.
    """
    cycles = cycles_to_copy(cohort)
    teachers = _teachers(cohort)
    zone = cohort.time_zone
    exam_at = cohort.exam_at
    copy = create_cohort(
        cohort.course,
        title=title,
        starts_on=copying.day_by_weeks(cohort.starts_on, weeks),
        ends_on=copying.day_by_weeks(cohort.ends_on, weeks),
        time_zone=zone,
        exam_at=copying.by_weeks(exam_at, weeks, zone) if exam_at else None,
        teacher=next((each for each in teachers if each.pk == by.pk), (*teachers, by)[0]),
        by=by,
        at=at,
    )
    for teacher in teachers:
        enrol(copy, subject=teacher, role=Membership.Role.TEACHER, by=by, at=at)
    live = cohort.groups.filter(archived_at__isnull=True)
    groups = {group.pk: create_group(copy, name=group.name, by=by, at=at) for group in live}
    by_series = sorted(cycles, key=lambda cycle: (str(cycle.series), cycle.meeting.starts_at))
    for _series, together in groupby(by_series, key=lambda cycle: cycle.series):
        _copy_series(copy, list(together), groups, weeks, by=by, at=at)
    detail = {"of": cohort.code, "weeks": weeks}
    record(by, "copy", noun="cohort", code=copy.code, at=at, detail=detail)
    return copy


def _teachers(cohort: Cohort) -> list[Subject]:
    places = cohort.memberships.filter(role=Membership.Role.TEACHER, left_at__isnull=True)
    active = places.filter(grant__suspended_at__isnull=True).select_related("subject")
    return [place.subject for place in active.order_by("pk")]


def _copy_series(
    copy: Cohort,
    cycles: list[Cycle],
    groups: Mapping[int, Group],
    weeks: int,
    *,
    by: Subject,
    at: dt.datetime,
) -> None:
    """Cycles that were planned together are planned together again."""
    first = cycles[0]
    meeting = first.meeting
    zone = meeting.time_zone
    starts_at = copying.by_weeks(meeting.starts_at, weeks, zone)
    pinned = first.pinned_close_at
    slot = first.slots.order_by("pk").first()
    own = [
        (groups[each.group.pk], each) for each in cycles if each.group and each.group.pk in groups
    ]
    if first.group_id is not None and not own:
        return
    plan_cycles(
        first.module,
        cohort=copy,
        groups=[group for group, _ in own] if own else None,
        starts_at=starts_at,
        minutes=int((meeting.ends_at - meeting.starts_at).total_seconds() // 60),
        place=meeting.place,
        slot=(copying.shifted_back(starts_at, slot.before, zone), slot.minutes) if slot else None,
        slot_place=slot.place if slot else "",
        offsets=offsets_of(first),
        starts={
            group.pk: copying.by_weeks(each.meeting.starts_at, weeks, zone) for group, each in own
        },
        pinned_close_at=copying.by_weeks(pinned, weeks, zone) if pinned else None,
        by=by,
        at=at,
    )

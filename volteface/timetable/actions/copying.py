"""A cohort once more, next year: its groups, its teachers, and its meetings as drafts."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.core import jobs
from volteface.rosters.actions import create_group
from volteface.rosters.actions.staging import (
    discard_staged,
    is_staged,
    open_staged,
    stage_cohort,
)
from volteface.rosters.models import Cohort, Membership
from volteface.timetable.actions import plan_cycles
from volteface.timetable.models import Cycle
from volteface.timetable.queries import offsets_of
from volteface.timetable.queries.copying import cycles_to_copy
from volteface.timetable.queries.rerunning import slot_like
from volteface.timetable.rules import copying

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Group


UNDO_JOB = "timetable.undo_copy"
# Longer than any copy takes.
_UNDO_AFTER = dt.timedelta(hours=1)


def copy_cohort(cohort: Cohort, *, title: str, weeks: int, by: Subject, at: dt.datetime) -> Cohort:
    """A new cohort of the same course; everything is ``weeks`` later, weekdays and times kept.

    Its groups and teachers come along; learners and tutors do not. Every cycle is a draft, with
    its learning time, reminders and closing as far from the meeting as before. Whole or nothing:
    nobody sees it before all of it is there, and what fails on the way leaves nothing behind.
    """
    copy = _staged(cohort, title=title, weeks=weeks, at=at)
    try:
        _fill(copy, cohort, weeks, by=by, at=at)
        with transaction.atomic():
            open_staged(copy, teachers=_teachers(cohort) or [by], by=by, at=at)
            detail = {"of": cohort.code, "weeks": weeks}
            record(by, "copy", noun="cohort", code=copy.code, at=at, detail=detail)
    except Exception:
        undo_copy(copy.pk)
        raise
    return copy


def plan_like(
    cycle: Cycle,
    *,
    cohort: Cohort,
    group: Group | None,
    starts_at: dt.datetime,
    minutes: int,
    place: str,
    by: Subject,
    at: dt.datetime,
) -> Cycle:
    """A draft of the cycle's module for another audience; every offset is the cycle's own.

    Raises `AlreadyPlanned`, `BadTimes`.
    """
    old = cycle.slots.order_by("pk").first()
    (made,) = plan_cycles(
        cycle.module,
        cohort=cohort,
        groups=[group] if group else None,
        starts_at=starts_at,
        minutes=minutes,
        place=place,
        slot=slot_like(cycle, cohort=cohort, starts_at=starts_at),
        slot_place=old.place if old else "",
        offsets=offsets_of(cycle),
        by=by,
        at=at,
    )
    return made


def undo_copy(cohort_id: int) -> None:
    """Take away what a copy that never became whole has left; nothing of any other cohort."""
    copy = Cohort.objects.filter(pk=cohort_id).first()
    if copy is None or not is_staged(copy):
        return
    # One at a time: the answers of others go first.
    for cycle in Cycle.objects.filter(cohort=copy):
        with transaction.atomic():
            cycle.delete()
    discard_staged(copy)


def _staged(cohort: Cohort, *, title: str, weeks: int, at: dt.datetime) -> Cohort:
    exam_at, zone = cohort.exam_at, cohort.time_zone
    with transaction.atomic():
        copy = stage_cohort(
            cohort.course,
            title=title,
            starts_on=copying.day_by_weeks(cohort.starts_on, weeks),
            ends_on=copying.day_by_weeks(cohort.ends_on, weeks),
            time_zone=zone,
            exam_at=copying.by_weeks(exam_at, weeks, zone) if exam_at else None,
            at=at,
        )
        # A crash leaves it to the job.
        jobs.enqueue(
            UNDO_JOB,
            nonce=f"{UNDO_JOB}:{copy.code}",
            payload={"cohort": copy.pk},
            run_at=at + _UNDO_AFTER,
        )
    return copy


def _fill(copy: Cohort, cohort: Cohort, weeks: int, *, by: Subject, at: dt.datetime) -> None:
    live = cohort.groups.filter(archived_at__isnull=True)
    groups = {group.pk: create_group(copy, name=group.name, by=by, at=at) for group in live}
    cycles = cycles_to_copy(cohort)
    by_series = sorted(cycles, key=lambda cycle: (str(cycle.series), cycle.meeting.starts_at))
    for _series, together in groupby(by_series, key=lambda cycle: cycle.series):
        _copy_series(copy, list(together), groups, weeks, by=by, at=at)


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

"""A cohort in the making: nobody sees it, nobody is in it, until it is whole or gone again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.rosters.actions import check_dates, enrol
from volteface.rosters.models import Cohort, Membership

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from volteface.accounts.models import Subject
    from volteface.courses.models import Course


def stage_cohort(
    course: Course,
    *,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date,
    time_zone: str,
    exam_at: dt.datetime | None,
    at: dt.datetime,
) -> Cohort:
    """A cohort that is put away from its first moment and has no one in it."""
    check_dates(starts_on, ends_on)
    return Cohort.objects.create(
        course=course,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        time_zone=time_zone,
        exam_at=exam_at,
        archived_at=at,
    )


def open_staged(
    cohort: Cohort, *, teachers: Iterable[Subject], by: Subject, at: dt.datetime
) -> Cohort:
    """Show a cohort that is whole now, with its teachers."""
    with transaction.atomic():
        cohort.archived_at = None
        cohort.save(update_fields=["archived_at"])
        record(by, "create", noun="cohort", code=cohort.code, at=at)
        for teacher in teachers:
            enrol(cohort, subject=teacher, role=Membership.Role.TEACHER, by=by, at=at)
    return cohort


def is_staged(cohort: Cohort) -> bool:
    """Whether nobody has ever seen it; who opens a cohort is in it from then on."""
    return cohort.is_archived and not cohort.memberships.exists()


def discard_staged(cohort: Cohort) -> None:
    """Take a cohort away that never became whole; what higher apps put into it is gone before."""
    with transaction.atomic():
        if is_staged(cohort):
            cohort.groups.all().delete()
            cohort.delete()

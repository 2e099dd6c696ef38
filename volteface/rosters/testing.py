"""Builders of cohorts and learners for tests; they call the actions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.accounts.testing import build_subject
from volteface.rosters.actions import create_cohort, enrol

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.courses.models import Course
    from volteface.rosters.models import Cohort, Group, Membership


def build_cohort(
    course: Course, *, teacher: Subject | None, at: dt.datetime, title: str = "Autumn"
) -> Cohort:
    """A cohort of a term around ``at``, with an exam in eight weeks."""
    return create_cohort(
        course,
        title=title,
        starts_on=at.date() - dt.timedelta(days=30),
        ends_on=at.date() + dt.timedelta(days=90),
        exam_at=at + dt.timedelta(weeks=8),
        by=teacher,
        at=at,
    )


def build_learner(
    cohort: Cohort, name: str, *, group: Group | None = None, at: dt.datetime
) -> Membership:
    """A new person in the cohort."""
    return enrol(cohort, subject=build_subject(name), group=group, by=None, at=at)

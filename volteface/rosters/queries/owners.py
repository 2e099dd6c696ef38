"""Who answers for a cohort: its teachers and managers, and administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from volteface.accounts.models import Grant, Subject
from volteface.accounts.queries import INSTALLATION

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from volteface.rosters.models import Cohort


def owners_of(cohort: Cohort, *, at: dt.datetime) -> QuerySet[Subject]:
    """Everybody who teaches or manages the cohort or its course, and administrators."""
    roles = (Grant.Role.TEACHER, Grant.Role.MANAGER)
    grants = Grant.objects.active(at).filter(
        Q(role__in=roles, scope=Grant.Scope.COHORT, scope_code=cohort.code)
        | Q(role__in=roles, scope=Grant.Scope.COURSE, scope_code=cohort.course.code)
        | Q(role__in=(*roles, Grant.Role.ADMINISTRATOR), scope=INSTALLATION)
    )
    return Subject.objects.filter(pk__in=grants.values("subject")).select_related("person")

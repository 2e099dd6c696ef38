"""Where to go from a published module: planning its meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from volteface.courses.events import Action
from volteface.rosters.queries import STAFF, cohorts_of
from volteface.timetable.models import Cycle

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module

_PLANNERS = ("teacher", "manager")


def next_to_plan(module: Module, subject: Subject, at: dt.datetime) -> Action | None:
    """Planning the module in the first of one's cohorts that has no meeting about it."""
    cohorts = [
        card.cohort
        for card in cohorts_of(subject, at, roles=STAFF)
        if card.role in _PLANNERS and card.cohort.course_id == module.course_id
    ]
    planned = set(
        Cycle.objects.filter(module=module, archived_at__isnull=True)
        .exclude(state=Cycle.State.CANCELLED)
        .values_list("cohort_id", flat=True)
    )
    cohort = next((each for each in cohorts if each.pk not in planned), None)
    if cohort is not None:
        address = reverse("timetable:plan", args=[cohort.code])
        query = urlencode({"module": module.code})
        return Action(label=_("Plan the meeting"), href=f"{address}?{query}", icon="calendar-days")
    if cohorts:
        return None
    return Action(label=_("Say who follows the course"), href=reverse("rosters:new"), icon="users")

"""Copying a cohort to next year: every new date is looked at before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.core.errors import DomainError
from volteface.core.htmx import answer
from volteface.rosters.queries import cohort_for
from volteface.timetable import queries
from volteface.timetable.actions.copying import copy_cohort
from volteface.timetable.forms import CopyForm
from volteface.timetable.queries.copying import copy_lines, cycles_to_copy
from volteface.timetable.rules import wall

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from volteface.rosters.models import Cohort


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """Where every meeting would go; ``do=copy`` makes the new cohort with its drafts."""
    at, subject = clock.now(), subject_of(request)
    cohort = cohort_for(subject, code, roles=queries.PLANNERS, at=at)
    timezone.activate(ZoneInfo(cohort.time_zone))
    cycles = cycles_to_copy(cohort)
    first = wall.wall_at(cycles[0].meeting.starts_at, cohort.time_zone) if cycles else None
    begins = first.date() if first else cohort.starts_on
    form = CopyForm(request.POST or None, first=begins, initial={"title": cohort.title})
    weeks = form.weeks() if form.is_bound and form.is_valid() else form.usual()
    if request.POST.get("do") == "copy" and form.is_valid():
        try:
            return _copied(request, cohort, form.cleaned_data["title"], weeks, at)
        except DomainError as error:
            form.add_error(None, str(error))
    lines = copy_lines(cohort, cycles, weeks, at=at)
    context = {"cohort": cohort, "form": form, "lines": lines, "weeks": weeks}
    status = 422 if form.errors else 200
    return answer(request, "timetable/copy.html", context, block="preview", status=status)


def _copied(
    request: HttpRequest, cohort: Cohort, title: str, weeks: int, at: dt.datetime
) -> HttpResponse:
    made = copy_cohort(cohort, title=title, weeks=weeks, by=subject_of(request), at=at)
    messages.success(
        request, _("“%(title)s” is there, its meetings are drafts.") % {"title": title}
    )
    return redirect("timetable:plan", made.code)

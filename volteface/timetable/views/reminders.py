"""Before a reminder goes out: whom it will reach, whom it skips, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.timetable import queries
from volteface.timetable.queries.reminders import outlook

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """As things stand now; who does something meanwhile is skipped when it is sent."""
    at, subject = clock.now(), subject_of(request)
    view = queries.cycle_for(subject, code, roles=queries.STAFF, at=at)
    timezone.activate(ZoneInfo(view.meeting.time_zone))
    found = outlook(view.cycle, subject, at=at)
    context = {
        "view": view,
        "outlook": found,
        "because": _because(),
        "reached": [line for line in found.lines if not line.because],
        "skipped": [line for line in found.lines if line.because],
    }
    return render(request, "timetable/reminders.html", context)


def _because() -> dict[str, str]:
    """Every reason for which a reminder is not sent, as the teacher reads it."""
    return {
        "done": _("has finished preparing"),
        "closed": _("preparation has closed"),
        "called_off": _("the meeting is not published or called off"),
        "suspended": _("suspended or has left"),
        "stopped": _("wants no reminders by mail; finds it on the messages page"),
        "not_needed": _("wants only what needs them"),
        "spoke": _("wrote less than 72 hours before"),
        "one_a_day": _("gets another reminder that day"),
        "three_a_cycle": _("has had three for this meeting"),
        "quiet_hours": _("only quiet hours are left before it closes"),
        "too_late": _("preparation closes before it could be sent"),
        "sent": _("has had this reminder"),
    }

"""After the meeting: the debrief, who was there, and what the others missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.debriefs import release_debrief, write_debrief
from volteface.classroom.forms import DebriefForm
from volteface.classroom.queries.attendance import attendance_of
from volteface.classroom.queries.debriefs import debrief_of
from volteface.classroom.queries.missed import missed_page_of
from volteface.classroom.queries.rooms import latest_room_of
from volteface.core import clock
from volteface.timetable.queries import STAFF, cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def missed(request: HttpRequest, cycle: str) -> HttpResponse:
    """What happened in the meeting, for whoever was not in it."""
    at = clock.now()
    subject = subject_of(request)
    view = cycle_for(subject, cycle, at=at)
    page = missed_page_of(view.cycle, subject, at)
    return render(request, "classroom/missed.html", {"view": view, "page": page})


@require_http_methods(["GET", "POST"])
def debrief(request: HttpRequest, cycle: str) -> HttpResponse:
    """Two lines for those who were missing, and the list of who was there."""
    at = clock.now()
    view = cycle_for(subject_of(request), cycle, at=at, roles=STAFF)
    form = DebriefForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["debrief"]
        write_debrief(view.cycle, text=text, by=subject_of(request), at=at)
        release_debrief(view.cycle, by=subject_of(request), at=at)
        messages.success(request, _("Saved. Those who were missing read it on their page."))
        return redirect("classroom:debrief", cycle)
    written = debrief_of(view.cycle)
    if request.method == "GET":
        form = DebriefForm(initial={"debrief": written.text if written else ""})
    context = {
        "view": view,
        "form": form,
        "room": latest_room_of(view.cycle),
        "attendance": attendance_of(view.cycle),
    }
    return render(
        request, "classroom/debrief.html", context, status=200 if request.method == "GET" else 422
    )

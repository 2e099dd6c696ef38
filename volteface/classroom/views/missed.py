"""After the meeting: the debrief, who was there, and what the others missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.debriefs import release_debrief, take_debrief_back, write_debrief
from volteface.classroom.after_forms import DebriefForm
from volteface.classroom.after_papers import debrief_pdf
from volteface.classroom.errors import NothingWritten
from volteface.classroom.queries.attendance import attendance_of, has_met
from volteface.classroom.queries.card_results import orders_of
from volteface.classroom.queries.debriefs import debrief_page_of
from volteface.classroom.queries.missed import missed_page_of
from volteface.core import clock
from volteface.core.errors import Missing
from volteface.timetable.events import cycle_path
from volteface.timetable.queries import STAFF, cycle_for

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from volteface.timetable.models import Cycle


@require_GET
def missed(request: HttpRequest, cycle: str) -> HttpResponse:
    """What happened in the meeting, for whoever was not in it, and for all once it is released."""
    at = clock.now()
    subject = subject_of(request)
    view = cycle_for(subject, cycle, at=at)
    page = missed_page_of(view, subject, at)
    return render(
        request, "classroom/missed.html", {"view": view, "page": page, "back": cycle_path(cycle)}
    )


@require_GET
def missed_paper(request: HttpRequest, cycle: str) -> HttpResponse:
    """The same on paper, without the exit ticket and with nobody's own answers."""
    at, subject = clock.now(), subject_of(request)
    view = cycle_for(subject, cycle, at=at)
    page = missed_page_of(view, subject, at)
    if not page.was_held and not view.is_staff:
        raise Missing
    response = HttpResponse(debrief_pdf(view, page), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="debrief-{view.module.key}.pdf"'
    return response


@require_http_methods(["GET", "POST"])
def debrief(request: HttpRequest, cycle: str) -> HttpResponse:
    """Write what the room came to, from a draft if one likes, and let learners read it."""
    at = clock.now()
    view = cycle_for(subject_of(request), cycle, at=at, roles=STAFF)
    page = debrief_page_of(view.cycle, again="draft" in request.GET)
    form = DebriefForm(request.POST or None, open_questions=page.open)
    if request.method == "POST" and form.is_valid():
        _write(request, view.cycle, form, at)
        return redirect("classroom:debrief", cycle)
    if request.method == "GET":
        form = DebriefForm(
            initial={"debrief": page.text, "carried": page.carried}, open_questions=page.open
        )
    context = {"view": view, "form": form, "page": page, "attendance": attendance_of(view.cycle)}
    context["begun"] = has_met(view.cycle, at=at)
    context["games"] = [line for line in orders_of(view.cycle) if line.heard]
    context["back"] = cycle_path(cycle)
    return render(
        request, "classroom/debrief.html", context, status=200 if request.method == "GET" else 422
    )


def _write(request: HttpRequest, cycle: Cycle, form: DebriefForm, at: dt.datetime) -> None:
    """Keep what was written; ``do`` says whether learners read it from now on."""
    by, do = subject_of(request), request.POST.get("do", "")
    write_debrief(cycle, text=form.cleaned_data["debrief"], carried=form.ticked(), by=by, at=at)
    if do == "hide":
        take_debrief_back(cycle, by=by, at=at)
        messages.success(request, _("Learners do not see it any more. What you wrote is kept."))
    elif do == "release":
        try:
            release_debrief(cycle, by=by, at=at)
        except NothingWritten as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Released. Those who were missing are told now."))
    else:
        messages.success(request, _("Saved."))

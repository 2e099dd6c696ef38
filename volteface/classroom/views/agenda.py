"""Three run sheets to choose from, and the plan's order and minutes all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.plans import arrange, choose_sheet, tell_room
from volteface.classroom.agenda_forms import RoomForm, SheetForm, times_given
from volteface.classroom.queries.plans import plan_objectives
from volteface.classroom.queries.retros import has_plan
from volteface.classroom.queries.run_sheets import asked_for, sheets_of
from volteface.classroom.techniques.words import ROOMS
from volteface.core import clock
from volteface.core.errors import Missing
from volteface.readiness.queries import counts_of
from volteface.timetable.queries import STAFF, cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def run_sheets(request: HttpRequest, cycle: str) -> HttpResponse:
    """The three side by side, for the room, people and minutes that were asked for."""
    at = clock.now()
    view = cycle_for(subject_of(request), cycle, at=at, roles=STAFF)
    objectives = plan_objectives(view.cycle)
    asked = asked_for(view.cycle, SheetForm(request.GET, objectives=objectives).given())
    context = {
        "view": view,
        "asked": asked,
        "form": SheetForm.showing(asked, objectives),
        "rooms": ROOMS,
        "absent": counts_of(view.cycle, at=at)["not_started"],
        "sheets": sheets_of(view.cycle, asked, at=at),
        "saved": has_plan(view.cycle),
    }
    return render(request, "classroom/run_sheets.html", context)


@require_POST
def choose(request: HttpRequest, cycle: str) -> HttpResponse:
    """Make one of the three the plan."""
    at, subject = clock.now(), subject_of(request)
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    form = SheetForm(request.POST, objectives=plan_objectives(view.cycle))
    asked = asked_for(view.cycle, form.given())
    wanted = request.POST.get("sheet", "")
    sheet = next((one for one in sheets_of(view.cycle, asked, at=at) if one.name == wanted), None)
    if sheet is None:
        raise Missing
    choose_sheet(view.cycle, sheet, asked=asked, by=subject, at=at)
    return redirect("classroom:plan", cycle)


@require_POST
def room(request: HttpRequest, cycle: str) -> HttpResponse:
    """How people sit."""
    at, subject = clock.now(), subject_of(request)
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    form = RoomForm(request.POST)
    if form.is_valid():
        tell_room(view.cycle, **form.cleaned_data, by=subject, at=at)
    else:
        messages.error(request, _("Say how people sit; seats are a number, or left empty."))
    return redirect("classroom:plan", cycle)


@require_POST
def times(request: HttpRequest, cycle: str) -> HttpResponse:
    """The order, minutes and talk of all blocks as they stand on the page."""
    at, subject = clock.now(), subject_of(request)
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    given = times_given(request.POST)
    if given is None:
        messages.error(request, _("Give each block between 1 and 240 minutes; nothing is saved."))
    else:
        arrange(view.cycle, given, by=subject, at=at)
        messages.success(request, _("Order and minutes are saved."))
    return redirect("classroom:plan", cycle)

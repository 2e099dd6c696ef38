"""Two taps after a meeting: how each block went, a line to it, and where the line goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.plans import save_plan
from volteface.classroom.actions.retros import (
    add_to_sheet,
    add_words,
    note_all,
    note_block,
    share_notes,
)
from volteface.classroom.after_forms import WordsForm
from volteface.classroom.models import Retro
from volteface.classroom.queries.attendance import has_met
from volteface.classroom.queries.debriefs import is_released
from volteface.classroom.queries.plans import activity_in
from volteface.classroom.queries.retros import note_in, note_on, retro_page_of
from volteface.core import clock
from volteface.core.errors import DomainError, Missing
from volteface.courses.queries import module_for
from volteface.timetable.events import cycle_path
from volteface.timetable.queries import PLANNERS, STAFF, cycle_for

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module
    from volteface.timetable.queries import CycleView


@require_http_methods(["GET", "POST"])
def retro(request: HttpRequest, cycle: str) -> HttpResponse:
    """The meeting's blocks with three buttons each; ``tap`` is ``all`` or ``<block>:<verdict>``."""
    at, subject = clock.now(), subject_of(request)
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    if request.method == "POST":
        return _tapped(request, view, subject, at)
    context = {
        "view": view,
        "back": cycle_path(cycle),
        "page": retro_page_of(view.cycle, subject, module=_own_module(view, subject, at)),
        "verdicts": Retro.Verdict.choices,
        "begun": has_met(view.cycle, at=at),
        "debriefed": is_released(view.cycle),
        "plans": view.role in PLANNERS,
    }
    return render(request, "classroom/retro.html", context)


@require_POST
def words(request: HttpRequest, cycle: str, note: str) -> HttpResponse:
    """The line and the minutes of one's own note."""
    at, subject = clock.now(), subject_of(request)
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    row = note_in(view.cycle, note, by=subject)
    form = WordsForm(request.POST)
    if form.is_valid():
        add_words(row, line=form.cleaned_data["line"], minutes=form.cleaned_data["minutes"], at=at)
        messages.success(request, _("Kept. The plan says it the next time."))
    else:
        messages.error(request, _("At most 200 characters, and minutes between 1 and 240."))
    return _to(cycle, row)


@require_POST
def to_sheet(request: HttpRequest, module: str, note: str) -> HttpResponse:
    """Add a noted line to the points of vigilance of the module's own sheet, for its authors."""
    at, subject = clock.now(), subject_of(request)
    written = module_for(subject, module, at=at)
    row = note_on(written, note)
    try:
        add_to_sheet(written, row, by=subject, at=at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is among the sheet's points of vigilance now."))
    if request.POST.get("back") == "sheet":
        return redirect("courses:sheet", module)
    return _to(row.cycle.code, row)


@require_POST
def share(request: HttpRequest, cycle: str) -> HttpResponse:
    """Let colleagues of other courses read one's notes of this meeting, or no longer."""
    at, subject = clock.now(), subject_of(request)
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    shared = request.POST.get("shared") == "yes"
    share_notes(view.cycle, shared=shared, by=subject, at=at)
    said = _("Whoever teaches here reads them now, without your name.")
    messages.success(request, said if shared else _("Only those of this course read them now."))
    return redirect("classroom:retro", cycle)


def _tapped(
    request: HttpRequest, view: CycleView, subject: Subject, at: dt.datetime
) -> HttpResponse:
    tap = request.POST.get("tap", "")
    if not has_met(view.cycle, at=at):
        messages.error(request, _("The meeting has not begun yet."))
    elif tap == "all":
        note_all(view.cycle, by=subject, at=at)
        messages.success(request, _("Noted: all as planned."))
    elif tap == "plan":
        save_plan(view.cycle, by=subject, at=at)
    else:
        block, _colon, verdict = tap.partition(":")
        if verdict not in Retro.Verdict:
            raise Missing
        row = note_block(
            view.cycle, activity_in(view.cycle, block), verdict=verdict, by=subject, at=at
        )
        return _to(view.cycle.code, row)
    return redirect("classroom:retro", view.cycle.code)


def _own_module(view: CycleView, subject: Subject, at: dt.datetime) -> Module | None:
    """The module for who may write its sheet."""
    try:
        return module_for(subject, view.module.code, at=at)
    except Missing:
        return None


def _to(cycle: str, row: Retro) -> HttpResponse:
    response = redirect("classroom:retro", cycle)
    response["Location"] += f"#{row.activity.code}" if row.activity else ""
    return response

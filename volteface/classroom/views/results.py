"""The teacher's side of a game: what comes home from its kits, and the debrief made from it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.tables import close_pages, leave_out
from volteface.classroom.game_papers import game_debrief_pdf
from volteface.classroom.queries.card_results import results_of
from volteface.classroom.queries.game_debrief import game_debrief
from volteface.classroom.queries.prints import kit_of_order, print_of
from volteface.core import clock, htmx
from volteface.timetable.queries import STAFF, cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest

# The counts follow the taps around the meeting; before and after, whoever wants looks again.
LIVE = dt.timedelta(hours=2)


@require_GET
def results(request: HttpRequest, cycle: str, order: str) -> HttpResponse:
    """How many kits were heard from, and the cards that most tables missed."""
    at = clock.now()
    view = cycle_for(subject_of(request), cycle, at=at, roles=STAFF)
    row = print_of(view.cycle, order)
    found = results_of(row)
    around = view.meeting.starts_at - LIVE <= at <= view.meeting.ends_at + LIVE
    live = around and not found.is_closed
    context = {"view": view, "order": row, "found": found, "live": live}
    return htmx.answer(request, "classroom/kit_results.html", context, block="counts")


@require_GET
def debrief(request: HttpRequest, cycle: str, order: str) -> HttpResponse:
    """The most missed cards, to be projected: no names, the answers folded."""
    view = cycle_for(subject_of(request), cycle, at=clock.now(), roles=STAFF)
    row = print_of(view.cycle, order)
    context = {"view": view, "order": row, "debrief": game_debrief(row)}
    return render(request, "classroom/kit_debrief.html", context)


@require_GET
def paper(request: HttpRequest, cycle: str, order: str) -> HttpResponse:
    """The same on one sheet, for the hand."""
    view = cycle_for(subject_of(request), cycle, at=clock.now(), roles=STAFF)
    content = game_debrief_pdf(view, game_debrief(print_of(view.cycle, order)))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="debrief-{view.module.key}.pdf"'
    return response


@require_POST
def pages(request: HttpRequest, cycle: str, order: str) -> HttpResponse:
    """Close the pages of all its kits, or open them again."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    row = print_of(view.cycle, order)
    closed = request.POST.get("closed") == "1"
    close_pages(row, closed=closed, by=subject, at=at)
    words = _("The kits’ pages are closed.") if closed else _("The kits’ pages are open.")
    messages.success(request, words)
    return redirect("classroom:kit_results", cycle, order)


@require_POST
def leave(request: HttpRequest, cycle: str, order: str, number: int) -> HttpResponse:
    """Count nothing of one kit, or take it in again."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    kit = kit_of_order(print_of(view.cycle, order), number)
    leave_out(kit, out=request.POST.get("out") == "1", by=subject, at=at)
    return redirect("classroom:kit_results", cycle, order)

"""For those who are not ready, those who are ahead, and those who go round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.classroom.agenda_papers import corner_pdf, route_pdf
from volteface.classroom.queries.corner import MINUTES, corner_of
from volteface.classroom.queries.route import route_of
from volteface.core import clock, jinja
from volteface.timetable.queries import STAFF, cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
def corner(request: HttpRequest, cycle: str) -> HttpResponse:
    """The catch-up corner: its sheet, and whom to expect there."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    found = corner_of(view.cycle, subject, at=at)
    context = {
        "view": view,
        "corner": found,
        "agenda": [(jinja.time(step.at), step.text, "") for step in found.steps()],
        "minutes_there": MINUTES,
    }
    return render(request, "classroom/corner.html", context)


@require_GET
def corner_paper(request: HttpRequest, cycle: str) -> HttpResponse:
    """The corner's sheet to print, its key on the back."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    content = corner_pdf(view, corner_of(view.cycle, subject, at=at))
    return _pdf(content, f"catch-up-{view.module.key}.pdf")


@require_GET
def route(request: HttpRequest, cycle: str) -> HttpResponse:
    """The way through the room, for the phone of who goes round."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    context = {"view": view, "route": route_of(view.cycle, subject, at=at)}
    return render(request, "classroom/route.html", context)


@require_GET
def route_paper(request: HttpRequest, cycle: str) -> HttpResponse:
    """The same on paper."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    content = route_pdf(view, route_of(view.cycle, subject, at=at))
    return _pdf(content, f"route-{view.module.key}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response

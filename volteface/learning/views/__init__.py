"""The learner's pages: a module's start, its steps, and going on from one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.learning import actions, events
from volteface.learning.queries.pages import after_step, module_start, step_page
from volteface.learning.queries.step_html import step_html
from volteface.learning.queries.ways import cycle_for
from volteface.learning.rules import LONGEST_TYPED

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
def module(request: HttpRequest, cycle: str) -> HttpResponse:
    """Why, how long, the steps, and the one to go on with."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    start = module_start(view, subject, at=at)
    return render(request, "learning/module.html", {"view": view, "start": start})


@require_GET
def step(request: HttpRequest, cycle: str, step: str) -> HttpResponse:
    """A step, with its questions in the flow."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    page = step_page(
        view,
        subject,
        step,
        at=at,
        empty=request.GET.get("empty", ""),
        typed=request.GET.get("typed", "")[:LONGEST_TYPED],
        again="again" in request.GET,
    )
    ways = [
        (way.label, way.path(view.cycle.code, page.key), way.icon, way.in_panel)
        for way in events.step_ways(is_staff=view.is_staff)
    ]
    return HttpResponse(step_html(request, view, page, ways=ways))


@require_POST
def finished(request: HttpRequest, cycle: str, step: str) -> HttpResponse:
    """Go on from a step to the next one; a script is only told where that is."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    target = after_step(view, step)
    actions.finish_step(view.cycle, subject=subject, step_key=step, at=at)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"next": target})
    return redirect(target)

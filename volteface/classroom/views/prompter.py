"""The teleprompter: the block in hand, its words and the time left, from the real start on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.plans import begin
from volteface.classroom.queries.prompter import prompter_of
from volteface.core import clock
from volteface.timetable.queries import STAFF, audience_of, cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def prompter(request: HttpRequest, cycle: str) -> HttpResponse:
    """The day's blocks; without a script as a list with their times."""
    at = clock.now()
    view = cycle_for(subject_of(request), cycle, at=at, roles=STAFF)
    people = audience_of(view.cycle).count()
    context = {
        "view": view,
        "prompter": prompter_of(view.cycle, people=people, at=at),
        "now_ms": int(at.timestamp() * 1000),
    }
    return render(request, "classroom/prompter.html", context)


@require_POST
def start(request: HttpRequest, cycle: str) -> HttpResponse:
    """It begins now."""
    at, subject = clock.now(), subject_of(request)
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    begin(view.cycle, by=subject, at=at)
    return redirect("classroom:prompter", cycle)

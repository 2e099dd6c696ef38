"""The page of a cycle: one address for learner, tutor and teacher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.timetable.queries import cycle_for
from volteface.web.queries import learner, staff
from volteface.web.queries.stages import audience_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def cycle(request: HttpRequest, code: str) -> HttpResponse:
    """Nine stages, the present one opened, and the one next thing."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at)
    context: dict[str, object] = {"view": view, "audience": audience_name(view), "at": at}
    if view.is_staff:
        facts = staff.facts_for(view, subject, at=at)
        context |= {
            "present": facts.present,
            "next": staff.next_for(facts),
            "stages": staff.stages_for(facts, subject, at=at),
            "state": None,
        }
    else:
        own = learner.facts_for(view, subject, at=at)
        context |= {
            "present": own.present,
            "next": learner.next_for(own),
            "stages": learner.stages_for(own),
            "state": own.state,
        }
    return render(request, "web/cycle.html", context)

"""The board game's page: what to print, and the kit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.classroom.forms import KitForm
from volteface.classroom.papers import kit_pdf
from volteface.classroom.queries.kits import kit_of
from volteface.core import clock
from volteface.timetable.queries import STAFF, cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
def kit_page(request: HttpRequest, cycle: str) -> HttpResponse:
    """How many kits, how much paper, how long to cut."""
    view = cycle_for(subject_of(request), cycle, at=clock.now(), roles=STAFF)
    kit = kit_of(view.cycle)
    form = KitForm(initial={"minutes": kit.minutes})
    return render(request, "classroom/kit.html", {"view": view, "kit": kit, "form": form})


@require_GET
def kit_paper(request: HttpRequest, cycle: str) -> HttpResponse:
    """The kit as PDF; ``minutes`` and ``large`` come from the page's form."""
    view = cycle_for(subject_of(request), cycle, at=clock.now(), roles=STAFF)
    kit = kit_of(view.cycle)
    form = KitForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    content = kit_pdf(
        kit, minutes=chosen.get("minutes", kit.minutes), large=bool(chosen.get("large"))
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="question-track-{view.module.key}.pdf"'
    return response

"""What learners watched of a module's films, and where it is worth a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.courses.queries import module_for
from volteface.insights.queries.films import films_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def films(request: HttpRequest, code: str) -> HttpResponse:
    """Each film of a module with the curve of its viewers; nothing of fewer than five."""
    subject, at = subject_of(request), clock.now()
    module = module_for(subject, code, at=at)
    context = {"module": module, "films": films_page(module)}
    return render(request, "insights/films.html", context)

"""A module's draft as a learner of each level will see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.courses import queries
from volteface.courses.queries.previews import module_preview

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def module(request: HttpRequest, code: str) -> HttpResponse:
    """The draft, with the steps a learner of ``level`` is shown; a long one page by page."""
    found = queries.module_for(subject_of(request), code, at=clock.now())
    context = {
        "module": found,
        "course": found.course,
        "preview": module_preview(found, request.GET.get("level", ""), request.GET.get("page", "")),
    }
    return render(request, "courses/preview.html", context)

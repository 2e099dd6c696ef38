"""A step's history: what each version changed, and bringing one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.courses import actions, queries
from volteface.courses.queries.history import version_of, version_page, version_rows

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Every version of a step, the newest first."""
    step = queries.step_for(subject_of(request), code, at=clock.now())
    context = {
        "step": step,
        "module": step.module,
        "course": step.module.course,
        "rows": version_rows(step),
    }
    return render(request, "courses/history.html", context)


@require_http_methods(["GET", "POST"])
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What a version changed; POST brings it back."""
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    if request.method == "POST":
        actions.restore_version(version_of(step, number), by=subject, at=at)
        messages.success(request, _("It is back. What the step said before is in its history."))
        return redirect("courses:history", step.code)
    context = {
        "step": step,
        "module": step.module,
        "course": step.module.course,
        "page": version_page(step, number, against_now="now" in request.GET),
    }
    return render(request, "courses/version.html", context)

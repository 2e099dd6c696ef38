"""Hints while a module is written: about one step beside its editor, put aside, shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.core.htmx import answer
from volteface.courses import queries
from volteface.courses.actions.watching import dismiss_hint, show_hints
from volteface.courses.queries.modules import watched_hints, watched_step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def hints(request: HttpRequest, code: str) -> HttpResponse:
    """What is worth another look in a module; its page asks for the list alone."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    watched = watched_hints(module, at=at, number=request.GET.get("page", ""))
    context: dict[str, object] = {"module": module, "course": module.course, "watched": watched}
    return answer(request, "courses/hints.html", context, block="hints")


@require_GET
def step_hints(request: HttpRequest, code: str) -> HttpResponse:
    """What is worth another look in one step; the editor asks for the list alone."""
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    context: dict[str, object] = {
        "step": step,
        "module": step.module,
        "course": step.module.course,
        "hints": watched_step(step, at=at).about(step.code),
    }
    return answer(request, "courses/step_hints.html", context, block="hints")


@require_POST
def dismiss(request: HttpRequest, code: str) -> HttpResponse:
    """Not this one."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    dismiss_hint(module, request.POST.get("mark", ""), by=subject, at=at)
    return redirect(f"{reverse('courses:module', args=[module.code])}#hints")


@require_POST
def show(request: HttpRequest, code: str) -> HttpResponse:
    """All of them again."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    show_hints(module, by=subject, at=at)
    return redirect(f"{reverse('courses:module', args=[module.code])}#hints")

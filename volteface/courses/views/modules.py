"""A module's page: what it promises, its outline, its checks, and publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.courses import actions, queries
from volteface.courses.errors import ModuleIsIncomplete
from volteface.courses.events import module_notes, next_action, tools
from volteface.courses.forms import ModuleForm, TitleForm, objective_lines
from volteface.courses.queries import modules, outline
from volteface.courses.queries.ledger import ledger_of_module

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def new_module(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a module; its title is enough."""
    subject, at = subject_of(request), clock.now()
    course = queries.course_for(subject, code, at=at)
    form = TitleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the module a title of 200 characters at most."))
        return redirect("courses:course", course.code)
    module = actions.create_module(course, title=form.cleaned_data["title"], by=subject, at=at)
    return redirect("courses:about", module.code)


@require_GET
def module_page(request: HttpRequest, code: str) -> HttpResponse:
    """A module as its authors see it."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    context = {
        "page": modules.module_page(
            module, at=at, number=request.GET.get("page", ""), step=request.GET.get("step", "")
        ),
        "module": module,
        "course": module.course,
        "undo": modules.step_put_away(module, request.GET.get("undo", "")),
        "tools": tools("module"),
        "notes": module_notes(request, module, subject, at),
        "ledger": ledger_of_module(module, subject, at=at),
        "next": next_action(module, subject, at) if module.published_id else None,
        "form": TitleForm(),
    }
    return render(request, "courses/module.html", context)


@require_http_methods(["GET", "POST"])
def about(request: HttpRequest, code: str) -> HttpResponse:
    """Change what a module promises."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    says = {
        "title": module.title,
        "summary": module.summary,
        "why": module.why,
        "objectives": objective_lines(outline.objectives_of(module)),
        "key_points": "\n".join(outline.key_points_of(module)),
        "terms": outline.term_lines(module),
    }
    form = ModuleForm(request.POST or None, initial=says)
    if request.method == "POST" and form.is_valid():
        actions.describe_module(module, **form.cleaned_data, by=subject, at=at)
        return redirect("courses:module", module.code)
    context = {"module": module, "course": module.course, "form": form}
    return render(request, "courses/module_about.html", context, status=422 if form.errors else 200)


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Let learners read what the draft says."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    try:
        edition = actions.publish_module(module, by=subject, at=at)
    except ModuleIsIncomplete as error:
        for problem in error.problems:
            messages.error(request, problem)
    else:
        messages.success(request, _("Published: edition %(number)s.") % {"number": edition.number})
    return redirect("courses:module", module.code)


@require_POST
def unpublish(request: HttpRequest, code: str) -> HttpResponse:
    """Make a module a draft again."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    actions.unpublish_module(module, by=subject, at=at)
    messages.success(request, _("The module is a draft again. Answers given so far are kept."))
    return redirect("courses:module", module.code)


@require_POST
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """Put a module away; the course's page offers to undo it."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    actions.archive_module(module, by=subject, at=at)
    return redirect(f"{reverse('courses:course', args=[module.course.code])}?undo={module.code}")


@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Take a module back."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    actions.restore_module(module, by=subject, at=at)
    return redirect("courses:module", module.code)


@require_POST
def duplicate(request: HttpRequest, code: str) -> HttpResponse:
    """The module once more, as a draft at the course's end."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    copy = actions.duplicate_module(module, by=subject, at=at)
    messages.success(request, _("This is the copy. It asks the same questions of the bank."))
    return redirect("courses:module", copy.code)

"""Sheets of a course's own: begin, adapt, edit, share, put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.techniques import (
    adapt_technique,
    archive_technique,
    begin_technique,
    restore_technique,
    save_technique,
    share_technique,
)
from volteface.classroom.queries.techniques import own_for, sheet_of, shown
from volteface.classroom.technique_forms import NewTechniqueForm, TechniqueForm
from volteface.core import clock
from volteface.core.errors import Missing
from volteface.courses.queries import course_for, courses_taught_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a sheet of one's own."""
    subject, at = subject_of(request), clock.now()
    courses = list(courses_taught_by(subject, at))
    if not courses:
        raise Missing
    form = NewTechniqueForm(request.POST or None, courses=courses)
    if request.method == "POST" and form.is_valid():
        course = course_for(subject, form.cleaned_data["course"], at=at)
        own = begin_technique(course, title=form.cleaned_data["title"], by=subject, at=at)
        return redirect("classroom:technique_edit", own.code)
    status = 422 if request.method == "POST" else 200
    return render(request, "classroom/technique_new.html", {"form": form}, status=status)


@require_POST
def adapt(request: HttpRequest, name: str) -> HttpResponse:
    """Copy a sheet into one of one's courses."""
    subject, at = subject_of(request), clock.now()
    sheet = shown(subject, name, at=at).sheet
    course = course_for(subject, request.POST.get("course", ""), at=at)
    own = adapt_technique(course, sheet=sheet, by=subject, at=at)
    messages.success(request, _("This copy is yours to change. The first one stays as it is."))
    return redirect("classroom:technique_edit", own.code)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, name: str) -> HttpResponse:
    """Every field of a sheet."""
    subject, at = subject_of(request), clock.now()
    own = own_for(subject, name, at=at)
    form = TechniqueForm(request.POST or None, before=sheet_of(own))
    if request.method == "POST" and form.is_valid():
        save_technique(own, sheet=form.sheet(), by=subject, at=at)
        return redirect("classroom:technique", own.code)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "own": own}
    return render(request, "classroom/technique_edit.html", context, status=status)


@require_POST
def share(request: HttpRequest, name: str) -> HttpResponse:
    """Share with whoever teaches here, or with the course only."""
    subject, at = subject_of(request), clock.now()
    own = own_for(subject, name, at=at)
    share_technique(own, shared=request.POST.get("shared") == "yes", by=subject, at=at)
    return redirect("classroom:technique", own.code)


@require_POST
def archive(request: HttpRequest, name: str) -> HttpResponse:
    """Put a sheet away; the library offers to undo it."""
    subject, at = subject_of(request), clock.now()
    own = own_for(subject, name, at=at)
    archive_technique(own, by=subject, at=at)
    return redirect(f"{reverse('classroom:techniques')}?undo={own.code}")


@require_POST
def restore(request: HttpRequest, name: str) -> HttpResponse:
    """Take a sheet back."""
    subject, at = subject_of(request), clock.now()
    own = own_for(subject, name, at=at)
    restore_technique(own, by=subject, at=at)
    return redirect("classroom:technique", own.code)

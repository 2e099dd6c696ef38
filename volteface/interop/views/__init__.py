"""Bringing a file into a course, and taking the course away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.core.errors import Missing
from volteface.courses.queries import course_for, courses_taught_by
from volteface.interop.actions import confirm_import, drop_import, preview_files
from volteface.interop.errors import FileIsRefused
from volteface.interop.forms import BringForm, ImportForm
from volteface.interop.models import ImportBatch
from volteface.interop.queries import import_for, import_page
from volteface.interop.queries.choosing import chosen_of
from volteface.interop.queries.exports import course_zip

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from volteface.accounts.models import Subject
    from volteface.courses.models import Course

# Left-out items of one page; the counts are of all.
SHOWN = 200


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Choose files and the course they are for."""
    at = clock.now()
    subject = subject_of(request)
    courses = list(courses_taught_by(subject, at))
    if not courses:
        raise Missing
    form = BringForm(request.POST or None, request.FILES or None, courses=courses)
    if request.method == "POST" and form.is_valid():
        return _look_at(request, form, form.cleaned_data["course"], by=subject, at=at)
    context = {"course": None, "form": form, "refusal": None}
    status = 422 if request.method == "POST" else 200
    return render(request, "interop/import.html", context, status=status)


@require_http_methods(["GET", "POST"])
def import_file(request: HttpRequest, code: str) -> HttpResponse:
    """Choose files; nothing is written before the preview is confirmed."""
    at = clock.now()
    subject = subject_of(request)
    course = course_for(subject, code, at=at)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _look_at(request, form, course, by=subject, at=at)
    context = {"course": course, "form": form, "refusal": None}
    status = 422 if request.method == "POST" else 200
    return render(request, "interop/import.html", context, status=status)


@require_GET
def preview(request: HttpRequest, code: str, import_code: UUID) -> HttpResponse:
    """What will come in and what will not; afterwards, what did."""
    at = clock.now()
    subject = subject_of(request)
    course = course_for(subject, code, at=at)
    page = import_page(course, import_for(course, import_code))
    template = {
        ImportBatch.State.PREVIEW: "interop/proposal.html"
        if page.proposal
        else "interop/preview.html",
        ImportBatch.State.DONE: "interop/result.html",
    }.get(ImportBatch.State(page.batch.state), "interop/dropped.html")
    context = {"course": course, "page": page, "shown": SHOWN}
    return render(request, template, context)


@require_POST
def settle(request: HttpRequest, code: str, import_code: UUID) -> HttpResponse:
    """Bring the previewed file in, or drop it."""
    at = clock.now()
    subject = subject_of(request)
    batch = import_for(course_for(subject, code, at=at), import_code)
    if "drop" in request.POST:
        drop_import(batch)
        messages.success(request, _("Nothing was changed."))
        return redirect("interop:import_file", code)
    chosen = chosen_of(batch, request.POST)
    if chosen is not None and not chosen.steps:
        messages.error(request, _("Tick a step at least: a module needs one."))
        return redirect("interop:preview", code, batch.code)
    confirm_import(batch, by=subject, at=at, chosen=chosen)
    return redirect("interop:preview", code, batch.code)


@require_GET
def export_course(request: HttpRequest, code: str) -> FileResponse:
    """The whole course as a zip of Markdown files, pictures and films."""
    course = course_for(subject_of(request), code, at=clock.now())
    return FileResponse(
        course_zip(course),
        as_attachment=True,
        filename=f"{course.code}.zip",
        content_type="application/zip",
    )


def _look_at(
    request: HttpRequest, form: ImportForm, course: Course, *, by: Subject, at: dt.datetime
) -> HttpResponse:
    """Read what was sent, and lead to the page that shows what it holds."""
    sent = form.cleaned_data["file"]
    files = [
        (str(file.name), Path(file.temporary_file_path()))
        if isinstance(file, TemporaryUploadedFile)
        else (str(file.name), file.read())
        for file in sent
    ]
    try:
        batch = preview_files(course, files=files, by=by, at=at)
    except FileIsRefused as error:
        context = {"course": course, "form": form, "refusal": error}
        return render(request, "interop/import.html", context, status=422)
    return redirect("interop:preview", course.code, batch.code)

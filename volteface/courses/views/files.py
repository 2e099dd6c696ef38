"""A course's files: pictures, films, captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.courses import actions, queries
from volteface.courses.actions import uploads
from volteface.courses.actions.files import archive_asset
from volteface.courses.errors import FileIsRefused
from volteface.courses.forms import BeginUploadForm, UploadForm
from volteface.courses.queries.files import asset_for, file_rows
from volteface.courses.queries.uploads import arrived, own_upload, upload_address, upload_rows

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, code: str) -> HttpResponse:
    """See a course's files and add one."""
    subject, at = subject_of(request), clock.now()
    course = queries.course_for(subject, code, at=at)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            actions.save_asset(course, name=upload.name, data=upload, by=subject, at=at)
        except FileIsRefused as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The file is in the course."))
            return redirect("courses:files", course.code)
    context = {
        "course": course,
        "form": form,
        "rows": file_rows(course),
        "uploads": upload_rows(course, subject),
        "largest": settings.LARGEST_FILM_MB,
    }
    return render(request, "courses/files.html", context, status=422 if form.errors else 200)


@require_POST
def begin_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Make room for a film that a script will send in parts; says where to and how far it is."""
    subject, at = subject_of(request), clock.now()
    course = queries.course_for(subject, code, at=at)
    form = BeginUploadForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": _("Choose a file.")}, status=422)
    try:
        upload = uploads.begin_upload(course, **form.cleaned_data, by=subject, at=at)
    except FileIsRefused as error:
        return JsonResponse({"error": str(error)}, status=422)
    address = upload_address(upload, at=at)
    return JsonResponse({"address": address, "offset": arrived(upload), "name": upload.name})


@require_POST
def drop_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Let go of a film that has arrived in part."""
    subject, at = subject_of(request), clock.now()
    course = queries.course_for(subject, code, at=at)
    uploads.drop_upload(own_upload(course, subject, request.POST.get("upload", "")))
    return redirect("courses:files", course.code)


@require_POST
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """Take a file out of the course; adding it again takes it back."""
    subject, at = subject_of(request), clock.now()
    course = queries.course_for(subject, code, at=at)
    archive_asset(asset_for(course, request.POST.get("file", "")), by=subject, at=at)
    messages.success(request, _("The file is put away. Published pages keep showing it."))
    return redirect("courses:files", course.code)

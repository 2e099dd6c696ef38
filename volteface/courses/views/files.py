"""A course's files: pictures, films, captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.courses import actions, queries
from volteface.courses.actions.files import archive_asset
from volteface.courses.errors import FileIsRefused
from volteface.courses.forms import UploadForm
from volteface.courses.queries.files import asset_for, file_rows

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
    context = {"course": course, "form": form, "rows": file_rows(course)}
    return render(request, "courses/files.html", context, status=422 if form.errors else 200)


@require_POST
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """Take a file out of the course; adding it again takes it back."""
    subject, at = subject_of(request), clock.now()
    course = queries.course_for(subject, code, at=at)
    archive_asset(asset_for(course, request.POST.get("file", "")), by=subject, at=at)
    messages.success(request, _("The file is put away. Published pages keep showing it."))
    return redirect("courses:files", course.code)

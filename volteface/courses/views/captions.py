"""Captions written beside their film, with times taken from the player."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.courses import actions, queries
from volteface.courses.errors import FileIsRefused
from volteface.courses.forms import CaptionsForm
from volteface.courses.queries.captions import captioned

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str, file: str) -> HttpResponse:
    """The captions of a film of the course: read, corrected or begun, and kept as WebVTT."""
    subject, at = subject_of(request), clock.now()
    course = queries.course_for(subject, code, at=at)
    film = captioned(course, file)
    form = CaptionsForm(request.POST or None, initial={"text": film.text})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["text"].encode()
        try:
            actions.save_asset(course, name=film.captions_name, data=data, by=subject, at=at)
        except FileIsRefused as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("The captions are saved."))
            return redirect("courses:captions", course.code, file)
    context = {"course": course, "film": film, "form": form}
    return render(request, "courses/captions.html", context, status=422 if form.errors else 200)

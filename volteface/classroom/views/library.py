"""The library of techniques: searched, a sheet each, and the sheet on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.classroom.papers import sheet_pdf
from volteface.classroom.queries.retros import notes_on
from volteface.classroom.queries.technique_words import ways_out
from volteface.classroom.queries.techniques import find, put_away, shown
from volteface.classroom.technique_forms import SearchForm
from volteface.classroom.techniques import words
from volteface.core import clock
from volteface.courses.queries import courses_taught_by

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """The techniques somebody may read, narrowed to what they look for."""
    subject, at = subject_of(request), clock.now()
    form = SearchForm(request.GET)
    form.is_valid()
    wanted = form.wanted()
    found = find(subject, wanted, at=at)
    context = {
        "form": form,
        "wanted": wanted,
        "rows": found.rows,
        "ways_out": ways_out(wanted, found.loosened),
        "goals": words.GOALS,
        "writes": courses_taught_by(subject, at).exists(),
        "undo": put_away(subject, request.GET.get("undo", ""), at=at),
    }
    return render(request, "classroom/techniques.html", context)


@require_GET
def technique(request: HttpRequest, name: str) -> HttpResponse:
    """One technique's sheet."""
    subject, at = subject_of(request), clock.now()
    row = shown(subject, name, at=at)
    courses = list(courses_taught_by(subject, at))
    context = {
        "row": row,
        "sheet": row.sheet,
        "courses": courses,
        "notes": notes_on(row.sheet.name, subject, at=at),
    }
    return render(request, "classroom/technique.html", context)


@require_GET
def technique_paper(request: HttpRequest, name: str) -> HttpResponse:
    """The sheet as PDF."""
    subject, at = subject_of(request), clock.now()
    sheet = shown(subject, name, at=at).sheet
    notes = notes_on(sheet.name, subject, at=at)
    response = HttpResponse(sheet_pdf(sheet, notes), content_type="application/pdf")
    file_name = slugify(sheet.title if name.isalnum() else name) or "technique"
    response["Content-Disposition"] = f'inline; filename="{file_name}.pdf"'
    return response

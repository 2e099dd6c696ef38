"""The library of techniques: a list, a sheet each, and the sheet on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.classroom import techniques
from volteface.classroom.papers import sheet_pdf
from volteface.core.errors import Missing

if TYPE_CHECKING:
    from django.http import HttpRequest

    from volteface.classroom.techniques.sheet import Sheet


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """Every technique, for whoever is signed in."""
    subject_of(request)
    return render(request, "classroom/techniques.html", {"sheets": techniques.all_sheets()})


@require_GET
def technique(request: HttpRequest, name: str) -> HttpResponse:
    """One technique's sheet."""
    subject_of(request)
    return render(request, "classroom/technique.html", {"sheet": _sheet(name)})


@require_GET
def technique_paper(request: HttpRequest, name: str) -> HttpResponse:
    """The sheet as PDF."""
    subject_of(request)
    response = HttpResponse(sheet_pdf(_sheet(name)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(name)}.pdf"'
    return response


def _sheet(name: str) -> Sheet:
    try:
        return techniques.get(name)
    except KeyError:
        raise Missing from None

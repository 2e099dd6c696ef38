"""The technique sheet of a module: as a page, as a form and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from volteface.accounts.queries import subject_of
from volteface.core import clock, pdf
from volteface.courses import actions, queries
from volteface.courses.events import module_notes
from volteface.courses.forms import SheetForm
from volteface.courses.queries.sheets import sheet_of, sheet_paper, sheet_rows

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet, field by field."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    context = {
        "module": module,
        "course": module.course,
        "rows": sheet_rows(module),
        "notes": module_notes(request, module, subject, at, page="sheet"),
    }
    return render(request, "courses/sheet.html", context)


@require_http_methods(["GET", "POST"])
def edit_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Fill in the sheet."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    form = SheetForm(request.POST or None, initial=sheet_of(module))
    if request.method == "POST" and form.is_valid():
        actions.save_sheet(module, form.sheet(), by=subject, at=at)
        return redirect("courses:sheet", module.code)
    context = {"module": module, "course": module.course, "form": form}
    return render(request, "courses/sheet_edit.html", context, status=422 if form.errors else 200)


@require_GET
def sheet_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet on paper."""
    module = queries.module_for(subject_of(request), code, at=clock.now())
    paper = pdf.render("courses/sheet.typ", sheet_paper(module))
    response = HttpResponse(paper, content_type="application/pdf")
    name = _("sheet-%(key)s.pdf") % {"key": module.key}
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response

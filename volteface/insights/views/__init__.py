"""The effect of a cohort's cycles, as a page and as a table to take along."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.core import charts, clock
from volteface.insights.queries import effect_of, words
from volteface.rosters.queries import EVERYBODY, STAFF, cohort_for, role_in

if TYPE_CHECKING:
    from django.http import HttpRequest

EXPORTERS = ("teacher", "manager")


@require_GET
def effect(request: HttpRequest, code: str) -> HttpResponse:
    """The cohort's own evidence; learners read the class as a whole, never under five people."""
    subject, at = subject_of(request), clock.now()
    cohort = cohort_for(subject, code, roles=EVERYBODY, at=at)
    found = effect_of(cohort, viewer=subject, at=at)
    drawn = [
        (cycle, charts.lines(words.points(cycle), label=cycle.title)) for cycle in found.cycles
    ]
    context = {
        "cohort": cohort,
        "effect": found,
        "cycles": drawn,
        "words": words,
        "leads": role_in(subject, cohort, at) in STAFF,
        "may_export": found.reader == "responsible" and not found.partial,
    }
    return render(request, "insights/effect.html", context)


@require_GET
def effect_table(request: HttpRequest, code: str) -> HttpResponse:
    """The same as CSV under the rules for what leaves the course, whoever takes it."""
    subject, at = subject_of(request), clock.now()
    cohort = cohort_for(subject, code, roles=EXPORTERS, at=at)
    found = effect_of(cohort, at=at)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="effect-{code}.csv"'
    # Spreadsheets take the file for UTF-8 by this mark only.
    response.write("\ufeff")
    csv.writer(response).writerows(words.table(found))
    return response

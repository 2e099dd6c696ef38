"""Bringing a roster in: choose the file, look at the preview, confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.rosters.actions.intake import confirm_roster, drop_roster, preview_roster
from volteface.rosters.errors import CannotReadRoster
from volteface.rosters.forms import RosterFileForm
from volteface.rosters.models import RosterImport
from volteface.rosters.queries import cohort_for
from volteface.rosters.queries.intake import import_plan, recent_imports, roster_import
from volteface.rosters.rules.files import MOST_BYTES
from volteface.rosters.views.cohorts import OWNERS
from volteface.rosters.words import skipped_because

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# Rows of each kind the preview shows; the counts are of all.
SHOWN = 50


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a file; nothing is written before the preview is confirmed."""
    at = clock.now()
    subject = subject_of(request)
    cohort = cohort_for(subject, code, roles=OWNERS, at=at)
    form = RosterFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # One byte too many is enough to refuse it.
            data = file.read(MOST_BYTES + 1)
            roster = preview_roster(cohort, data=data, file_name=file.name, by=subject, at=at)
        except CannotReadRoster as error:
            form.add_error("file", str(error))
        else:
            return redirect("rosters:import", code, roster.code)
    context = {"cohort": cohort, "form": form, "recent": recent_imports(cohort, at)}
    status = 422 if request.method == "POST" else 200
    return render(request, "rosters/upload.html", context, status=status)


@require_GET
def preview(request: HttpRequest, code: str, import_code: str) -> HttpResponse:
    """What would change, row by row; afterwards, what did."""
    cohort = cohort_for(subject_of(request), code, roles=OWNERS, at=clock.now())
    roster = roster_import(cohort, import_code)
    context: dict[str, object] = {"cohort": cohort, "roster": roster, "shown": SHOWN}
    if roster.state == RosterImport.State.PREVIEW:
        plan = import_plan(roster)
        reasons = [
            (one.line, skipped_because(one.why, one.detail)) for one in plan.skipped[: SHOWN * 4]
        ]
        context.update({"plan": plan, "reasons": reasons})
    return render(request, "rosters/import.html", context)


@require_POST
def settle(request: HttpRequest, code: str, import_code: str) -> HttpResponse:
    """Confirm the preview, or drop it."""
    at = clock.now()
    subject = subject_of(request)
    cohort = cohort_for(subject, code, roles=OWNERS, at=at)
    roster = roster_import(cohort, import_code)
    if "drop" in request.POST:
        drop_roster(roster, at=at)
        messages.success(request, _("Nothing was changed."))
        return redirect("rosters:upload", code)
    confirm_roster(roster, by=subject, at=at)
    return redirect("rosters:import", code, import_code)

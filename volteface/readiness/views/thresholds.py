"""A cohort's own numbers for the rules of readiness, tried before they are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.readiness.actions.thresholds import set_thresholds
from volteface.readiness.forms import ThresholdsForm, thresholds_typed
from volteface.readiness.queries.thresholds import rules_in, shifts
from volteface.readiness.rules.states import RECOMMENDED
from volteface.rosters.queries import cohort_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
def thresholds(request: HttpRequest, code: str) -> HttpResponse:
    """Look first, then save: a number is only saved together with what it changes in sight."""
    subject, at = subject_of(request), clock.now()
    cohort = cohort_for(subject, code, roles=("teacher",), at=at)
    current = rules_in(cohort)
    context = {"cohort": cohort, "recommended": current == RECOMMENDED}
    if request.method == "GET":
        context["form"] = ThresholdsForm(initial=thresholds_typed(current))
        context["typed"] = thresholds_typed()
        return render(request, "readiness/thresholds.html", context)
    form = ThresholdsForm(request.POST)
    if form.is_valid() and request.POST.get("save"):
        set_thresholds(cohort, rules=form.rules(), by=subject, at=at)
        messages.success(request, _("Saved. Every state of the meetings to come follows them."))
        return redirect("readiness:thresholds", code)
    context |= {"form": form, "typed": thresholds_typed()}
    if form.is_valid():
        context |= {
            "shifts": shifts(cohort, form.rules(), at=at),
            "changed": form.rules() != current,
        }
    return render(
        request, "readiness/thresholds.html", context, status=200 if form.is_valid() else 422
    )

"""The enrolment link: who holds it enrols by one tap, whether signed in or new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from volteface.accounts.queries import invitation_to, subject_of
from volteface.core import clock
from volteface.rosters.actions import enrol_by_code
from volteface.rosters.forms import NewcomerForm
from volteface.rosters.queries import cohort_by_enrolment, membership_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Show the cohort and one button; a new person gives a name and an address first."""
    at = clock.now()
    cohort = cohort_by_enrolment(code)
    known = request.user.is_authenticated
    if request.method == "POST" and known:
        enrol_by_code(code, subject=subject_of(request), at=at)
        messages.success(request, _("You are in: %(title)s.") % {"title": cohort.title})
        return redirect("/")
    context = {
        "cohort": cohort,
        "known": known,
        "place": membership_of(subject_of(request), cohort, at) if known else None,
        "form": NewcomerForm(),
        "invitation": invitation_to(request.path),
    }
    return render(request, "rosters/join.html", context)

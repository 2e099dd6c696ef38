"""One's own way: the pre-test, the later check, a role in the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.learning.actions import paths as actions
from volteface.learning.models import MeetingRole, ShownObjective
from volteface.learning.queries.paths import shown_objectives
from volteface.learning.queries.pretest import pretest_page, validation_page
from volteface.learning.queries.ways import cycle_for
from volteface.timetable import queries as timetable

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def pretest(request: HttpRequest, cycle: str) -> HttpResponse:
    """Show what you know already: what it shows is skipped."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    if request.method == "POST":
        shown = [] if view.is_staff else actions.settle_pretest(view.cycle, subject=subject, at=at)
        messages.success(request, _said_of(len(shown)))
        return redirect("learning:module", view.cycle.code)
    page = pretest_page(view, subject, at=at, empty=request.GET.get("empty", ""))
    if page is None:
        return redirect("learning:module", view.cycle.code)
    return render(request, "learning/pretest.html", {"view": view, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def validation(request: HttpRequest, cycle: str) -> HttpResponse:
    """A question on each objective that was skipped; a wrong answer brings its steps back."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    if request.method == "POST":
        actions.follow_checks(at=at)
        states = {row.state for row in shown_objectives(view.cycle, subject)}
        if ShownObjective.State.BACK in states:
            messages.info(request, _("One step is back on your way: one more look will do."))
        return redirect("learning:module", view.cycle.code)
    page = validation_page(view, subject, at=at, empty=request.GET.get("empty", ""))
    if page is None:
        return redirect("learning:module", view.cycle.code)
    return render(request, "learning/validation.html", {"view": view, "page": page})


@require_POST
def role(request: HttpRequest, cycle: str) -> HttpResponse:
    """Take a role in the meeting, or none this time."""
    subject, at = subject_of(request), clock.now()
    view = timetable.cycle_for(subject, cycle, at=at, roles=("learner",))
    wanted = request.POST.get("role", "")
    if wanted in MeetingRole.Role.values:
        actions.choose_role(view.cycle, role=wanted, by=subject, at=at)
        messages.success(request, _("Noted. Your teacher sees it before you meet."))
    return redirect("learning:module", view.cycle.code)


def _said_of(shown: int) -> str:
    if not shown:
        return _("Nothing is skipped: every step has something for you.")
    return ngettext(
        "You showed %(n)s objective already: its steps are skipped, and stay open to read.",
        "You showed %(n)s objectives already: their steps are skipped, and stay open to read.",
        shown,
    ) % {"n": shown}

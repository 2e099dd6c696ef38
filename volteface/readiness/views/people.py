"""Where everybody stands, by name, and setting one learner's state by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.readiness import queries
from volteface.readiness.actions.overruling import lift, overrule
from volteface.readiness.forms import OverruleForm
from volteface.readiness.queries.overruled import people_of, place_in, placed
from volteface.timetable.queries import cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE = 100


@require_GET
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody the reader answers for, with state and reason."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at, roles=queries.READERS)
    found = Paginator(people_of(view.cycle, subject, at=at), PAGE)
    page = found.get_page(request.GET.get("page"))
    context = {"view": view, "page": page, "people": placed(view.cycle, list(page.object_list))}
    return render(request, "readiness/people.html", context)


@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, code: str, place_code: str) -> HttpResponse:
    """One learner's state, and a form to set it by hand."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at, roles=queries.READERS)
    found = place_in(view.cycle, subject, place_code, at=at)
    begun = at >= view.meeting.starts_at
    form = OverruleForm(request.POST) if request.method == "POST" else OverruleForm()
    if form.is_valid() and not begun:
        overrule(view.cycle, found.subject, **form.cleaned_data, by=subject, at=at)
        messages.success(request, _("Set. It lasts until they do something more, or you meet."))
        return redirect("readiness:people", code)
    [one] = placed(view.cycle, [found])
    context = {"view": view, "one": one, "form": form, "begun": begun}
    status = 422 if request.method == "POST" else 200
    return render(request, "readiness/place.html", context, status=status)


@require_POST
def lifted(request: HttpRequest, code: str, place_code: str) -> HttpResponse:
    """Let the rules speak again."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at, roles=queries.READERS)
    found = place_in(view.cycle, subject, place_code, at=at)
    lift(view.cycle, found.subject, by=subject, at=at)
    messages.success(request, _("Taken back: the rules speak again."))
    return redirect("readiness:people", code)

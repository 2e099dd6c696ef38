"""People's places in a cohort: enrol, move, give time, suspend, take out and back; the export."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts.queries import is_fresh, subject_of
from volteface.core import clock
from volteface.rosters.actions import (
    come_back,
    enrol_by_email,
    leave,
    move_to_group,
    resume_membership,
    set_time_factor,
    suspend_membership,
)
from volteface.rosters.actions.export import LARGE, export_roster
from volteface.rosters.forms import EnrolForm, PlaceForm
from volteface.rosters.models import Membership
from volteface.rosters.queries import (
    STAFF,
    cohort_for,
    group_for,
    groups_visible_to,
    learners_listed,
    place_for,
)
from volteface.rosters.views.cohorts import OWNERS

if TYPE_CHECKING:
    from django.http import HttpRequest

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_POST
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """Enrol one person by hand."""
    at = clock.now()
    subject = subject_of(request)
    cohort = cohort_for(subject, code, roles=OWNERS, at=at)
    groups = groups_visible_to(subject, cohort, at)
    form = EnrolForm(request.POST, groups=groups)
    if not form.is_valid():
        context = {"form": form, "cohort": cohort}
        return render(request, "rosters/enrol.html", context, status=422)
    values = form.cleaned_data
    group = group_for(cohort, values.pop("group"))
    place = enrol_by_email(cohort, group=group, by=subject, at=at, **values)
    messages.success(request, _("%(name)s is enrolled.") % {"name": _name(place)})
    return redirect("rosters:cohort", code)


@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, code: str, place_code: str) -> HttpResponse:
    """One person's place; a teacher changes group and time here."""
    at = clock.now()
    subject = subject_of(request)
    found = place_for(subject, code, place_code, at=at, staff=request.method == "POST")
    groups = groups_visible_to(subject, found.cohort, at)
    form = PlaceForm(request.POST or None, groups=groups, initial=_held(found))
    if request.method == "POST" and form.is_valid():
        group = group_for(found.cohort, form.cleaned_data["group"])
        if found.role == Membership.Role.LEARNER:
            move_to_group(found, group, by=subject, at=at)
        set_time_factor(found, Decimal(form.cleaned_data["time_factor"]), by=subject, at=at)
        messages.success(request, _("Saved for %(name)s.") % {"name": _name(found)})
        return redirect("rosters:place", code, place_code)
    context = {"place": found, "cohort": found.cohort, "form": form}
    status = 422 if form.errors else 200
    return render(request, "rosters/place.html", context, status=status)


@require_POST
def change(request: HttpRequest, code: str, place_code: str, verb: str) -> HttpResponse:
    """Suspend, resume, take out or take back; each is undone by its opposite on the same page."""
    at = clock.now()
    subject = subject_of(request)
    found = place_for(subject, code, place_code, at=at)
    acts = {
        "suspend": (suspend_membership, _("%(name)s is suspended here.")),
        "resume": (resume_membership, _("%(name)s is back.")),
        "leave": (leave, _("%(name)s has left the cohort.")),
        "return": (come_back, _("%(name)s is back.")),
    }
    act, said = acts[verb]
    act(found, by=subject, at=at)
    messages.success(request, said % {"name": _name(found)})
    return redirect("rosters:place", code, place_code)


@require_POST
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The roster as a file, with the learners one may see; every export leaves an audit line.

    A large one is made for who has just shown who they are, and told to whoever answers for the
    cohort (T26).
    """
    at = clock.now()
    subject = subject_of(request)
    cohort = cohort_for(subject, code, roles=STAFF, at=at)
    kind = "xlsx" if request.POST.get("format") == "xlsx" else "csv"
    places = list(learners_listed(subject, cohort, at=at))
    if len(places) > LARGE and not is_fresh(request, at):
        messages.info(request, _("Now the file can be made: choose it once more."))
        back = urlencode({"next": reverse("rosters:cohort", args=[cohort.code])})
        return redirect(f"{reverse('accounts:again')}?{back}")
    body = export_roster(cohort, places, kind=kind, by=subject, at=at)
    response = HttpResponse(body, content_type=_TYPES[kind])
    name = slugify(cohort.title) or "roster"
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _held(place: Membership) -> dict[str, str]:
    factor = format(place.time_factor.normalize(), "f")
    return {"group": place.group.code if place.group else "", "time_factor": factor}


def _name(place: Membership) -> str:
    person = place.subject.person
    return person.name if person is not None else _("this person")

"""Cohorts: the list, one cohort's page, making and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.core.errors import DomainError
from volteface.courses.queries import course_for, courses_taught_by
from volteface.rosters.actions import (
    archive_cohort,
    change_cohort,
    close_enrolment,
    create_cohort,
    create_group,
    open_enrolment,
    rename_group,
    restore_cohort,
)
from volteface.rosters.events import cohort_ways
from volteface.rosters.forms import CohortForm, EnrolForm, GroupForm, NewCohortForm
from volteface.rosters.queries import (
    STAFF,
    cohort_for,
    cohorts_of,
    group_for,
    groups_visible_to,
    groups_with_counts,
    learners_listed,
    role_in,
    staff_of,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from volteface.rosters.models import Cohort

# One page holds a lecture hall; beyond it pages turn.
PAGE = 700
OWNERS = ("teacher", "manager")


@require_GET
def cohorts(request: HttpRequest) -> HttpResponse:
    """The cohorts one teaches, tutors or manages."""
    at = clock.now()
    subject = subject_of(request)
    context = {
        "cards": cohorts_of(subject, at, roles=STAFF),
        "may_create": bool(courses_taught_by(subject, at)),
    }
    return render(request, "rosters/cohorts.html", context)


@require_http_methods(["GET", "POST"])
def new_cohort(request: HttpRequest) -> HttpResponse:
    """Make a cohort of a course one teaches."""
    at = clock.now()
    subject = subject_of(request)
    courses = courses_taught_by(subject, at)
    initial = {"course": request.GET.get("course", ""), "time_zone": _zone(request)}
    form = NewCohortForm(request.POST or None, courses=courses, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = _in_zone(form.cleaned_data)
        course = course_for(subject, values.pop("course"), at=at)
        try:
            cohort = create_cohort(course, by=subject, at=at, **values)
        except DomainError as error:
            form.add_error("ends_on", str(error))
        else:
            return redirect("rosters:cohort", cohort.code)
    return _form_page(request, form, title=_("New cohort"), back=reverse("rosters:cohorts"))


@require_GET
def cohort(request: HttpRequest, code: str) -> HttpResponse:
    """Who is in it: learners with their groups, teachers and tutors, the enrolment link."""
    at = clock.now()
    subject = subject_of(request)
    found = cohort_for(subject, code, roles=STAFF, at=at)
    asked = {name: request.GET.get(name, "")[:100] for name in ("state", "group", "words")}
    places = learners_listed(subject, found, at=at, **asked)
    groups, role = groups_visible_to(subject, found, at), role_in(subject, found, at)
    context = {
        "cohort": found,
        "owner": role in OWNERS,
        "ways": cohort_ways(role),
        "page": Paginator(places, PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "groups": groups,
        "staff": staff_of(found, at),
        "enrol_form": EnrolForm(groups=groups),
        "join_address": _join_address(request, found),
    }
    return render(request, "rosters/cohort.html", context)


@require_http_methods(["GET", "POST"])
def edit_cohort(request: HttpRequest, code: str) -> HttpResponse:
    """Change the title and the dates."""
    at = clock.now()
    subject = subject_of(request)
    found = cohort_for(subject, code, roles=OWNERS, at=at)
    form = CohortForm(request.POST or None, initial=_held(found))
    if request.method == "POST" and form.is_valid():
        try:
            change_cohort(found, by=subject, at=at, **_in_zone(form.cleaned_data))
        except DomainError as error:
            form.add_error("ends_on", str(error))
        else:
            messages.success(request, _("The cohort is saved."))
            return redirect("rosters:cohort", code)
    back = reverse("rosters:cohort", args=[code])
    return _form_page(request, form, title=found.title, back=back, cohort=found)


@require_POST
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """Put the cohort away; its page offers the way back."""
    at = clock.now()
    subject = subject_of(request)
    found = cohort_for(subject, code, roles=OWNERS, at=at)
    if "restore" in request.POST:
        restore_cohort(found, by=subject, at=at)
        messages.success(request, _("The cohort is back in the lists."))
    else:
        archive_cohort(found, by=subject, at=at)
    return redirect("rosters:cohort", code)


@require_http_methods(["GET", "POST"])
def groups(request: HttpRequest, code: str) -> HttpResponse:
    """The groups with their sizes; make one."""
    at = clock.now()
    subject = subject_of(request)
    found = cohort_for(subject, code, roles=OWNERS, at=at)
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            create_group(found, name=form.cleaned_data["name"].strip(), by=subject, at=at)
        except DomainError as error:
            form.add_error("name", str(error))
        else:
            return redirect("rosters:groups", code)
    context = {"cohort": found, "form": form, "groups": groups_with_counts(found, at)}
    status = 422 if form.errors else 200
    return render(request, "rosters/groups.html", context, status=status)


@require_POST
def rename(request: HttpRequest, code: str, group_code: str) -> HttpResponse:
    """Give a group another name."""
    at = clock.now()
    subject = subject_of(request)
    found = cohort_for(subject, code, roles=OWNERS, at=at)
    group = group_for(found, group_code)
    form = GroupForm(request.POST)
    if group is not None and form.is_valid():
        rename_group(group, name=form.cleaned_data["name"].strip(), by=subject, at=at)
    return redirect("rosters:groups", code)


@require_POST
def enrolment(request: HttpRequest, code: str) -> HttpResponse:
    """Open a new enrolment link, or close it."""
    at = clock.now()
    subject = subject_of(request)
    found = cohort_for(subject, code, roles=OWNERS, at=at)
    if "close" in request.POST:
        close_enrolment(found, by=subject, at=at)
    else:
        open_enrolment(found, by=subject, at=at)
    return redirect(reverse("rosters:cohort", args=[code]) + "#enrolment")


def _form_page(
    request: HttpRequest, form: CohortForm, *, title: str, back: str, cohort: Cohort | None = None
) -> HttpResponse:
    context = {"form": form, "heading": title, "back": back, "cohort": cohort}
    status = 422 if form.errors else 200
    return render(request, "rosters/cohort_form.html", context, status=status)


def _in_zone(values: dict[str, Any]) -> dict[str, Any]:
    """The exam's wall-clock time, meant in the cohort's own zone."""
    exam_at = values.get("exam_at")
    if exam_at is None:
        return dict(values)
    naive = timezone.make_naive(exam_at)
    return {**values, "exam_at": naive.replace(tzinfo=ZoneInfo(str(values["time_zone"])))}


def _held(cohort: Cohort) -> dict[str, object]:
    exam_at = clock.local(cohort.exam_at, cohort.time_zone) if cohort.exam_at else None
    return {
        "title": cohort.title,
        "starts_on": cohort.starts_on,
        "ends_on": cohort.ends_on,
        "exam_at": exam_at.replace(tzinfo=None) if exam_at else None,
        "time_zone": cohort.time_zone,
    }


def _zone(request: HttpRequest) -> str:
    return str(getattr(request.user, "time_zone", "")) or "Europe/Paris"


def _join_address(request: HttpRequest, cohort: Cohort) -> str:
    if not cohort.enrolment_code:
        return ""
    return request.build_absolute_uri(reverse("rosters:join", args=[cohort.enrolment_code]))

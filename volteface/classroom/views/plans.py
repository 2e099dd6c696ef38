"""The plan page: a time line of blocks, changed by plain buttons and forms, and its PDF."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.plans import (
    add_activity,
    change_activity,
    move_activity,
    put_back,
    remove_activity,
    save_plan,
    set_check_in,
    start_again,
    swap_activity,
)
from volteface.classroom.agenda_forms import RoomForm
from volteface.classroom.forms import ActivityForm, CheckInForm, NewActivityForm
from volteface.classroom.papers import plan_pdf
from volteface.classroom.queries.offers import offers_for
from volteface.classroom.queries.plan_notes import plan_notes
from volteface.classroom.queries.plans import activity_in, plan_objectives, plan_of
from volteface.classroom.queries.role_words import roles_counted
from volteface.classroom.queries.rooms import open_room_of
from volteface.classroom.queries.run_sheets import fix_named, fixes_missing
from volteface.classroom.techniques.words import ROOMS
from volteface.core import clock
from volteface.learning.queries.module_page import roles_in
from volteface.timetable.queries import STAFF, audience_of, cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest

    from volteface.classroom.queries.plans import PlanView
    from volteface.timetable.queries import CycleView

# So long before the meeting its room is the next thing; until then the plan is.
_NEAR = dt.timedelta(hours=2)


@require_GET
def plan_page(request: HttpRequest, cycle: str) -> HttpResponse:
    """The blocks of the meeting on its wall clock."""
    view, at = _cycle(request, cycle), clock.now()
    people = audience_of(view.cycle).count()
    plan = plan_of(view.cycle, people=people)
    roles = roles_in(view.cycle, subject_of(request), at=at)
    context = {
        "view": view,
        "plan": plan,
        "people": people,
        "is_near": at >= view.meeting.starts_at - _NEAR,
        "undo": plan.undo if plan.offers_undo(at) else "",
        "notes": plan_notes(plan),
        "fixes": fixes_missing(plan, at=at),
        "offers": offers_for(plan, people=people, room=request.GET.get("room", plan.room)),
        "rooms": ROOMS,
        "room": open_room_of(view.cycle),
        "roles": [one for one in roles if one.name],
        "roles_counted": roles_counted(one.role for one in roles if not one.name),
        **_forms(view, plan),
    }
    return render(request, "classroom/plan.html", context)


@require_GET
def plan_paper(request: HttpRequest, cycle: str) -> HttpResponse:
    """The plan as one printed page."""
    view = _cycle(request, cycle)
    plan = plan_of(view.cycle, people=audience_of(view.cycle).count())
    return _pdf(plan_pdf(view, plan), f"plan-{view.module.key}.pdf")


@require_POST
def keep(request: HttpRequest, cycle: str) -> HttpResponse:
    """Take the proposed plan as it is, to change it."""
    view = _cycle(request, cycle)
    save_plan(view.cycle, by=subject_of(request), at=clock.now())
    return redirect("classroom:plan", cycle)


@require_POST
def again(request: HttpRequest, cycle: str) -> HttpResponse:
    """Go back to the proposed plan."""
    view = _cycle(request, cycle)
    start_again(view.cycle, by=subject_of(request), at=clock.now())
    return redirect("classroom:plan", cycle)


@require_POST
def undo(request: HttpRequest, cycle: str) -> HttpResponse:
    """Put back what was replaced or taken out last."""
    view = _cycle(request, cycle)
    if put_back(view.cycle, by=subject_of(request), at=clock.now()) is None:
        messages.error(request, _("The plan was changed since: there is nothing to undo."))
    return redirect("classroom:plan", cycle)


@require_POST
def check_in(request: HttpRequest, cycle: str) -> HttpResponse:
    """Change how long people may take to arrive."""
    view = _cycle(request, cycle)
    form = CheckInForm(request.POST)
    if form.is_valid():
        minutes = form.cleaned_data["minutes"]
        set_check_in(view.cycle, minutes=minutes, by=subject_of(request), at=clock.now())
    else:
        messages.error(request, _("Give the check-in as minutes between 0 and 60."))
    return redirect("classroom:plan", cycle)


@require_POST
def add(request: HttpRequest, cycle: str) -> HttpResponse:
    """A new block."""
    view = _cycle(request, cycle)
    form = NewActivityForm(request.POST, course=view.module.course)
    if not form.is_valid():
        messages.error(request, _("Choose an activity, and give its minutes between 1 and 240."))
        return redirect("classroom:plan", cycle)
    if "instead" in request.POST:
        return _swap(request, view, form)
    fix = form.cleaned_data["misconception"]
    made = add_activity(
        view.cycle,
        technique=form.cleaned_data["technique"],
        title=fix_named(view.cycle, fix),
        minutes=form.cleaned_data["minutes"],
        misconception=fix,
        by=subject_of(request),
        at=clock.now(),
    )
    return _to_block(cycle, made.code)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, cycle: str, activity: str) -> HttpResponse:
    """A block's words and minutes."""
    view = _cycle(request, cycle)
    row = activity_in(view.cycle, activity)
    objectives = plan_objectives(view.cycle)
    if request.method == "GET":
        form = ActivityForm(initial=vars(row), objectives=objectives)
        return render(request, "classroom/activity.html", {"view": view, "row": row, "form": form})
    form = ActivityForm(request.POST, objectives=objectives)
    if not form.is_valid():
        context = {"view": view, "row": row, "form": form}
        return render(request, "classroom/activity.html", context, status=422)
    change_activity(
        row,
        title=form.cleaned_data["title"] or row.title,
        minutes=form.cleaned_data["minutes"],
        talk_minutes=form.cleaned_data["talk_minutes"] or 0,
        notes=form.cleaned_data["notes"],
        objective=form.cleaned_data["objective"],
        by=subject_of(request),
        at=clock.now(),
    )
    return _to_block(cycle, activity)


@require_POST
def move(request: HttpRequest, cycle: str, activity: str) -> HttpResponse:
    """One place up or down."""
    view = _cycle(request, cycle)
    row = activity_in(view.cycle, activity)
    up = request.POST.get("to") == "up"
    move_activity(row, up=up, by=subject_of(request), at=clock.now())
    return _to_block(cycle, activity)


@require_POST
def remove(request: HttpRequest, cycle: str, activity: str) -> HttpResponse:
    """Take a block out."""
    view = _cycle(request, cycle)
    row = activity_in(view.cycle, activity)
    remove_activity(row, by=subject_of(request), at=clock.now())
    return redirect("classroom:plan", cycle)


def _swap(request: HttpRequest, view: CycleView, form: NewActivityForm) -> HttpResponse:
    """A block of the plan gives its place to what was chosen; the page begins with the way back."""
    swap_activity(
        activity_in(view.cycle, request.POST["instead"]),
        technique=form.cleaned_data["technique"],
        minutes=form.cleaned_data["minutes"],
        by=subject_of(request),
        at=clock.now(),
    )
    return redirect("classroom:plan", view.cycle.code)


def _forms(view: CycleView, plan: PlanView) -> dict[str, object]:
    minutes = {"minutes": plan.check_in_minutes}
    return {
        "add_form": NewActivityForm(auto_id="new_%s", course=view.module.course),
        "check_in_form": CheckInForm(initial=minutes, auto_id="check_in_%s"),
        "room_form": RoomForm.showing(view.cycle),
    }


def _cycle(request: HttpRequest, code: str) -> CycleView:
    return cycle_for(subject_of(request), code, at=clock.now(), roles=STAFF)


def _to_block(cycle: str, activity: str) -> HttpResponse:
    response = redirect("classroom:plan", cycle)
    response["Location"] += f"#{activity}"
    return response


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response

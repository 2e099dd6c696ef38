"""The teams of a meeting: made, looked at, changed on the day, locked, printed; and its seats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom import doors
from volteface.classroom.actions import teams as acts
from volteface.classroom.actions.seats import clear_seats, say_seat, set_seats
from volteface.classroom.models import Participant
from volteface.classroom.queries.seat_sheets import read_for, seats_listed
from volteface.classroom.queries.team_facts import key_questions, last_teams
from volteface.classroom.queries.team_page import subjects_chosen, teams_page
from volteface.classroom.team_forms import ChangeForm, MakeTeamsForm, OwnSeatForm, SeatsForm
from volteface.classroom.team_papers import team_paper
from volteface.core import clock
from volteface.core.errors import DomainError, Missing
from volteface.timetable.queries import PLANNERS, STAFF, cycle_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from volteface.classroom.models import TeamPlan
    from volteface.timetable.queries import CycleView


@require_GET
def teams(request: HttpRequest, cycle: str) -> HttpResponse:
    """Every team with its people; a tutor sees those of their groups."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    page = teams_page(view, subject, at)
    context = {"view": view, "page": page}
    if page.may_change:
        context["form"] = _make_form(view, page.plan)
    return render(request, "classroom/teams.html", context)


@require_POST
def make(request: HttpRequest, cycle: str) -> HttpResponse:
    """New teams of everybody."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=PLANNERS)
    questions, has_last = key_questions(view.cycle), bool(last_teams(view.cycle))
    form = MakeTeamsForm(request.POST, questions=questions, has_last=has_last)
    if not form.is_valid():
        context = {"view": view, "page": teams_page(view, subject, at), "form": form}
        return render(request, "classroom/teams.html", context, status=422)
    _do(
        request,
        lambda: acts.make_teams(
            view.cycle,
            size=form.cleaned_data["size"],
            groups=form.cleaned_data["groups"],
            question=form.version(),
            names_shown=form.cleaned_data["names_shown"],
            by=subject,
            at=at,
        ),
    )
    return redirect("classroom:teams", cycle)


@require_POST
def change(request: HttpRequest, cycle: str) -> HttpResponse:
    """One change, by the button that was pressed; back to the team it was about."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=PLANNERS)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose people and what to do with them."))
        return redirect("classroom:teams", cycle)
    people = subjects_chosen(view, subject, request.POST.getlist("who"), at)
    to = form.cleaned_data["to"] or 0
    changes: dict[str, Callable[[], TeamPlan]] = {
        "move": lambda: acts.move_people(view.cycle, people, to=to, by=subject, at=at),
        "absent": lambda: acts.mark_absent(view.cycle, people, by=subject, at=at),
        "here": lambda: acts.take_in(view.cycle, people, by=subject, at=at),
        "room": lambda: acts.take_from_room(view.cycle, by=subject, at=at),
        "lock": lambda: acts.lock_teams(view.cycle, by=subject, at=at),
        "open": lambda: acts.open_teams(view.cycle, by=subject, at=at),
        "undo": lambda: acts.undo_teams(view.cycle, by=subject, at=at),
    }
    _do(request, changes[form.cleaned_data["do"]])
    response = redirect("classroom:teams", cycle)
    if form.cleaned_data["do"] == "move" and to:
        response["Location"] += f"#team-{to}"
    return response


@require_http_methods(["GET", "POST"])
def seats(request: HttpRequest, cycle: str) -> HttpResponse:
    """Paste who sits where, or forget it all."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=PLANNERS)
    if request.method == "POST" and "clear" in request.POST:
        clear_seats(view.cycle, by=subject, at=at)
        messages.success(request, _("No seats are noted any more."))
        return redirect("classroom:team_seats", cycle)
    form = SeatsForm(request.POST or None)
    sheet = None
    if request.method == "POST" and form.is_valid():
        sheet = read_for(view.cycle, form.cleaned_data["seats"])
        if sheet.seats:
            count = set_seats(view.cycle, sheet.seats, by=subject, at=at)
            said = ngettext("%(n)s seat is noted.", "%(n)s seats are noted.", count)
            messages.success(request, said % {"n": count})
        if not (sheet.nobody or sheet.nowhere):
            return redirect("classroom:teams", cycle)
    context = {"view": view, "form": form, "sheet": sheet, "listed": seats_listed(view.cycle)}
    status = 422 if request.method == "POST" else 200
    return render(request, "classroom/team_seats.html", context, status=status)


@require_GET
def paper(request: HttpRequest, cycle: str, paper: str) -> HttpResponse:
    """The list by name, the signs for the tables, or a sheet for each team."""
    view = cycle_for(subject_of(request), cycle, at=clock.now(), roles=PLANNERS)
    response = HttpResponse(team_paper(view, paper), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="teams-{paper}-{view.module.key}.pdf"'
    return response


@login_not_required
@require_POST
def own_seat(request: HttpRequest, code: str) -> HttpResponse:
    """Say where one sits; only members of the cohort are put into teams."""
    at = clock.now()
    room = doors.room_found(request, code, at)
    sitting = doors.seat_in(request, room, at)
    if sitting is None or sitting.kind != Participant.Kind.MEMBER:
        raise Missing
    form = OwnSeatForm(request.POST)
    if form.is_valid():
        say_seat(room.cycle, sitting.subject, spot=form.spot(), at=at)
        messages.success(request, _("Your seat is noted."))
    else:
        messages.error(request, _("Give the row as a number or a letter, and the seat's number."))
    return redirect("classroom:phone", room.code)


def _do(request: HttpRequest, act: Callable[[], TeamPlan]) -> None:
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))


def _make_form(view: CycleView, plan: TeamPlan | None) -> MakeTeamsForm:
    """The form as the teams were made the last time, or as they usually are."""
    questions = key_questions(view.cycle)
    initial: dict[str, object] = {"question": questions[0].version.code if questions else ""}
    if plan is not None:
        initial = {
            "size": plan.size,
            "groups": plan.groups,
            "names_shown": plan.names_shown,
            "question": plan.question.code if plan.question else "",
        }
    return MakeTeamsForm(
        initial=initial, questions=questions, has_last=bool(last_teams(view.cycle))
    )

"""The participants' side of a room: joining by a POST, the phone, checks of several questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.classroom import doors
from volteface.classroom.actions.ballots import give_ballot
from volteface.classroom.actions.joining import join_as_guest, join_as_member
from volteface.classroom.errors import TooManyGuesses
from volteface.classroom.forms import CodeForm, NameForm
from volteface.classroom.queries.phones import is_of_the_cohort, phone_screen
from volteface.classroom.queries.rooms import fitted, full_state
from volteface.classroom.queries.streams import stream_path
from volteface.classroom.rules.state import PHONE, for_role
from volteface.core import clock, htmx
from volteface.core.errors import Missing
from volteface.timetable.queries import audience_of

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_not_required
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Type a code, go to its room."""
    if request.method == "GET":
        return doors.mark_device(request, render(request, "classroom/door.html", {"typed": ""}))
    form = CodeForm(request.POST)
    code = doors.tidy_code(form.cleaned_data["code"]) if form.is_valid() else ""
    try:
        if len(code) == doors.KIT_LETTERS:
            return redirect("classroom:table", doors.kit_found(request, code, clock.now()).code)
        room = doors.room_found(request, code, clock.now())
    except TooManyGuesses as error:
        return render(
            request, "classroom/door.html", {"typed": code, "error": str(error)}, status=429
        )
    except Missing:
        words = _("Nothing is open under this code. Look at the screen or the kit again.")
        return render(request, "classroom/door.html", {"typed": code, "error": words}, status=422)
    return redirect("classroom:phone", room.code)


@login_not_required
@require_GET
def phone(request: HttpRequest, code: str) -> HttpResponse:
    """The room on a phone: a way in, then whatever the room is doing."""
    at = clock.now()
    try:
        room = doors.room_found(request, code, at)
    except TooManyGuesses as error:
        return render(
            request, "classroom/door.html", {"typed": "", "error": str(error)}, status=429
        )
    seat = doors.seat_in(request, room, at)
    if seat is None:
        member = is_of_the_cohort(room, doors.signed_in(request), at)
        context = {"room": room, "member": member, "form": NameForm()}
        return doors.mark_device(request, render(request, "classroom/join.html", context))
    ballot, empty = doors.ballot_in(request, room, at), request.GET.get("empty", "")[:12]
    context = {
        "room": room,
        "seat": seat,
        "screen": phone_screen(room, seat, at, empty=empty, ballot=ballot),
        "now_ms": int(at.timestamp() * 1000),
        "stream": stream_path(room, PHONE, seat.subject, at),
    }
    answer = htmx.answer(request, "classroom/phone.html", context, block="stage")
    return doors.drop_ballot(request, answer, room)


@login_not_required
@require_POST
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Take a seat: the one thing that makes attendance."""
    at = clock.now()
    room = doors.room_found(request, code, at)
    subject = doors.signed_in(request)
    response = redirect("classroom:phone", room.code)
    if subject is not None and is_of_the_cohort(room, subject, at):
        seat = join_as_member(room, subject=subject, at=at)
        return doors.hand_ballot(response, room, give_ballot(room, seat), at)
    known = doors.seat_in(request, room, at)
    if known is not None:
        return doors.hand_ballot(response, room, give_ballot(room, known), at)
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A name of at most 40 letters, or none."))
        return response
    learners = audience_of(room.cycle).count()
    seat = join_as_guest(room, name=form.cleaned_data["name"], learners=learners, at=at)
    doors.give_seat(response, room, seat, at)
    return doors.hand_ballot(response, room, give_ballot(room, seat), at)


@login_not_required
@require_GET
def state(request: HttpRequest, code: str) -> HttpResponse:
    """The phone's state, for when its stream does not come through."""
    at = clock.now()
    room = doors.room_found(request, code, at)
    if doors.seat_in(request, room, at) is None:
        raise Missing
    return JsonResponse(fitted(for_role(full_state(room), PHONE)))

"""The teacher's side of a room: open it, present, project, move its rounds, close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.ballots import vote_anonymously
from volteface.classroom.actions.rooms import (
    add_check,
    add_vote,
    allow_guests,
    black_out,
    close_room,
    extend_round,
    move_round,
    open_room,
    show_round,
)
from volteface.classroom.errors import AlreadyAsked, NothingToAsk, NotTheNextPhase
from volteface.classroom.forms import VoteForm
from volteface.classroom.queries.attendance import has_met
from volteface.classroom.queries.card_results import latest_order
from volteface.classroom.queries.material import check_versions, questions_of
from volteface.classroom.queries.rooms import (
    fitted,
    full_state,
    open_room_of,
    room_for_staff,
    round_in,
)
from volteface.classroom.queries.screens import presenter_screen, projector_screen
from volteface.classroom.queries.streams import stream_path
from volteface.classroom.rules.rounds import Phase
from volteface.classroom.rules.state import PRESENTER, PROJECTOR, for_role
from volteface.core import clock, htmx
from volteface.learning.models import Draw
from volteface.timetable.queries import STAFF, cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest

CHECKS = (Draw.Purpose.OPENING_CHECK, Draw.Purpose.EXIT_TICKET)


@require_POST
def open_for(request: HttpRequest, cycle: str) -> HttpResponse:
    """Open the cycle's room, or go to the one that is open."""
    at = clock.now()
    view = cycle_for(subject_of(request), cycle, at=at, roles=STAFF)
    room = open_room_of(view.cycle) or open_room(view.cycle, by=subject_of(request), at=at)
    return redirect("classroom:presenter", room.code)


@require_GET
def presenter(request: HttpRequest, code: str) -> HttpResponse:
    """The private view: bars, advice, the next button, the plan's time."""
    at = clock.now()
    room, view = room_for_staff(subject_of(request), code, at)
    screen = presenter_screen(room, view, at)
    context = {
        "view": view,
        "room": room,
        "screen": screen,
        "state": screen.state,
        "now_ms": int(at.timestamp() * 1000),
        "stream": stream_path(room, PRESENTER, subject_of(request), at),
        "game": latest_order(view.cycle),
    }
    return htmx.answer(request, "classroom/presenter.html", context, block="stage")


@require_GET
def projector(request: HttpRequest, code: str) -> HttpResponse:
    """The hall's screen: a question, a figure, a code; no names, nothing before its time."""
    at = clock.now()
    room, view = room_for_staff(subject_of(request), code, at)
    screen = projector_screen(room)
    context = {
        "view": view,
        "room": room,
        "screen": screen,
        "state": screen.state,
        "now_ms": int(at.timestamp() * 1000),
        "stream": stream_path(room, PROJECTOR, subject_of(request), at),
    }
    return htmx.answer(request, "classroom/projector.html", context, block="stage")


@require_GET
def staff_state(request: HttpRequest, code: str, role: str) -> HttpResponse:
    """The state for screens whose stream does not come through."""
    room, _view = room_for_staff(subject_of(request), code, clock.now())
    return JsonResponse(fitted(for_role(full_state(room), role)))


@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Put a question to the room: it is shown, the vote not yet open."""
    at = clock.now()
    room, view = room_for_staff(subject_of(request), code, at)
    form = VoteForm(request.POST)
    wanted = form.cleaned_data["version"] if form.is_valid() else ""
    found = next(
        (item for item in questions_of(view.cycle) if wanted in ("", item.version.code)), None
    )
    if found is None:
        raise NothingToAsk(_("This module has no question that can be voted on yet."))
    seconds = form.cleaned_data.get("seconds") or 90
    by = subject_of(request)
    made = add_vote(room, version=found.version, seconds=seconds, by=by, at=at)
    show_round(made, by=by, at=at)
    return redirect("classroom:presenter", code)


@require_POST
def check(request: HttpRequest, code: str, purpose: str) -> HttpResponse:
    """Open an opening check or exit ticket on the phones."""
    at = clock.now()
    room, view = room_for_staff(subject_of(request), code, at)
    by = subject_of(request)
    count = 4 if purpose == Draw.Purpose.OPENING_CHECK else 3
    versions = check_versions(view.cycle, count=count)
    made = add_check(room, purpose=purpose, versions=versions, by=by, at=at)
    move_round(made, to=Phase.FIRST_VOTE, by=by, at=at)
    return redirect("classroom:presenter", code)


@require_POST
def move(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Take a round to its next phase; a second press changes nothing."""
    at = clock.now()
    room, _view = room_for_staff(subject_of(request), code, at)
    current = round_in(room, round_code)
    to = request.POST.get("to", "")
    try:
        if to in Phase:
            move_round(current, to=Phase(to), by=subject_of(request), at=at)
    except NotTheNextPhase as error:
        messages.info(request, str(error))
    return redirect("classroom:presenter", code)


@require_POST
def more_time(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Thirty seconds more for everybody."""
    at = clock.now()
    room, _view = room_for_staff(subject_of(request), code, at)
    extend_round(round_in(room, round_code), seconds=30, at=at)
    return redirect("classroom:presenter", code)


@require_POST
def black(request: HttpRequest, code: str) -> HttpResponse:
    """Darken the projector, or light it again."""
    at = clock.now()
    room, _view = room_for_staff(subject_of(request), code, at)
    black_out(room, black=request.POST.get("black") == "1", at=at)
    return redirect("classroom:presenter", code)


@require_POST
def guests(request: HttpRequest, code: str) -> HttpResponse:
    """Let people without an account in, or no more of them."""
    at = clock.now()
    room, _view = room_for_staff(subject_of(request), code, at)
    allowed = request.POST.get("allowed") == "1"
    allow_guests(room, allowed=allowed, by=subject_of(request), at=at)
    return redirect("classroom:presenter", code)


@require_POST
def anonymous(request: HttpRequest, code: str) -> HttpResponse:
    """Let the room vote anonymously, or by name; settled before its first question."""
    at = clock.now()
    room, _view = room_for_staff(subject_of(request), code, at)
    wanted = request.POST.get("anonymous") == "1"
    try:
        vote_anonymously(room, anonymous=wanted, by=subject_of(request), at=at)
    except AlreadyAsked as error:
        messages.info(request, str(error))
    return redirect("classroom:presenter", code)


@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """End the meeting; two taps are quickest while it is fresh, and lead on to the debrief."""
    at = clock.now()
    room, view = room_for_staff(subject_of(request), code, at)
    close_room(room, by=subject_of(request), at=at)
    if not has_met(view.cycle, at=at):
        messages.success(request, _("The room is closed."))
        return redirect("classroom:debrief", view.cycle.code)
    messages.success(request, _("The room is closed. Two taps now, then the debrief."))
    return redirect("classroom:retro", view.cycle.code)

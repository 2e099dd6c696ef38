"""Who is at a room's door: the room of a code, and the seat of whoever asks."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings

from volteface.accounts.queries import subject_of
from volteface.classroom import guesses
from volteface.classroom.queries.ballots import ballot_from, ballot_token
from volteface.classroom.queries.rooms import room_in_sight, seat_by_subject_id, seat_of
from volteface.classroom.queries.tables import kit_with_code
from volteface.core.errors import Missing
from volteface.core.lanes import tokens

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Participant, PrintedKit, Room

SEAT = "seat"
# A printed kit's code is longer than a room's.
KIT_LETTERS = 10
_DEVICE = "room-device"
_SEAT_SECONDS = 60 * 60 * 24
# Crockford: what people read for a symbol that is not in the alphabet.
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", "-": "", " ": ""})


def tidy_code(typed: str) -> str:
    """A code as it is stored, however it was typed."""
    return typed.strip().upper().translate(_READ_AS)[:12]


def room_found(request: HttpRequest, code: str, at: dt.datetime) -> Room:
    """The room of a code; a code that leads nowhere is counted, and `Missing`.

    People who are signed in are known, so they are not held up by strangers' guesses.
    """
    return _counted(request, lambda: room_in_sight(code, at), at)


def kit_found(request: HttpRequest, code: str, at: dt.datetime) -> PrintedKit:
    """The printed kit of a code; wrong ones are counted with the rooms'."""
    return _counted(request, lambda: kit_with_code(code), at)


def _counted[Found](request: HttpRequest, look: Callable[[], Found], at: dt.datetime) -> Found:
    device = request.COOKIES.get(_DEVICE, "")[:40]
    address = str(request.META.get("REMOTE_ADDR", ""))[:60]
    if not request.user.is_authenticated:
        guesses.check(device, address, at=at)
    elif device:
        guesses.check(device, "", at=at)
    try:
        return look()
    except Missing:
        guesses.failed(device, address, at=at)
        raise


def mark_device(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let this browser have a count of its own until it is closed."""
    if _DEVICE not in request.COOKIES:
        response.set_cookie(
            _DEVICE,
            secrets.token_urlsafe(12),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def seat_in(request: HttpRequest, room: Room, at: dt.datetime) -> Participant | None:
    """The seat of the signed-in person, or of the guest whose cookie this is."""
    subject = signed_in(request)
    if subject is not None:
        seat = seat_of(room, subject)
        if seat is not None:
            return seat
    claims = tokens.read(request.COOKIES.get(_seat_cookie(room), ""), use=SEAT, at=at)
    if claims is None or claims.target_id != room.pk:
        return None
    return seat_by_subject_id(room, claims.subject_id)


def signed_in(request: HttpRequest) -> Subject | None:
    """The subject of who is signed in, if anybody is."""
    try:
        return subject_of(request)
    except Missing:
        return None


def give_seat(response: HttpResponse, room: Room, seat: Participant, at: dt.datetime) -> None:
    """Let a guest's browser prove its seat; the cookie goes to this room's pages only."""
    token = tokens.make(
        SEAT,
        subject_id=seat.subject_id,
        target_id=room.pk,
        scope=room.code,
        epoch=seat.subject.epoch,
        at=at,
    )
    response.set_cookie(
        _seat_cookie(room),
        token,
        max_age=_SEAT_SECONDS,
        path=f"/room/{room.code}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def ballot_in(request: HttpRequest, room: Room, at: dt.datetime) -> uuid.UUID | None:
    """The ballot this browser holds for an anonymous room that is open."""
    return ballot_from(request.COOKIES.get(_ballot_cookie(room), ""), room, at)


def hand_ballot(
    response: HttpResponse, room: Room, ballot: uuid.UUID | None, at: dt.datetime
) -> HttpResponse:
    """Let the browser keep a ballot until the close: the one place where it and a seat meet."""
    if ballot is not None:
        response.set_cookie(
            _ballot_cookie(room),
            ballot_token(room, ballot, at),
            max_age=_SEAT_SECONDS,
            path=f"/room/{room.code}/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def drop_ballot(request: HttpRequest, response: HttpResponse, room: Room) -> HttpResponse:
    """Take the ballot out of a browser once the room has closed."""
    if room.closed_at is not None and _ballot_cookie(room) in request.COOKIES:
        response.delete_cookie(_ballot_cookie(room), path=f"/room/{room.code}/")
    return response


def _ballot_cookie(room: Room) -> str:
    return f"ballot-{room.code}"


def _seat_cookie(room: Room) -> str:
    return f"room-{room.code}"

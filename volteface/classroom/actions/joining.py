"""Join a room: a member's row is their attendance, a guest is a name or a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import make_guest
from volteface.classroom.errors import GuestsAreNotAllowed, RoomIsClosed
from volteface.classroom.models import Participant, Room
from volteface.classroom.queries.rooms import guests_in
from volteface.classroom.rules.names import clean_name

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject

# Beyond this a flood is likelier than a full house: the teacher may still let them in.
FEWEST_GUESTS, GUESTS_PER_LEARNER = 500, 3


def join_as_member(room: Room, *, subject: Subject, at: dt.datetime) -> Participant:
    """Take a seat under one's own subject; joining twice is joining once."""
    _check_open(room)
    seat, _made = Participant.objects.get_or_create(
        room=room, subject=subject, defaults={"kind": Participant.Kind.MEMBER, "joined_at": at}
    )
    return seat


def join_as_guest(room: Room, *, name: str, learners: int, at: dt.datetime) -> Participant:
    """Take a seat without an account; a name nobody should read becomes a number.

    Refused when guests are not allowed, and when more come than the room can have.
    """
    _check_open(room)
    guests = guests_in(room)
    if not room.guests_allowed:
        raise GuestsAreNotAllowed(_("This room is for its course only. Sign in, then join."))
    if guests >= max(FEWEST_GUESTS, GUESTS_PER_LEARNER * learners):
        raise GuestsAreNotAllowed(_("No more guests fit in. Ask the teacher to let you in."))
    with transaction.atomic():
        return Participant.objects.create(
            room=room,
            subject=make_guest(),
            kind=Participant.Kind.GUEST,
            name=clean_name(name) or _("Guest %(number)s") % {"number": guests + 1},
            joined_at=at,
        )


def _check_open(room: Room) -> None:
    if room.closed_at is not None:
        raise RoomIsClosed(_("This room has been closed."))

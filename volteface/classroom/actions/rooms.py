"""Open a room, run its rounds, close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.classroom.errors import NothingToAsk, NotTheNextPhase, RoomIsClosed
from volteface.classroom.models import Room, Round
from volteface.classroom.rules.rounds import Phase, next_phases
from volteface.core import changes, jobs
from volteface.learning.actions import close_draw, open_draw, reopen_draw
from volteface.learning.models import Draw

from .ballots import write_votes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

SHORTEST, LONGEST = 15, 600
WRITE_VOTES = "classroom.write_votes"


def open_room(cycle: Cycle, *, by: Subject | None, at: dt.datetime, guests: bool = True) -> Room:
    """The cycle's room; one that is open already is found again."""
    with transaction.atomic():
        room = Room.objects.filter(cycle=cycle, closed_at__isnull=True).order_by("-pk").first()
        if room is None:
            room = Room.objects.create(cycle=cycle, opened_at=at, guests_allowed=guests)
            record(by, "open_room", noun="room", code=room.code, at=at)
    return room


def add_vote(
    room: Room, *, version: QuestionVersion, seconds: int = 90, by: Subject | None, at: dt.datetime
) -> Round:
    """A new round on one question, waiting; its two draws take no answer yet."""
    return _add_round(
        room, purpose=Draw.Purpose.VOTE, versions=[version], seconds=seconds, by=by, at=at
    )


def add_check(
    room: Room,
    *,
    purpose: str,
    versions: Sequence[QuestionVersion],
    by: Subject | None,
    at: dt.datetime,
) -> Round:
    """An opening check or exit ticket of several questions, waiting."""
    if not versions:
        raise NothingToAsk(_("This module has no question that can be asked here yet."))
    return _add_round(
        room, purpose=purpose, versions=versions, seconds=60 * len(versions), by=by, at=at
    )


def move_round(current: Round, *, to: str, by: Subject | None, at: dt.datetime) -> Round:
    """Take a round to its next phase and the room with it.

    Closes the vote that ends and opens the one that begins. Refuses a step that is not next,
    which is also what a second press of the same button gets.
    """
    with transaction.atomic():
        room = _open_room(current.room_id)
        current = (
            Round.objects.select_for_update(of=("self",))
            .select_related("first", "second")
            .get(pk=current.pk)
        )
        is_check = current.first.purpose != Draw.Purpose.VOTE
        wanted = Phase(to)
        if wanted not in next_phases(Phase(current.phase), is_check=is_check):
            raise NotTheNextPhase(_("This round has been moved on already."))
        _set_phase(current, to=wanted, at=at)
        # Another round may still be open in a second window: there is one in hand, this one.
        if room.current_round_id not in (None, current.pk):
            _end(Round.objects.get(pk=room.current_round_id), at=at)
        room.current_round = current
        _changed(room, at=at)
        record(
            by, "move_round", noun="round", code=current.code, at=at, detail={"to": wanted.value}
        )
    return current


def show_round(current: Round, *, by: Subject | None, at: dt.datetime) -> Room:
    """Put a waiting round's question on the screens, to be read before the vote."""
    with transaction.atomic():
        room = _open_room(current.room_id)
        if room.current_round_id not in (None, current.pk):
            _end(Round.objects.get(pk=room.current_round_id), at=at)
        room.current_round = current
        _changed(room, at=at)
        record(by, "show_round", noun="round", code=current.code, at=at)
    return room


def extend_round(current: Round, *, seconds: int, at: dt.datetime) -> Round:
    """Give the vote in hand more time on every timer."""
    with transaction.atomic():
        room = _open_room(current.room_id)
        current.seconds = max(SHORTEST, min(LONGEST, current.seconds + seconds))
        current.save(update_fields=["seconds"])
        _changed(room, at=at)
    return current


def black_out(room: Room, *, black: bool, at: dt.datetime) -> Room:
    """Show nothing on the projector, or show it again."""
    with transaction.atomic():
        room = _open_room(room.pk)
        room.black = black
        room.save(update_fields=["black"])
        _changed(room, at=at)
    return room


def allow_guests(room: Room, *, allowed: bool, by: Subject | None, at: dt.datetime) -> Room:
    """Let people without an account in, or no more of them; whoever is in stays in."""
    with transaction.atomic():
        room = _open_room(room.pk)
        room.guests_allowed = allowed
        room.save(update_fields=["guests_allowed"])
        record(by, "allow_guests", noun="room", code=room.code, at=at, detail={"allowed": allowed})
    return room


def tell_teams(cycle: Cycle, *, at: dt.datetime) -> None:
    """Let every phone in the cycle's open room look again for its team."""
    for room in Room.objects.select_for_update().filter(cycle=cycle, closed_at__isnull=True):
        room.teams_told += 1
        room.save(update_fields=["teams_told"])
        _changed(room, at=at)


def close_room(room: Room, *, by: Subject | None, at: dt.datetime) -> Room:
    """End the meeting: every vote closes, the exit ticket stays open for those on their way.

    In an anonymous room the ticket closes too, for the ballots end here.
    """
    with transaction.atomic():
        room = Room.objects.select_for_update().get(pk=room.pk)
        if room.closed_at is not None:
            return room
        for each in room.rounds.select_related("first", "second"):
            if room.anonymous or each.first.purpose != Draw.Purpose.EXIT_TICKET:
                _end(each, at=at)
        room.closed_at = at
        room.black = False
        room.save(update_fields=["closed_at", "black"])
        _changed(room, at=at)
        record(by, "close_room", noun="room", code=room.code, at=at)
        if room.anonymous:
            jobs.enqueue(
                WRITE_VOTES, nonce=f"{room.code}:votes", payload={"room": room.code}, run_at=at
            )
    if room.anonymous:
        # At once; the job is there for a process that dies in between.
        write_votes(room)
    return room


def _add_round(
    room: Room,
    *,
    purpose: str,
    versions: Sequence[QuestionVersion],
    seconds: int,
    by: Subject | None,
    at: dt.datetime,
) -> Round:
    with transaction.atomic():
        room = _open_room(room.pk)
        position = room.rounds.count() + 1
        is_vote = purpose == Draw.Purpose.VOTE
        draws = [
            open_draw(
                purpose,
                cohort=room.cycle.cohort,
                cycle=room.cycle,
                nonce=f"{room.code}:{position}:{turn}",
                versions=versions,
                # Closed until its vote begins: an answer forged before then never counts.
                closes_at=at,
                immediate_feedback=False,
                at=at,
            )
            for turn in ((1, 2) if is_vote else (1,))
        ]
        made = Round.objects.create(
            room=room,
            position=position,
            first=draws[0],
            second=draws[1] if is_vote else None,
            seconds=max(SHORTEST, min(LONGEST, seconds)),
            phase_at=at,
        )
        _changed(room, at=at)
        record(by, "add_round", noun="round", code=made.code, at=at, detail={"purpose": purpose})
    return made


def _set_phase(current: Round, *, to: Phase, at: dt.datetime) -> None:
    _close_votes(current, at=at)
    if to is Phase.FIRST_VOTE:
        reopen_draw(current.first, closes_at=None, at=at)
    elif to is Phase.SECOND_VOTE and current.second is not None:
        reopen_draw(current.second, closes_at=None, at=at)
    current.phase = to.value
    current.phase_at = at
    current.save(update_fields=["phase", "phase_at"])


def _end(current: Round, *, at: dt.datetime) -> None:
    """Close a round that was left: what was voted stays, and its result may be shown."""
    if current.phase in (Phase.WAITING, Phase.RESULT):
        return
    _close_votes(current, at=at)
    current.phase = Phase.RESULT.value
    current.phase_at = at
    current.save(update_fields=["phase", "phase_at"])


def _close_votes(current: Round, *, at: dt.datetime) -> None:
    if current.phase == Phase.FIRST_VOTE:
        close_draw(current.first, at=at)
    elif current.phase == Phase.SECOND_VOTE and current.second is not None:
        close_draw(current.second, at=at)


def _open_room(room_id: int) -> Room:
    room = (
        Room.objects.select_for_update(of=("self",)).select_related("cycle__cohort").get(pk=room_id)
    )
    if room.closed_at is not None:
        raise RoomIsClosed(_("This room has been closed."))
    return room


def _changed(room: Room, *, at: dt.datetime) -> None:
    """A new version for every screen; told after the commit."""
    room.version += 1
    room.save(update_fields=["version", "current_round"])
    changes.announce("room", room.code, at=at)

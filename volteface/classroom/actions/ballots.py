"""Anonymous voting: settle it for a room, give each participant one ballot, write the votes down.

See docs/decisions/0011-anonymous-votes.md for what is promised and what is not.
"""

from __future__ import annotations

import random
import uuid
from itertools import batched
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import make_guest, record
from volteface.accounts.models import Subject
from volteface.classroom.errors import AlreadyAsked, RoomIsClosed
from volteface.classroom.models import AnonymousVote, Participant, Room
from volteface.core import changes
from volteface.learning.actions import Incoming, judged, store_all
from volteface.learning.queries import draw_facts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from volteface.learning.queries import DrawFacts

# Ballots written down in one transaction: a meeting has some ten votes on each.
_WRITTEN = 10


def vote_anonymously(room: Room, *, anonymous: bool, by: Subject | None, at: dt.datetime) -> Room:
    """Let the room vote by ballot, or by name again; refused once a question was put to it."""
    with transaction.atomic():
        room = Room.objects.select_for_update().get(pk=room.pk)
        if room.closed_at is not None:
            raise RoomIsClosed(_("This room has been closed."))
        if room.rounds.exists():
            raise AlreadyAsked(_("A question has been asked already: this room stays as it is."))
        room.anonymous = anonymous
        room.version += 1
        room.save(update_fields=["anonymous", "version"])
        changes.announce("room", room.code, at=at)
        record(
            by, "vote_anonymously", noun="room", code=room.code, at=at,
            detail={"anonymous": anonymous},
        )  # fmt: skip
    return room


def give_ballot(room: Room, seat: Participant) -> uuid.UUID | None:
    """A ballot for this participant of an anonymous room, once; whose it is stands nowhere.

    A second asking gets none: who votes from two browsers would count twice.
    """
    if not room.anonymous or room.closed_at is not None:
        return None
    given = Participant.objects.filter(pk=seat.pk, has_ballot=False).update(has_ballot=True)
    return uuid.uuid4() if given else None


def write_votes(room: Room) -> int:
    """Turn a closed anonymous room's votes into responses of new subjects, in shuffled order.

    Ballots end here: each becomes a subject without a person, and its number is deleted with its
    votes. Interrupted, it goes on where it stopped; repeated, it finds nothing left to do.
    """
    draws = _draws_of(room)
    by_ballot: dict[uuid.UUID, list[AnonymousVote]] = {}
    for vote in AnonymousVote.objects.filter(draw__in=draws).select_related("version"):
        by_ballot.setdefault(vote.ballot, []).append(vote)
    facts = {draw_id: draw_facts(draw_id) for draw_id in draws}
    written = 0
    for chunk in batched(_shuffled(by_ballot), _WRITTEN):
        written += _write([vote for ballot in chunk for vote in by_ballot[ballot]], facts)
    return written


def _draws_of(room: Room) -> set[int]:
    pairs = room.rounds.values_list("first_id", "second_id")
    return {draw_id for pair in pairs for draw_id in pair if draw_id is not None}


def _shuffled[Item](items: Iterable[Item]) -> list[Item]:
    order = list(items)
    # The system's own randomness: there is no seed from which the order could be found again.
    random.SystemRandom().shuffle(order)
    return order


def _write(votes: Sequence[AnonymousVote], facts: Mapping[int, DrawFacts | None]) -> int:
    with transaction.atomic():
        rows = AnonymousVote.objects.filter(pk__in=[vote.pk for vote in votes])
        # Another process may have written some of these ballots down meanwhile, each as a whole.
        waiting = set(rows.select_for_update().values_list("pk", flat=True))
        kept = _shuffled(vote for vote in votes if vote.pk in waiting)
        # In shuffled order as well: a subject's key says no more than a response's number.
        subjects = {
            ballot: make_guest(Subject.Kind.ANONYMOUS)
            for ballot in _shuffled({vote.ballot for vote in kept})
        }
        store_all(
            [
                judged(_incoming(vote, subjects[vote.ballot]), known, at=vote.accepted_at)
                for vote in kept
                if (known := facts[vote.draw_id]) is not None
            ]
        )
        rows.delete()
    return len(kept)


def _incoming(vote: AnonymousVote, subject: Subject) -> Incoming:
    return Incoming(
        answer_id=uuid.uuid4(),
        subject_id=subject.pk,
        version=vote.version,
        answer=vote.answer,
        certainty=vote.certainty,
    )

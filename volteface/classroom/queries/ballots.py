"""Anonymous votes as they are counted, and the tokens of the ballots they are on."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from volteface.classroom.models import AnonymousVote
from volteface.core.lanes import tokens
from volteface.learning.queries import ResponseRow, current_responses

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from volteface.classroom.models import Room
    from volteface.learning.models import Draw

BALLOT_USE, VOTE_USE = "ballot", "vote"
# Where the lane takes votes on ballots.
VOTE_PATH = "/v/"
# A ballot is nobody's.
NOBODY = 0


def ballot_token(room: Room, ballot: uuid.UUID, at: dt.datetime) -> str:
    """What a browser keeps of its ballot: good in this room only, naming no one."""
    return _token(BALLOT_USE, room.pk, ballot, at)


def ballot_from(token: str, room: Room, at: dt.datetime) -> uuid.UUID | None:
    """The ballot behind a browser's token, while the room is open."""
    claims = tokens.read(token, use=BALLOT_USE, at=at)
    if claims is None or claims.target_id != room.pk or room.closed_at is not None:
        return None
    return uuid.UUID(claims.scope)


def vote_token(draw: Draw, ballot: uuid.UUID, at: dt.datetime) -> str:
    """What lets a ballot vote in one draw."""
    return _token(VOTE_USE, draw.pk, ballot, at)


def votes_in(draw: Draw) -> list[ResponseRow]:
    """Every vote of an anonymous room's draw: in the box, or written at the close."""
    waiting = AnonymousVote.objects.filter(draw=draw).select_related("draw", "version")
    return [*current_responses(draw), *_rows(waiting)]


def ballot_votes(ballot: uuid.UUID | None, draw: Draw) -> dict[int, ResponseRow]:
    """What is on a ballot in this draw: shown to the browser that holds it, and to nobody else."""
    if ballot is None:
        return {}
    found = AnonymousVote.objects.filter(draw=draw, ballot=ballot).select_related("draw", "version")
    return {row.version_id: row for row in _rows(found)}


def ballots_in(draw_id: int) -> int:
    """How many ballots have a vote in this draw's box."""
    return AnonymousVote.objects.filter(draw_id=draw_id).values("ballot").distinct().count()


def _token(use: str, target_id: int, ballot: uuid.UUID, at: dt.datetime) -> str:
    return tokens.make(
        use, subject_id=NOBODY, target_id=target_id, scope=ballot.hex, epoch=0, at=at
    )


def _rows(votes: Iterable[AnonymousVote]) -> list[ResponseRow]:
    return [
        ResponseRow(
            seq=0,
            subject_id=NOBODY,
            draw_id=vote.draw_id,
            purpose=vote.draw.purpose,
            cycle_id=vote.draw.cycle_id,
            cohort_id=vote.draw.cohort_id,
            version_id=vote.version_id,
            question_id=vote.version.question_id,
            answer=vote.answer,
            certainty=vote.certainty,
            correct=vote.correct,
            fraction=vote.fraction,
            chosen=_split(vote.chosen),
            misconceptions=_split(vote.misconceptions),
            accepted_at=vote.accepted_at,
            late=False,
            countable=True,
            seconds=None,
        )
        for vote in votes
    ]


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()

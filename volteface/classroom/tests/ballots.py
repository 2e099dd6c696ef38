"""Voters without a name, through the lane."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from volteface.classroom.actions.rooms import close_room
from volteface.classroom.models import Room
from volteface.classroom.queries.ballots import vote_token
from volteface.classroom.testing import DURING
from volteface.core.lanes.testing import call

if TYPE_CHECKING:
    from volteface.core.lanes.testing import LaneAnswer
    from volteface.learning.models import Draw

RIGHT, WRONG, OTHER = "o2", "o3", "o1"
LATER = DURING + dt.timedelta(minutes=3, seconds=17)


def cast_vote(draw: Draw, ballot: uuid.UUID, choice: str, **changes: str) -> LaneAnswer:
    fields = {
        "token": vote_token(draw, ballot, DURING),
        "version": draw.questions.get().version.code,
        "choice": choice,
        "answer_id": "01890a5d-ac96-774b-bcce-b302099a8057",
        "device": "the-phone-of-ann",
        "seconds": "12",
        **changes,
    }
    return call("POST", "/v/", fields=fields, as_json=True)


def cast_votes(draw: Draw, *choices: str) -> list[uuid.UUID]:
    ballots = [uuid.uuid4() for _choice in choices]
    for ballot, choice in zip(ballots, choices, strict=True):
        assert cast_vote(draw, ballot, choice).status == 200
    return ballots


def close(room: Room) -> None:
    close_room(Room.objects.get(pk=room.pk), by=None, at=LATER)

"""The room's event stream: its token opens one role, and a suspended person hears no more."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from volteface.accounts.actions import bump_epoch
from volteface.classroom.actions.joining import join_as_member
from volteface.classroom.actions.rooms import add_vote, move_round
from volteface.classroom.lane import Pulse
from volteface.classroom.queries.rooms import counts_by_code
from volteface.classroom.queries.streams import stream_path, stream_use
from volteface.classroom.rules.rounds import Phase
from volteface.classroom.testing import DURING, answer
from volteface.core.lanes import tokens
from volteface.core.lanes.hub import hub
from volteface.core.lanes.testing import call

if TYPE_CHECKING:
    from volteface.classroom.models import Room
    from volteface.classroom.testing import Held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]


def _refused(path: str) -> bool:
    return call("GET", path).status == 404


def test_a_phones_token_does_not_open_the_presenters_stream(held: Held, room: Room) -> None:
    path = stream_path(room, "phone", held.world.ann, DURING)
    assert _refused(path.replace("role=phone", "role=presenter"))
    assert _refused(path.replace("role=phone", "role=anything"))


def test_a_token_of_one_room_opens_no_other(held: Held, room: Room) -> None:
    path = stream_path(room, "phone", held.world.ann, DURING)
    assert _refused(path.replace(room.code, "AAAAAA", 1))


def test_after_suspending_the_old_address_is_dead(held: Held, room: Room) -> None:
    path = stream_path(room, "presenter", held.world.teacher, DURING)
    bump_epoch(held.world.teacher, at=DURING)
    assert _refused(path)


def test_a_made_up_token_is_refused(room: Room) -> None:
    assert _refused(f"/events/{room.code}?role=phone&token=1.2.3.4")


def test_the_address_says_role_and_language(held: Held, room: Room) -> None:
    query = parse_qs(urlsplit(stream_path(room, "projector", held.world.teacher, DURING)).query)
    assert query["role"] == ["projector"]
    claims = tokens.read(query["token"][0], use=stream_use("projector"), at=DURING)
    assert claims is not None
    assert claims.scope == room.code


def test_the_pulse_tells_a_watched_room_of_each_new_answer_once(
    held: Held, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(hub, "changed", told.append)
    pulse = Pulse()
    pulse.watch(room.code)
    pulse.beat()
    pulse.beat()
    assert told == [room.code]
    join_as_member(room, subject=held.world.ann, at=DURING)
    current = add_vote(room, version=held.versions[0], by=None, at=DURING)
    current = move_round(current, to=Phase.FIRST_VOTE, by=None, at=DURING)
    answer(held.world.ann, current.first, held.versions[0], right=True, at=DURING)
    pulse.beat()
    assert told == [room.code] * 2
    assert counts_by_code(room.code) == (1, 1)
    pulse.leave(room.code)
    pulse.beat()
    assert told == [room.code] * 2

"""Rooms: everybody gets the newest state once, and the door is shown to who must leave."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from volteface.core.lanes.hub import MOST_BYTES, Hub, encode
from volteface.core.lanes.requests import LaneRequest
from volteface.core.lanes.testing import scope_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping


class Client:
    """A browser at the other end of a stream."""

    def __init__(self, hub: Hub, *, role: str = "player", subject_id: int = 1) -> None:
        self.heard: list[bytes] = []
        self.ended = False
        self.gone = asyncio.Event()
        request = LaneRequest(scope_of("GET", "/events/ROOM/", {}), self._receive, self._send)
        stream = hub.stream(request, room="ROOM", role=role, language="en", subject_id=subject_id)
        self.task = asyncio.create_task(stream)

    async def _receive(self) -> MutableMapping[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.body":
            self.heard.append(message["body"])
            self.ended = not message.get("more_body")


def _in_a_room(scene: Callable[[Hub, dict[str, int]], Awaitable[None]]) -> None:
    state = {"version": 1}

    async def play() -> None:
        hub = Hub()
        hub.register(lambda _room, role, language: {**state, "for": f"{role} {language}"})
        await hub.start()
        try:
            await scene(hub, state)
        finally:
            await hub.stop()

    asyncio.run(play())


async def _until(happens: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not happens():  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0.001)


def test_a_client_begins_with_the_state_and_a_spread_return_time() -> None:
    async def scene(hub: Hub, _state: dict[str, int]) -> None:
        client = Client(hub)
        await _until(lambda: client.heard)
        assert client.heard[0].startswith(b"retry: ")
        assert b'"for":"player en"' in client.heard[0]
        assert b"id: 1\n" in client.heard[0]

    _in_a_room(scene)


def test_a_change_reaches_each_role_in_its_own_words() -> None:
    async def scene(hub: Hub, state: dict[str, int]) -> None:
        player, projector = Client(hub), Client(hub, role="projector")
        await _until(lambda: player.heard and projector.heard)
        state |= {"version": 2, "number": 1}
        await asyncio.to_thread(hub.changed, "ROOM")
        await _until(lambda: len(player.heard) == len(projector.heard) == 2)
        assert b'"for":"player en"' in player.heard[-1]
        assert b'"for":"projector en"' in projector.heard[-1]
        assert b"id: 2\n" in player.heard[-1]

    _in_a_room(scene)


def test_a_version_without_a_change_is_no_news() -> None:
    async def scene(hub: Hub, state: dict[str, int]) -> None:
        client = Client(hub)
        await _until(lambda: client.heard)
        state["version"] = 2
        await asyncio.to_thread(hub.changed, "ROOM")
        state |= {"version": 3, "number": 1}
        await asyncio.to_thread(hub.changed, "ROOM")
        await _until(lambda: b"id: 3\n" in client.heard[-1])
        assert len(client.heard) == 2

    _in_a_room(scene)


def test_an_older_state_is_never_sent_after_a_newer_one() -> None:
    async def scene(hub: Hub, _state: dict[str, int]) -> None:
        client = Client(hub)
        await _until(lambda: client.heard)
        hub.publish("ROOM", version=5, states={("player", "en"): {"step": "five"}})
        hub.publish("ROOM", version=4, states={("player", "en"): {"step": "four"}})
        hub.publish("ROOM", version=6, states={("player", "en"): {"step": "six"}})
        await _until(lambda: b"six" in client.heard[-1])
        assert [b"four" in message for message in client.heard] == [False, False, False]

    _in_a_room(scene)


def test_a_suspended_subject_is_shown_out_of_every_stream() -> None:
    async def scene(hub: Hub, _state: dict[str, int]) -> None:
        suspended, other = Client(hub, subject_id=1), Client(hub, subject_id=2)
        await _until(lambda: suspended.heard and other.heard)
        hub.close_subject(1)
        await _until(lambda: suspended.ended and hub.count("ROOM") == 1)
        assert any(b"event: bye" in message for message in suspended.heard)
        assert not other.ended

    _in_a_room(scene)


def test_stopping_says_goodbye_within_the_grace() -> None:
    async def scene(hub: Hub, _state: dict[str, int]) -> None:
        client = Client(hub)
        await _until(lambda: client.heard)
        before = asyncio.get_running_loop().time()
        await hub.stop()
        assert asyncio.get_running_loop().time() - before < 2
        assert client.ended
        assert any(b"event: bye" in message for message in client.heard)

    _in_a_room(scene)


def test_who_leaves_is_forgotten() -> None:
    async def scene(hub: Hub, _state: dict[str, int]) -> None:
        client = Client(hub)
        await _until(lambda: client.heard)
        client.gone.set()
        await _until(client.task.done)
        assert hub.count("ROOM") == 0

    _in_a_room(scene)


def test_a_state_above_two_kilobytes_is_refused() -> None:
    with pytest.raises(ValueError, match="2048"):
        encode({"text": "x" * MOST_BYTES}, version=1)

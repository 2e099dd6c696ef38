"""The room hub: server-sent events whose every message is a room's whole state.

For the app that owns rooms:

- `hub.register(loader)` once, in ``apps.ready``: ``loader(room, role, language)`` reads a state
  from the database and returns a mapping of at most 2 kB when encoded, or nothing when the room
  is gone. It must hold ``"version"``, which grows with each change, and never a key that is not
  yet released.
- `changes.announce("room", code, at=at)` inside the transaction of each change. After the commit
  the state is loaded and encoded once for each role and language that somebody watches, and sent
  to all of them.
- `hub.publish(room, version=…, states=…)` does the same with states already at hand.
- In the lane, ``await hub.stream(request, room=…, role=…, language=…, subject_id=…)`` after
  checking a token.

A client gets its state on connecting and whenever the version grows; it keeps the newest version
it has seen, ignores older ones, and fetches nothing. A client that reads slowly skips states,
never sees one late.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import orjson
from django.conf import settings
from django.db import close_old_connections

from volteface.core.lanes.memory import memory
from volteface.core.lanes.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from volteface.core.lanes.requests import LaneRequest, Send

    type Audience = tuple[str, str]
    type State = Mapping[str, Any]
    type StateLoader = Callable[[str, str, str], State | None]

MOST_BYTES = 2_048
HEARTBEAT_SECONDS = 15.0
GRACE_SECONDS = 2.0
# Between turns of the loop while a room is told: answers go in between.
SENT_AT_ONCE = 250
STREAMS_A_SUBJECT = 4
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class _Stream:
    """One client's open answer."""

    __slots__ = (
        "audience",
        "busy",
        "closed",
        "pending",
        "room",
        "send",
        "subject_id",
        "version",
        "waiting",
    )

    def __init__(self, send: Send, room: str, audience: Audience, subject_id: int) -> None:
        self.send = send
        self.room = room
        self.audience = audience
        self.subject_id = subject_id
        self.version = -1
        self.busy = False
        self.pending: bytes | None = None
        self.closed = False
        self.waiting: asyncio.Task[None] | None = None

    async def push(self, message: bytes) -> None:
        """Send, or while an earlier message is still on its way keep only the newest."""
        if self.busy:
            self.pending = message
            return
        self.busy = True
        next_message: bytes | None = message
        while next_message is not None and not self.closed:
            await self.send({"type": "http.response.body", "body": next_message, "more_body": True})
            next_message, self.pending = self.pending, None
        self.busy = False

    def close(self) -> None:
        """Let the request's own task end the answer."""
        self.closed = True
        if self.waiting is not None:
            self.waiting.cancel()


class Hub:
    """Every open stream of this process, by room."""

    def __init__(self) -> None:
        self._rooms: dict[str, set[_Stream]] = defaultdict(set)
        self._encoded: dict[tuple[str, Audience], tuple[int, bytes]] = {}
        self._loader: StateLoader | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._heart: asyncio.Task[None] | None = None
        self._fading = False
        self._order = threading.Lock()

    def register(self, loader: StateLoader) -> None:
        """Name the function that reads a room's state; see the module."""
        self._loader = loader

    def count(self, room: str, role: str = "") -> int:
        """How many streams watch a room, or one role of it."""
        streams = self._rooms.get(room, set())
        return sum(1 for stream in list(streams) if not role or stream.audience[0] == role)

    def audiences(self, room: str) -> set[Audience]:
        """The roles and languages somebody in the room watches now."""
        return {stream.audience for stream in list(self._rooms.get(room, ()))}

    def publish(self, room: str, *, version: int, states: Mapping[Audience, State]) -> None:
        """Send each audience its state; from any thread, after the commit."""
        encoded = {audience: encode(state, version=version) for audience, state in states.items()}
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        loop.call_soon_threadsafe(self._begin_telling, room, version, encoded)

    def changed(self, room: str) -> None:
        """Load and send a room's state to whoever watches it; called at each announced change."""
        audiences = self.audiences(room)
        if not audiences:
            self._forget(room)
            return
        # One at a time: a later state is never loaded before and sent after an earlier one.
        with self._order:
            states = {audience: self._load(room, audience) for audience in audiences}
            present = {audience: state for audience, state in states.items() if state is not None}
            if present:
                version = max(int(state["version"]) for state in present.values())
                self.publish(room, version=version, states=present)
            else:
                self._forget(room)

    async def stream(
        self, request: LaneRequest, *, room: str, role: str, language: str, subject_id: int
    ) -> None:
        """Answer with the room's events until the client leaves or is shown out."""
        audience = (role, language)
        first = await self._first(room, audience)
        if first is None:
            await request.refuse(404)
            return
        stream = _Stream(request.send, room, audience, subject_id)
        await request.send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        self._enter(stream)
        try:
            stream.version = first[0]
            retry = f"retry: {random.randint(500, 4_000)}\n".encode()  # noqa: S311 - guards nothing
            await stream.push(retry + self._newest(stream, first))
            await _until_gone(request, stream)
        finally:
            self._leave(stream)

    def close_subject(self, subject_id: int) -> None:
        """Show a subject out of every room; from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._show_out, subject_id)

    async def start(self) -> None:
        """Begin the heartbeat and listen for changes."""
        self._loop = asyncio.get_running_loop()
        self._fading = False
        memory.listen("room", self.changed)
        memory.listen("epoch", lambda key: self.close_subject(int(key)))
        self._heart = asyncio.create_task(self._beat())

    async def stop(self) -> None:
        """Say goodbye to everybody and close; returns when they have gone or after two seconds."""
        self._fading = True
        if self._heart is not None:
            self._heart.cancel()
        streams = [stream for room in self._rooms.values() for stream in room]
        for stream in streams:
            self._say_bye(stream)
        if streams:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(GRACE_SECONDS):
                    while any(self._rooms.values()):  # noqa: ASYNC110 - rooms go one by one
                        await asyncio.sleep(0.02)

    def _begin_telling(self, room: str, version: int, encoded: dict[Audience, bytes]) -> None:
        news = {}
        for audience, message in encoded.items():
            kept = self._encoded.get((room, audience))
            if kept is None or kept[0] <= version:
                self._encoded[(room, audience)] = (version, message)
                # What an audience has heard is not said again: a version alone is no news.
                if kept is None or _words(kept[1]) != _words(message):
                    news[audience] = message
        if news:
            asyncio.ensure_future(self._tell(room, version, news))  # noqa: RUF006 - short

    async def _tell(self, room: str, version: int, encoded: dict[Audience, bytes]) -> None:
        for number, stream in enumerate(list(self._rooms.get(room, ())), start=1):
            message = encoded.get(stream.audience)
            if message is None or stream.version > version or stream.closed:
                continue
            stream.version = version
            self._push(stream, message)
            if number % SENT_AT_ONCE == 0:
                await asyncio.sleep(0)

    def _push(self, stream: _Stream, message: bytes) -> None:
        # Eager: a socket with room is written to at once, only a full one costs a turn of the loop.
        asyncio.Task(stream.push(message), loop=self._loop, eager_start=True)

    async def _first(self, room: str, audience: Audience) -> tuple[int, bytes] | None:
        kept = self._encoded.get((room, audience))
        if kept is not None and audience in self.audiences(room):
            return kept
        state = await in_thread(self._load, room, audience)
        if state is None:
            return None
        version = int(state["version"])
        entry = (version, encode(state, version=version))
        newest = self._encoded.get((room, audience))
        if newest is None or newest[0] <= version:
            self._encoded[(room, audience)] = entry
        return entry

    def _newest(self, stream: _Stream, first: tuple[int, bytes]) -> bytes:
        """The state to begin with: a change may have come between loading it and entering."""
        kept = self._encoded.get((stream.room, stream.audience), first)
        newest = kept if kept[0] > first[0] else first
        stream.version = newest[0]
        return newest[1]

    def _load(self, room: str, audience: Audience) -> State | None:
        if not settings.LANE_INLINE:
            close_old_connections()
        return self._loader(room, *audience) if self._loader is not None else None

    def _forget(self, room: str) -> None:
        for key in [key for key in list(self._encoded) if key[0] == room]:
            self._encoded.pop(key, None)

    def _enter(self, stream: _Stream) -> None:
        self._rooms[stream.room].add(stream)
        mine = [one for one in self._rooms[stream.room] if one.subject_id == stream.subject_id]
        if stream.subject_id and len(mine) > STREAMS_A_SUBJECT:
            oldest = next(one for one in mine if one is not stream)
            self._say_bye(oldest)
        if self._fading:
            self._say_bye(stream)

    def _leave(self, stream: _Stream) -> None:
        stream.closed = True
        streams = self._rooms[stream.room]
        streams.discard(stream)
        if not streams:
            self._rooms.pop(stream.room, None)
            self._forget(stream.room)

    def _show_out(self, subject_id: int) -> None:
        for streams in list(self._rooms.values()):
            for stream in list(streams):
                if stream.subject_id == subject_id:
                    self._say_bye(stream)

    def _say_bye(self, stream: _Stream) -> None:
        retry = random.randint(500, 4_000)  # noqa: S311 - guards nothing
        self._push(stream, f'event: bye\ndata: {{"retry": {retry}}}\n\n'.encode())
        stream.close()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            for number, stream in enumerate(
                [stream for room in self._rooms.values() for stream in room], start=1
            ):
                if not stream.busy:
                    self._push(stream, b"event: beat\ndata: 1\n\n")
                if number % SENT_AT_ONCE == 0:
                    await asyncio.sleep(0)


def encode(state: State, *, version: int) -> bytes:
    """One server-sent event; refuses a state above 2 kB, which would not fit a poor network."""
    words = {name: value for name, value in state.items() if name != "version"}
    body = orjson.dumps({"version": version, **words})
    if len(body) > MOST_BYTES:
        raise ValueError(f"a room's state is {len(body)} bytes; {MOST_BYTES} are allowed")
    return b"id: %d\nevent: state\ndata: %s\n\n" % (version, body)


def _words(message: bytes) -> bytes:
    """An encoded state without its version, which `encode` writes first."""
    return message.partition(b'data: {"version":')[2].partition(b",")[2]


async def _until_gone(request: LaneRequest, stream: _Stream) -> None:
    if not stream.closed:
        stream.waiting = asyncio.create_task(request.wait_for_disconnect())
        try:
            await stream.waiting
        except asyncio.CancelledError:
            if not stream.closed:
                raise
    if stream.closed:
        await request.send({"type": "http.response.body", "body": b"", "more_body": False})


hub = Hub()

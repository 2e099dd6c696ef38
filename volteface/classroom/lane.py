"""The room's stream, ``GET /events/<CODE>?role=…&token=…``, and the pulse that counts answers."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import Counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from volteface.classroom.queries.rooms import counts_by_code, state_for
from volteface.classroom.queries.streams import stream_use
from volteface.classroom.rules.state import ROLES
from volteface.core import clock
from volteface.core.lanes import app, tokens
from volteface.core.lanes.hub import hub
from volteface.core.lanes.memory import memory

if TYPE_CHECKING:
    from volteface.core.lanes.requests import LaneRequest

logger = logging.getLogger(__name__)

PREFIX = "/events/"
# New answers and arrivals are told at most four times a second.
PULSE_SECONDS = 0.25
_LANGUAGES = {code for code, _name in settings.LANGUAGES}


def register() -> None:
    """Fill the lane's registries; called once when the apps are ready."""
    hub.register(state_for)
    app.register("GET", PREFIX, stream)
    app.at_close(pulse.stop)


async def stream(request: LaneRequest) -> None:
    """Answer with the room's states for a role, while the token's subject keeps their access."""
    code = request.path.removeprefix(PREFIX).strip("/")
    role, language = request.query("role"), request.query("language")
    if role not in ROLES:
        await request.refuse(404)
        return
    claims = tokens.read(request.query("token"), use=stream_use(role), at=clock.now())
    if claims is None or claims.scope != code:
        await request.refuse(404)
        return
    if await memory.get("epoch", str(claims.subject_id)) != claims.epoch:
        await request.refuse(404)
        return
    pulse.watch(code)
    try:
        await hub.stream(
            request,
            room=code,
            role=role,
            language=language if language in _LANGUAGES else settings.LANGUAGE_CODE,
            subject_id=claims.subject_id,
        )
    finally:
        pulse.leave(code)


class Pulse:
    """One thread that counts in the rooms somebody watches, and tells them what has changed."""

    def __init__(self) -> None:
        self._watched: Counter[str] = Counter()
        self._told: dict[str, tuple[int, int]] = {}
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, code: str) -> None:
        """Begin counting in a room; every watcher leaves again."""
        self._watched[code] += 1
        if not settings.LANE_INLINE and (self._thread is None or not self._thread.is_alive()):
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="room-pulse", daemon=True)
            self._thread.start()

    def leave(self, code: str) -> None:
        """One watcher less."""
        self._watched[code] -= 1
        if self._watched[code] <= 0:
            del self._watched[code]
            self._told.pop(code, None)

    async def stop(self) -> None:
        """End the thread."""
        self._stopping.set()
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join, 2)

    def beat(self) -> None:
        """Count once in every watched room."""
        for code in list(self._watched):
            counts = counts_by_code(code)
            if counts != self._told.get(code):
                self._told[code] = counts
                hub.changed(code)

    def _run(self) -> None:
        while not self._stopping.wait(PULSE_SECONDS):
            if not self._watched:
                continue
            try:
                close_old_connections()
                self.beat()
            except DatabaseError:
                # The next beat counts again; a room without counts is still a room.
                logger.warning("the rooms' answers could not be counted", exc_info=True)


pulse = Pulse()

"""The lane as an ASGI application: a registry of handlers under strict limits.

Apps register their handlers in ``apps.ready``: `register("POST", "/a/", handler)`. A handler is a
coroutine function of a `LaneRequest`; the lane has already checked the body's size and time and
the sender's origin. No handler sees a cookie's meaning: the lane reads none.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, ClassVar

from volteface.core.lanes import media
from volteface.core.lanes.hub import hub
from volteface.core.lanes.memory import memory
from volteface.core.lanes.requests import LaneRequest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from volteface.core.lanes.requests import Receive, Scope, Send

    type Handler = Callable[[LaneRequest], Awaitable[None]]
    type Warmer = Callable[[], object]
    type Closer = Callable[[], Awaitable[None]]

logger = logging.getLogger(__name__)

MOST_BYTES = 16_384
BODY_SECONDS = 10.0


class Routes:
    """Handlers by method and the beginning of the path."""

    handlers: ClassVar[dict[str, dict[str, Handler]]] = {}
    warmers: ClassVar[list[Warmer]] = []
    closers: ClassVar[list[Closer]] = []


def register(method: str, prefix: str, handler: Handler) -> None:
    """Let ``handler`` answer ``method`` on paths that begin with ``prefix``, one segment."""
    Routes.handlers.setdefault(prefix, {})[method] = handler


def at_start(warmer: Warmer) -> None:
    """Call ``warmer()`` in a thread while the server begins: no first answer waits for it."""
    if warmer not in Routes.warmers:
        Routes.warmers.append(warmer)


def at_close(closer: Closer) -> None:
    """Await ``closer()`` when the server stops, after the streams have gone."""
    if closer not in Routes.closers:
        Routes.closers.append(closer)


class Lane:
    """Answers what is registered; started and stopped with the server."""

    def takes(self, path: str) -> bool:
        """Whether a path belongs to the lane."""
        return self._find(path) is not None

    async def start(self) -> None:
        """Begin listening for changes and the streams' heartbeat."""
        await memory.start()
        await hub.start()
        self._warming = asyncio.create_task(asyncio.to_thread(_warm))

    async def say_goodbye(self) -> None:
        """Close the event streams; the server calls it before it waits for open answers to end."""
        await hub.stop()

    async def stop(self) -> None:
        """Close the streams, write what is queued, let go of the threads."""
        await hub.stop()
        for closer in Routes.closers:
            await closer()
        await memory.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = LaneRequest(scope, receive, send)
        handlers = self._find(request.path) or {}
        handler = handlers.get("GET" if request.method == "HEAD" else request.method)
        if handler is None:
            allowed = ", ".join(handlers).encode("ascii")
            await request.answer(b"", status=405, headers=[(b"allow", allowed)])
            return
        if request.method == "POST" and not await _is_acceptable(request):
            return
        try:
            await handler(request)
        except Exception:
            # The edge: nothing was acknowledged, so the sender keeps it and tries again.
            logger.exception("%s %s failed", request.method, request.path)
            if not request.answered:
                await request.refuse(503)

    def _find(self, path: str) -> dict[str, Handler] | None:
        # Every prefix is one segment: "/a/", "/events/", "/media/".
        end = path.find("/", 1)
        return Routes.handlers.get(path[: end + 1]) if end > 0 else None


def _warm() -> None:
    for warmer in Routes.warmers:
        try:
            warmer()
        except Exception:
            # Cold is only slow.
            logger.exception("warming up failed")


async def _is_acceptable(request: LaneRequest) -> bool:
    if not request.origin_is_ours():
        await request.refuse(403)
        return False
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _read(request)
    except TimeoutError:
        await request.refuse(408)
        return False
    if body is None:
        return False
    if len(body) > MOST_BYTES:
        await request.refuse(413)
        return False
    request.body = body
    return True


async def _read(request: LaneRequest) -> bytes | None:
    """The body, cut off just above the limit; nothing when the sender has gone."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        size += len(part)
        parts.append(part)
        if size > MOST_BYTES or not message.get("more_body"):
            return b"".join(parts)


register("GET", media.PREFIX, media.send_media)

"""Sends each request to its lane, and starts and stops what lives as long as the server."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import SynchronousOnlyOperation

from volteface.config.page_threads import PageThreads, send_whole
from volteface.core import hot, jobs, worker
from volteface.core.db import reading
from volteface.core.lanes.app import Lane

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, MutableMapping

    type Scope = MutableMapping[str, Any]
    type Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    type Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Dispatcher:
    """One process, two lanes."""

    def __init__(self, pages: Callable[..., Iterable[bytes]]) -> None:
        self._pages = PageThreads(pages)
        self._lane = Lane()
        self._ticker = jobs.Ticker()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            if self._lane.takes(scope["path"]):
                await self._lane(scope, receive, send)
            elif hot.takes(scope["path"]):
                await self._hot(scope, receive, send)
            else:
                await self._pages(scope, receive, send)

    async def _hot(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Here, without a thread, when all it takes is at hand; else a thread tries the same."""
        is_cold = not reading.is_possible()
        if not is_cold:
            try:
                answer = hot.answer_in_loop(scope)
            except SynchronousOnlyOperation:
                is_cold = True
            else:
                if answer is not None:
                    await send_whole(send, answer)
                    return
        await self._pages(scope, receive, send, try_hot=is_cold)

    async def say_goodbye(self) -> None:
        """Close the event streams, before open answers are waited for."""
        await self._lane.say_goodbye()

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                # Page threads give way to the event loop quickly (measured: 13 ms against 41).
                sys.setswitchinterval(0.001)
                await self._lane.start()
                if not settings.TESTING:
                    worker.start()
                self._ticker.start()
                # What was loaded stays: the collector would walk through it (80 ms) again and
                # again, now and then in the middle of a transaction.
                gc.collect()
                gc.freeze()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                self._ticker.stop()
                await self._lane.stop()
                self._pages.stop()
                worker.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

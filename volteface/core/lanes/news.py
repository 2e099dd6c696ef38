"""News of changes from one process to the others at once, through Redis or Valkey.

Loaded only where ``REDIS_URL`` names a server. The rows of `core.changes` stay the truth, which
each process looks for once a second: a message that is lost, because the server is away or a queue
is full, costs that second and nothing else.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from redis.asyncio import Redis
from redis.exceptions import RedisError

from volteface.core import changes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

MOST_WAITING = 10_000
AGAIN_SECONDS = 1.0
# A connection that says nothing for so long is asked whether it is still there.
CHECK_SECONDS = 15


class News:
    """Tells other processes of this one's changes, and calls ``heard(topic, key)`` for theirs."""

    def __init__(self, address: str, heard: Callable[[str, str], Awaitable[object]]) -> None:
        self._address, self._heard = address, heard
        self._name = uuid.uuid4().hex
        self._channel = channel()
        self._waiting: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self._loop = asyncio.get_running_loop()
        self._client = self._connected()
        self._tasks = [asyncio.create_task(self._speak()), asyncio.create_task(self._listen())]
        # Set while this process hears the others.
        self.hears = asyncio.Event()
        changes.listen(self.tell)

    def tell(self, topic: str, key: str) -> None:
        """Say that something has changed; from any thread, and never waited for."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, f"{self._name} {topic} {key}")

    async def stop(self) -> None:
        """Leave without waiting."""
        changes.unlisten(self.tell)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.aclose()

    def _put(self, message: str) -> None:
        if not self._waiting.full():
            self._waiting.put_nowait(message)

    async def _speak(self) -> None:
        while True:
            message = await self._waiting.get()
            try:
                await self._client.publish(self._channel, message)
            except (RedisError, OSError) as error:
                logger.warning("news for other processes is not sent, they look: %s", error)
                await asyncio.sleep(AGAIN_SECONDS)

    async def _listen(self) -> None:
        while True:
            try:
                async with self._client.pubsub() as heard:
                    await heard.subscribe(self._channel)
                    self.hears.set()
                    async for message in heard.listen():
                        await self._take(message)
            except (RedisError, OSError) as error:
                logger.warning("news of other processes is not heard, asking again: %s", error)
            self.hears.clear()
            await asyncio.sleep(AGAIN_SECONDS)

    async def _take(self, message: dict[str, Any]) -> None:
        if message["type"] != "message":
            return
        sender, topic, key = message["data"].decode().split(" ", 2)
        if sender != self._name:
            await self._heard(topic, key)

    def _connected(self) -> Redis:
        return Redis.from_url(
            self._address, socket_connect_timeout=2, health_check_interval=CHECK_SECONDS
        )


def channel() -> str:
    """Where one installation's processes meet: another one on the same server has its own."""
    secret = settings.SECRET_KEY.encode()
    return f"volteface:{hmac.new(secret, b'news', hashlib.sha256).hexdigest()[:16]}"

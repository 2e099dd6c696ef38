"""What the lane knows without asking: epochs, deadlines, keys; dropped when a change is announced.

A value is loaded from the database when it is unknown, older than a minute, or when notices of
other processes have not been read for five seconds: in a thread, or at once by the loop where its
loader makes one small prepared read. A load that was overtaken by a
change is used once and not kept, so an old value can never settle in.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from volteface.core import changes
from volteface.core.db import reading
from volteface.core.models import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from volteface.core.lanes.news import News

    type Loader = Callable[[str], Any]
    type Listener = Callable[[str], None]

logger = logging.getLogger(__name__)

KEEP_SECONDS = 60.0
POLL_SECONDS = 1.0
DEAF_SECONDS = 5.0
LOADING_THREADS = 2
LOOK_BACK = 50


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Any
    since: float


class Memory:
    """Values by topic and key, each with a loader the owning app registered."""

    def __init__(self) -> None:
        self._loaders: dict[str, Loader] = {}
        self._small: set[str] = set()
        self._listeners: dict[str, list[Listener]] = {}
        self._kept: dict[tuple[str, str], _Kept] = {}
        self._generation = 0
        self._lock = threading.Lock()
        self._heard = time.monotonic()
        self._seen = 0
        self._read: deque[int] = deque(maxlen=4 * LOOK_BACK)
        self._several = False
        self._polling: asyncio.Task[None] | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._news: News | None = None
        changes.listen(self.forget)

    def register(self, topic: str, loader: Loader, *, is_small: bool = False) -> None:
        """Let ``loader(key)`` read a topic's value from the database; nothing stands for absent.

        ``is_small`` says that one prepared read by an index is all it does.
        """
        self._loaders[topic] = loader
        if is_small:
            self._small.add(topic)

    def listen(self, topic: str, listener: Listener) -> None:
        """Call ``listener(key)`` at each change of a topic, in whatever thread learns of it."""
        listeners = self._listeners.setdefault(topic, [])
        if listener not in listeners:
            listeners.append(listener)

    def known(self, topic: str, key: str) -> tuple[bool, Any]:
        """Whether a fresh value is at hand, and the value."""
        kept = self._kept.get((topic, key))
        at = time.monotonic()
        if kept is None or at - kept.since > KEEP_SECONDS:
            return False, None
        if self._several and at - self._heard > DEAF_SECONDS:
            return False, None
        return True, kept.value

    async def get(self, topic: str, key: str) -> Any:
        """The value, from memory or from the database."""
        found, value = self.known(topic, key)
        if found:
            return value
        if settings.LANE_INLINE:
            return await sync_to_async(self.load)(topic, key)
        if topic in self._small and reading.is_possible():
            with reading.in_loop():
                return self.load(topic, key)
        return await asyncio.get_running_loop().run_in_executor(
            self._pool(), self._load_in_thread, topic, key
        )

    def recall(self, topic: str, key: str) -> Any:
        """The value, from memory or read in this thread: for pages."""
        found, value = self.known(topic, key)
        return value if found else self.load(topic, key)

    def load(self, topic: str, key: str) -> Any:
        """Read the value now, in this thread, and keep it unless a change overtook the reading."""
        generation = self._generation
        value = self._loaders[topic](key)
        with self._lock:
            if generation == self._generation and not settings.LANE_INLINE:
                self._kept[(topic, key)] = _Kept(value, time.monotonic())
        return value

    def forget(self, topic: str, key: str) -> None:
        """Drop a value that has changed and tell who listens."""
        with self._lock:
            self._generation += 1
            self._kept.pop((topic, key), None)
        for listener in self._listeners.get(topic, ()):
            listener(key)

    async def start(self) -> None:
        """Begin reading other processes' notices where there may be other processes."""
        self._several = connection.vendor == "postgresql"
        if self._several:
            self._seen = await asyncio.to_thread(_newest)
            self._heard = time.monotonic()
            self._polling = asyncio.create_task(self._poll())
        if settings.REDIS_URL:
            # Loaded only here: without Redis its library need not be there.
            news = importlib.import_module("volteface.core.lanes.news")
            self._news = news.News(settings.REDIS_URL, self._hear)

    async def stop(self) -> None:
        if self._polling is not None:
            self._polling.cancel()
        if self._news is not None:
            await self._news.stop()
            self._news = None
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = None

    async def _hear(self, topic: str, key: str) -> None:
        """Another process has said so; the row says it again within a second."""
        await asyncio.get_running_loop().run_in_executor(
            self._pool(), self._forget_in_thread, topic, key
        )

    def _forget_in_thread(self, topic: str, key: str) -> None:
        close_old_connections()
        self.forget(topic, key)

    def _pool(self) -> ThreadPoolExecutor:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(LOADING_THREADS, thread_name_prefix="lane-memory")
        return self._threads

    def _load_in_thread(self, topic: str, key: str) -> Any:
        close_old_connections()
        return self.load(topic, key)

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await asyncio.get_running_loop().run_in_executor(self._pool(), self._read_notices)
            except DatabaseError:
                # Deaf: values count as stale until the database answers again.
                logger.warning("change notices could not be read", exc_info=True)
                continue
            self._heard = time.monotonic()

    def _read_notices(self) -> None:
        close_old_connections()
        # Numbers commit out of order on PostgreSQL: look a little further back.
        for notice in changes.changes_after(max(0, self._seen - LOOK_BACK)):
            if notice.pk in self._read:
                continue
            self._read.append(notice.pk)
            self._seen = max(self._seen, notice.pk)
            self.forget(notice.topic, notice.key)


def _newest() -> int:
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


memory = Memory()

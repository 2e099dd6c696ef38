"""Group commit: one thread writes all that is queued in one transaction, then acknowledges.

What is written is the caller's: a `Batch` function gets a cursor inside the transaction and the
queued items, and returns one outcome for each. When the database refuses a row of a batch, its
items are tried one by one.
"""

from __future__ import annotations

import asyncio
import logging
import math
import threading
import time
from collections import deque
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DataError, IntegrityError, connections, transaction

from volteface.core.gate import gate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    type Batch[Item, Outcome] = Callable[[CursorWrapper, Sequence[Item]], Sequence[Outcome]]

logger = logging.getLogger(__name__)

# A batch must leave the gate within its limit: about 10 µs a row and the commit.
MOST_ROWS = 400
# While several come at once, the writer lets so much time pass for more to join them: a commit
# costs nearly the same for one as for twenty. Who comes alone never waits.
GATHER_SECONDS = 0.001
ALIAS = "default"
# Until answers that come together are over.
LULL_SECONDS = 2.0


class _Crowd:
    """When several items came at once for the last time, in any writer."""

    at = -math.inf


def is_crowded() -> bool:
    """Whether answers come several at a time just now: what can wait, waits."""
    return time.monotonic() - _Crowd.at < LULL_SECONDS


class Writer[Item, Outcome]:
    """A queue, a thread and a connection of its own; inline on Django's connection in tests."""

    def __init__(self, batch: Batch[Item, Outcome]) -> None:
        self._batch = batch
        self._queue: deque[tuple[Item, asyncio.Future[Outcome]]] = deque()
        self._work = threading.Event()
        self._is_handing = False
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def write(self, item: Item) -> Outcome:
        """Queue ``item``; returns its outcome once that is on disk, or raises."""
        if settings.LANE_INLINE:
            return (await sync_to_async(self.write_now)([item]))[0]
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Outcome] = loop.create_future()
        if self._thread is None or not self._thread.is_alive():
            self._start(loop)
        self._queue.append((item, future))
        if not self._is_handing:
            # Once for all that this turn of the loop brings.
            self._is_handing = True
            loop.call_soon(self._hand_over)
        return await future

    def _hand_over(self) -> None:
        self._is_handing = False
        self._work.set()

    def write_now(self, items: Sequence[Item]) -> Sequence[Outcome]:
        """Write on Django's own connection, as part of whatever transaction is open."""
        with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
            return self._batch(cursor, items)

    async def stop(self) -> None:
        """Write what is queued, then end the thread."""
        thread = self._thread
        if thread is not None:
            self._stopping = True
            self._work.set()
            await asyncio.to_thread(thread.join, 5)
            self._thread = None

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._stopping = self._is_handing = False
        self._thread = threading.Thread(target=self._run, name="lane-writer", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        connection = connections.create_connection(ALIAS)
        try:
            came_together = False
            while not self._stopping or self._queue:
                if not self._queue:
                    self._work.wait()
                self._work.clear()
                if came_together and not self._stopping:
                    time.sleep(GATHER_SECONDS)
                taken = [self._queue.popleft() for _ in range(min(len(self._queue), MOST_ROWS))]
                if taken:
                    came_together = len(taken) > 1
                    _Crowd.at = time.monotonic() if came_together else _Crowd.at
                    self._acknowledge(self._commit(connection, taken))
        finally:
            connection.close()

    def _commit(
        self,
        connection: BaseDatabaseWrapper,
        taken: list[tuple[Item, asyncio.Future[Outcome]]],
    ) -> list[tuple[asyncio.Future[Outcome], Any]]:
        try:
            outcomes = self._transact(connection, [item for item, _ in taken])
        except (IntegrityError, DataError) as error:
            # One item is bad: its neighbours are written without it.
            if len(taken) > 1:
                return [answer for one in taken for answer in self._commit(connection, [one])]
            logger.warning("an item was refused by the database: %s", error)
            return [(taken[0][1], error)]
        except Exception as error:
            # The edge of the thread: each asker hears what went wrong, and nothing is acknowledged.
            logger.exception("%d items could not be written", len(taken))
            return [(future, error) for _, future in taken]
        return [(future, outcome) for (_, future), outcome in zip(taken, outcomes, strict=True)]

    def _transact(self, connection: BaseDatabaseWrapper, items: list[Item]) -> Sequence[Outcome]:
        connection.close_if_unusable_or_obsolete()
        connection.ensure_connection()
        with _gate_of(connection):
            raw = connection.connection
            with connection.cursor() as cursor:
                if connection.vendor == "sqlite":
                    # Not through Django's cursor: it would queue at the gate a second time.
                    raw.execute("BEGIN IMMEDIATE")
                else:
                    cursor.execute("BEGIN")
                try:
                    outcomes = self._batch(cursor, items)
                    raw.commit()
                except BaseException:
                    raw.rollback()
                    raise
        return outcomes

    def _acknowledge(self, answers: list[tuple[asyncio.Future[Outcome], Any]]) -> None:
        if self._loop is None or self._loop.is_closed():
            return
        # One wake-up of the loop for the whole batch.
        self._loop.call_soon_threadsafe(_resolve, answers)


def _gate_of(connection: BaseDatabaseWrapper) -> AbstractContextManager[None]:
    return gate.passage(lane=True) if connection.vendor == "sqlite" else nullcontext()


def _resolve(answers: list[tuple[asyncio.Future[Any], Any]]) -> None:
    for future, outcome in answers:
        if future.done():
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)

"""The write gate: one writer of SQLite at a time in this process, the answer lane first.

SQLite lets one connection write; who waits for it inside SQLite polls and may starve. Here
waiters queue in memory: the lane goes before everybody else, the others in order of arrival.
Whoever holds the gate keeps answers waiting, so every hold is timed: `report` feeds the health
page, a hold above 100 ms is logged with its caller, and the tests' `watching` refuses what is
above 20 ms.
"""

from __future__ import annotations

import bisect
import gc
import logging
import sqlite3
import sys
import threading
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

logger = logging.getLogger(__name__)

LIMIT_MS = 20.0
LOGGED_MS = 100.0
PATIENCE_SECONDS = 20.0
BOUNDS_MS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0)
# Frames that pass a write on but do not decide how long it takes.
_PASSED_ON = ("django.", "sqlite3", "contextlib", __name__, "volteface.core.db.")

# A test's own transaction lasts as long as the test; migrations run before anybody is served.
_OUTSIDE = ("django.test", "django.db.migrations")


class GateIsBusyError(sqlite3.OperationalError):
    """Nobody left the gate within the time a writer may wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One passage through the gate."""

    ms: float
    # What the holder's own thread worked meanwhile: a busy machine does not lengthen it.
    cpu_ms: float = 0.0
    caller: str
    lane: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReport:
    """Hold times since serving began: how many ended at or below each bound, and the worst."""

    bounds_ms: tuple[float, ...]
    # One more than the bounds: the last counts everything above them.
    counts: tuple[int, ...]
    holds: int
    above_limit: int
    longest_ms: float
    longest_caller: str
    longest_wait_ms: float
    waiting: int


class WriteGate:
    """A lock with two queues and a clock."""

    def __init__(self) -> None:
        self._state = threading.Lock()
        self._held = False
        self._lane: deque[threading.Lock] = deque()
        self._others: deque[threading.Lock] = deque()
        self._entered = 0.0
        self._worked = 0.0
        self._collects = True
        self._held_by_lane = False
        self._counts = [0] * (len(BOUNDS_MS) + 1)
        self._longest = Hold(ms=0.0, caller="", lane=False)
        self._above_limit = 0
        self._longest_wait_ms = 0.0
        self._watchers: list[list[Hold]] = []

    def enter(self, *, lane: bool = False, patience: float = PATIENCE_SECONDS) -> None:
        """Wait for the gate; raises `GateIsBusyError` when it stays shut for ``patience``."""
        with self._state:
            if not self._held:
                self._held = True
                self._take(lane=lane)
                return
            turn = threading.Lock()
            turn.acquire()
            queue = self._lane if lane else self._others
            queue.append(turn)
        asked = time.perf_counter()
        if not turn.acquire(timeout=patience) and not self._was_handed(turn, queue):
            raise GateIsBusyError("database is locked: the write gate stayed shut")
        self._longest_wait_ms = max(self._longest_wait_ms, (time.perf_counter() - asked) * 1e3)
        self._take(lane=lane)

    def leave(self) -> None:
        """Hand the gate to the next writer and record how long it was held."""
        ms = (time.perf_counter() - self._entered) * 1e3
        cpu_ms = (time.thread_time() - self._worked) * 1e3 if self._watchers else 0.0
        if self._collects:
            gc.enable()
        self._record(ms, cpu_ms, lane=self._held_by_lane)
        with self._state:
            queue = self._lane or self._others
            if queue:
                # Handed over directly: nobody can slip in between.
                queue.popleft().release()
            else:
                self._held = False

    @contextmanager
    def passage(self, *, lane: bool = False) -> Iterator[None]:
        """Hold the gate for the length of the block."""
        self.enter(lane=lane)
        try:
            yield
        finally:
            self.leave()

    @contextmanager
    def watching(self) -> Iterator[list[Hold]]:
        """Collect every hold that begins and ends during the block, each with its caller."""
        holds: list[Hold] = []
        self._watchers.append(holds)
        try:
            yield holds
        finally:
            self._watchers.remove(holds)

    def note(self, ms: float, cpu_ms: float) -> None:
        """Tell the watchers of a stretch that is a hold where no test surrounds it."""
        if self._watchers:
            hold = Hold(ms=ms, cpu_ms=cpu_ms, caller=_caller(), lane=False)
            for watcher in self._watchers:
                watcher.append(hold)

    def report(self) -> GateReport:
        return GateReport(
            bounds_ms=BOUNDS_MS,
            counts=tuple(self._counts),
            holds=sum(self._counts),
            above_limit=self._above_limit,
            longest_ms=round(self._longest.ms, 2),
            longest_caller=self._longest.caller,
            longest_wait_ms=round(self._longest_wait_ms, 2),
            waiting=len(self._lane) + len(self._others),
        )

    def begin_counting(self) -> None:
        """Forget what was written before anybody was served: migrations keep nobody waiting."""
        self._counts = [0] * (len(BOUNDS_MS) + 1)
        self._longest = Hold(ms=0.0, caller="", lane=False)
        self._above_limit = 0
        self._longest_wait_ms = 0.0

    def _take(self, *, lane: bool) -> None:
        # Garbage can wait the few milliseconds that answers would wait for it.
        self._collects = gc.isenabled()
        gc.disable()
        self._held_by_lane = lane
        if self._watchers:
            self._worked = time.thread_time()
        self._entered = time.perf_counter()

    def _was_handed(self, turn: threading.Lock, queue: deque[threading.Lock]) -> bool:
        """Leave the queue after waiting too long, unless the gate arrived at that very moment."""
        with self._state:
            if turn in queue:
                queue.remove(turn)
                return False
        return True

    def _record(self, ms: float, cpu_ms: float, *, lane: bool) -> None:
        # Only the holder comes here, so the counters need no lock of their own.
        self._counts[bisect.bisect_left(BOUNDS_MS, ms)] += 1
        if ms > LIMIT_MS:
            self._above_limit += 1
        slow = ms > LOGGED_MS
        longest = ms > self._longest.ms
        if not (slow or longest or self._watchers):
            return
        caller = _caller() if ms > LIMIT_MS or self._watchers else ""
        hold = Hold(ms=ms, cpu_ms=cpu_ms, caller=caller, lane=lane)
        if longest:
            self._longest = hold
        for watcher in self._watchers:
            watcher.append(hold)
        if slow and not hold.caller.startswith(_OUTSIDE):
            logger.warning("write gate held %.0f ms by %s", ms, hold.caller)


def _caller() -> str:
    """Where in our own code the write that is ending was made."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the only way that costs nothing
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith(_OUTSIDE) or not module.startswith(_PASSED_ON):
            return f"{module}:{frame.f_code.co_name}:{frame.f_lineno}"
        frame = frame.f_back
    return "unknown"


gate = WriteGate()

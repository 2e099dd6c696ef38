"""The worker process: heavy computing away from the pages; it never writes to the database."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import threading
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_lock = threading.Lock()
_pool: ProcessPoolExecutor | None = None


def compute[**P, T](function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a module-level pure ``function`` in the worker process and return its result.

    Raises what the function raises, ``TimeoutError`` after 120 seconds, ``BrokenProcessPool`` when
    the server stops meanwhile. Without a worker (tests, one-off commands) it runs here.
    """
    pool = _pool
    if pool is None:
        return function(*args, **kwargs)
    try:
        return pool.submit(function, *args, **kwargs).result(timeout=120)
    except (BrokenProcessPool, CancelledError) as broken:
        if _pool is None:
            # The server is stopping: nobody waits for the result any more.
            message = "the worker was stopped"
            raise BrokenProcessPool(message) from broken
        if _pool is pool:
            # The worker was killed (out of memory, an operator): a new one for those who come.
            stop()
            start()
        return function(*args, **kwargs)


def call(place: str, *args: object) -> Any:
    """Run ``package.module:function`` in the worker process, which alone loads the module."""
    return compute(_call, place, *args)


def start() -> None:
    """Start the worker process; the server does this once."""
    global _pool  # noqa: PLW0603 - one worker per server process
    with _lock:
        if _pool is None:
            _pool = ProcessPoolExecutor(
                max_workers=1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_be_nice,
            )


def stop() -> None:
    """Stop the worker without waiting for what it computes."""
    global _pool  # noqa: PLW0603 - one worker per server process
    with _lock:
        if _pool is not None:
            # Python 3.14 has a public way; without it a process that computes would be waited for.
            working = list((_pool._processes or {}).values())  # noqa: SLF001 - as above
            _pool.shutdown(wait=False, cancel_futures=True)
            for process in working:
                # It writes nothing, so nothing can be left half-written.
                process.kill()
            _pool = None


def _call(place: str, *args: object) -> Any:
    module, _colon, name = place.partition(":")
    return getattr(importlib.import_module(module), name)(*args)


def _be_nice() -> None:
    os.nice(10)
    # Ctrl-C reaches the whole terminal; the server ends its worker itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)

"""What becomes of those who wait for the worker when it goes: see also tests/faults."""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

import pytest

from volteface.core import worker

if TYPE_CHECKING:
    from collections.abc import Callable


class Pool:
    """Takes work, and breaks or cancels it; ``then`` happens meanwhile."""

    def __init__(self, end: str, then: Callable[[], None] = lambda: None) -> None:
        self._end, self._then = end, then

    def submit(self, *_args: object) -> Future[int]:
        future = Future[int]()
        if self._end == "broken":
            future.set_exception(BrokenProcessPool("killed"))
        else:
            future.cancel()
            future.set_running_or_notify_cancel()
        self._then()
        return future


@pytest.mark.parametrize("end", ["broken", "cancelled"])
def test_nobody_waits_for_a_worker_that_was_stopped(
    monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    stop = Pool(end, lambda: monkeypatch.setattr(worker, "_pool", None))
    monkeypatch.setattr(worker, "_pool", stop)
    with pytest.raises(BrokenProcessPool, match="was stopped"):
        worker.compute(abs, -3)


@pytest.mark.parametrize("end", ["broken", "cancelled"])
def test_a_killed_worker_is_replaced_once_and_the_work_is_done(
    monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    started: list[str] = []
    monkeypatch.setattr(worker, "stop", lambda: started.append("stop"))
    monkeypatch.setattr(worker, "start", lambda: started.append("start"))
    monkeypatch.setattr(worker, "_pool", Pool(end))
    assert worker.compute(abs, -3) == 3
    assert started == ["stop", "start"]
    # Somebody else has replaced it meanwhile.
    new = Pool(end)
    monkeypatch.setattr(
        worker, "_pool", Pool(end, lambda: monkeypatch.setattr(worker, "_pool", new))
    )
    assert worker.compute(abs, -3) == 3
    assert started == ["stop", "start"]

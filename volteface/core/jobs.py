"""Durable work: rows written with their cause, run by a ticker, repeated safely after a crash."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import close_old_connections, transaction
from django.db.models import Q

from volteface.core import clock
from volteface.core.lanes.writer import is_crowded
from volteface.core.models import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    type Handler = Callable[[Mapping[str, object], dt.datetime], Mapping[str, object] | None]
    type Tick = Callable[[dt.datetime], object]

logger = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=5)
MOST_ATTEMPTS = 5
KEEP_DONE = dt.timedelta(days=30)

_handlers: dict[str, Handler] = {}
_ticks: dict[str, _Periodic] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Periodic:
    interval: dt.timedelta
    tick: Tick
    patience: dt.timedelta


def register(kind: str, handler: Handler) -> None:
    """Let ``handler(payload, at)`` carry out jobs of ``kind``; repeated, it must be harmless."""
    _handlers[kind] = handler


def every(
    name: str, interval: dt.timedelta, tick: Tick, *, patience: dt.timedelta = dt.timedelta(0)
) -> None:
    """Call ``tick(at)`` about every ``interval`` while the server runs (cursors, the outbox).

    What nobody waits for has ``patience``: while a hall answers it is put off by so much at most.
    """
    _ticks[name] = _Periodic(interval=interval, tick=tick, patience=patience)


def enqueue(kind: str, *, nonce: str, payload: Mapping[str, object], run_at: dt.datetime) -> Job:
    """Write a job in the caller's transaction; the same ``nonce`` again finds the first row."""
    job, _made = Job.objects.get_or_create(
        nonce=nonce, defaults={"kind": kind, "payload": dict(payload), "run_at": run_at}
    )
    return job


def run_due(at: dt.datetime, *, limit: int = 20) -> int:
    """Claim and run what is due; returns how many ran."""
    ran = 0
    while ran < limit:
        job = _claim(at)
        if job is None:
            break
        _run(job, at)
        ran += 1
    return ran


def tick_all(at: dt.datetime) -> None:
    """Run every periodic reader once, then the due jobs: what tests and the demo call."""
    for periodic in _ticks.values():
        periodic.tick(at)
    run_due(at)


class Ticker:
    """A thread that runs periodic readers and due jobs until it is stopped."""

    def __init__(self, *, pause: float = 1.0) -> None:
        self._pause = pause
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="ticker", daemon=True)
        self._last: dict[str, dt.datetime] = {}

    def start(self) -> None:
        """Begin ticking."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the job in hand, at most a second later."""
        self._stopping.set()
        self._thread.join(timeout=2)

    def _loop(self) -> None:
        while not self._stopping.wait(self._pause):
            close_old_connections()
            at = clock.now()
            try:
                self.tick(at)
                run_due(at)
            except Exception:
                # The ticker outlives a database that is away for a moment.
                logger.exception("tick failed")

    def tick(self, at: dt.datetime) -> None:
        """Call what is due by its interval."""
        for name, periodic in _ticks.items():
            interval = periodic.interval + (periodic.patience if is_crowded() else dt.timedelta(0))
            if at - self._last.setdefault(name, at - periodic.interval) < interval:
                continue
            self._last[name] = at
            try:
                periodic.tick(at)
            except Exception:
                logger.exception("%s failed", name)


def _claim(at: dt.datetime) -> Job | None:
    due = Q(state=Job.State.DUE, run_at__lte=at) | Q(state=Job.State.RUNNING, lease_until__lt=at)
    candidate = Job.objects.filter(due, kind__in=_handlers).order_by("run_at", "pk").first()
    if candidate is None:
        return None
    with transaction.atomic():
        claimed = Job.objects.filter(due, pk=candidate.pk).update(
            state=Job.State.RUNNING, lease_until=at + LEASE, attempts=candidate.attempts + 1
        )
    candidate.attempts += 1
    return candidate if claimed else _claim(at)


def _run(job: Job, at: dt.datetime) -> None:
    try:
        result = _handlers[job.kind](job.payload, at)
    except Exception as error:
        logger.exception("job %s failed", job)
        last = job.attempts >= MOST_ATTEMPTS
        Job.objects.filter(pk=job.pk).update(
            state=Job.State.FAILED if last else Job.State.DUE,
            run_at=at + dt.timedelta(minutes=2**job.attempts),
            error=repr(error)[:500],
        )
        return
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.DONE, done_at=at, error="", result=dict(result) if result else None
    )

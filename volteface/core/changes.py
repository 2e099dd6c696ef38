"""Notices that something the lane keeps in memory has changed.

This process hears of it at once, others through Redis where there is one (`lanes.news`), and by
their poll.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from volteface.core.models import Change

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

_listeners: list[Callable[[str, str], None]] = []


def listen(listener: Callable[[str, str], None]) -> None:
    """Call ``listener(topic, key)`` after commit, in the thread that committed."""
    if listener not in _listeners:
        _listeners.append(listener)


def unlisten(listener: Callable[[str, str], None]) -> None:
    """Call it no more."""
    if listener in _listeners:
        _listeners.remove(listener)


def announce(topic: str, key: str, *, at: dt.datetime) -> None:
    """Write the notice beside its cause, and tell this process once both are committed."""
    Change.objects.create(topic=topic, key=key, at=at)
    transaction.on_commit(lambda: _tell(topic, key))


def changes_after(change_id: int) -> list[Change]:
    """Notices of other processes since ``change_id``, oldest first."""
    return list(Change.objects.filter(pk__gt=change_id).order_by("pk")[:1000])


def _tell(topic: str, key: str) -> None:
    for listener in tuple(_listeners):
        listener(topic, key)

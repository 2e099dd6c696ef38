"""Wake-ups between apps: sent after commit, carrying ids; the truth is pulled by who is woken."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)


class Event:
    """Something that has happened; handlers are one-line calls of an action."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._handlers: list[Callable[[int], object]] = []

    def connect(self, handler: Callable[[int], object]) -> None:
        """Call ``handler(id)`` after each commit in which the event was announced."""
        if handler not in self._handlers:
            self._handlers.append(handler)

    @property
    def is_heard(self) -> bool:
        """Whether anybody is connected."""
        return bool(self._handlers)

    def announce(self, row_id: int) -> None:
        """Wake the handlers once the surrounding transaction has committed."""
        transaction.on_commit(lambda: self._wake(row_id))

    def _wake(self, row_id: int) -> None:
        for handler in self._handlers:
            try:
                handler(row_id)
            except Exception:
                # A handler that fails is caught up by its cursor or job at the next tick.
                logger.exception("handler of %s failed for %s", self.name, row_id)

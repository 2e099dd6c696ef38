"""Writing what was watched, as the lane does, for whoever tells it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from volteface.learning import watch_log
from volteface.learning.watch_log import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Told", "record_watched"]


def record_watched(told: Sequence[Told]) -> None:
    """Keep the greater count of each bucket, as the lane does; again, it changes nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        watch_log.store(cursor, told)

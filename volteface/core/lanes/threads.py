"""Where the lane's handlers ask the database: never on the event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from asgiref.sync import sync_to_async
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable


async def in_thread[**P, T](work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What ``work`` returns, done in a thread; in tests on the test's own connection."""
    if settings.LANE_INLINE:
        return await sync_to_async(work)(*args, **kwargs)
    return await asyncio.to_thread(work, *args, **kwargs)

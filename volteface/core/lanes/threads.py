"""Where the lane's handlers ask the database: in a thread, or in the loop by prepared reads."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.exceptions import SynchronousOnlyOperation

from volteface.core.db import reading

if TYPE_CHECKING:
    from collections.abc import Callable


async def in_thread[**P, T](work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What ``work`` returns, done in a thread; in tests on the test's own connection."""
    if settings.LANE_INLINE:
        return await sync_to_async(work)(*args, **kwargs)
    return await asyncio.to_thread(work, *args, **kwargs)


async def in_loop_or_thread[**P, T](work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The same for ``work`` that reads a few prepared rows: at once while they are all it takes."""
    if not settings.LANE_INLINE and reading.is_possible():
        try:
            with reading.in_loop():
                return work(*args, **kwargs)
        except SynchronousOnlyOperation:
            pass
    return await in_thread(work, *args, **kwargs)

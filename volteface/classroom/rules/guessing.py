"""How many wrong room codes one device or one address may try before it has to wait (T12)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WINDOW = dt.timedelta(minutes=10)
MOST_PER_DEVICE = 20
# A lecture hall shares one address, so its allowance is wide; right codes are never counted.
MOST_PER_ADDRESS = 300
# So many failures over the whole installation are somebody searching.
ALARM = 1_000


def recent(failures: Iterable[dt.datetime], *, at: dt.datetime) -> list[dt.datetime]:
    """The failures still inside the window."""
    return [moment for moment in failures if at - moment < WINDOW]


def must_wait(device_failures: int, address_failures: int) -> bool:
    """Whether the next try is refused without looking."""
    return device_failures >= MOST_PER_DEVICE or address_failures >= MOST_PER_ADDRESS

"""Taps on one printed kit's page, counted by the minute: a table marks its cards, no machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.translation import gettext as _

from volteface.classroom.errors import TooManyTaps

if TYPE_CHECKING:
    import datetime as dt

# Six phones, each as fast as a thumb.
MOST_A_MINUTE = 240
_SECONDS = 120


def count(code: str, *, at: dt.datetime) -> None:
    """Count a tap on the kit's page; raises ``TooManyTaps`` beyond what a table can do."""
    name = f"taps:{code}:{int(at.timestamp()) // 60}"
    cache.add(name, 0, _SECONDS)
    try:
        taps = cache.incr(name)
    except ValueError:
        # Thrown out of the cache in between: a minute begins anew.
        taps = 1
    if taps > MOST_A_MINUTE:
        raise TooManyTaps(_("That is faster than a table can tap. Wait a minute, then go on."))

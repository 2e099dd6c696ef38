"""Failed room codes in memory, by device and by address; right codes are never counted (T12)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.translation import gettext as _

from volteface.classroom.errors import TooManyGuesses
from volteface.classroom.rules import guessing

if TYPE_CHECKING:
    import datetime as dt

logger = logging.getLogger(__name__)

_SECONDS = int(guessing.WINDOW.total_seconds())


def check(device: str, address: str, *, at: dt.datetime) -> None:
    """Refuse the next try of whoever has been wrong too often."""
    if guessing.must_wait(
        len(_recent(f"device:{device}", at)) if device else 0,
        len(_recent(f"address:{address}", at)),
    ):
        raise TooManyGuesses(
            _("Too many codes that lead nowhere. Wait ten minutes, or scan the code on the screen.")
        )


def failed(device: str, address: str, *, at: dt.datetime) -> None:
    """Count a code that leads nowhere."""
    if device:
        _add(f"device:{device}", at)
    _add(f"address:{address}", at)
    everywhere = _add("everywhere", at)
    if everywhere % guessing.ALARM == 0:
        logger.warning("%d wrong room codes within ten minutes: somebody is searching", everywhere)


def _recent(name: str, at: dt.datetime) -> list[dt.datetime]:
    return guessing.recent(cache.get(f"guesses:{name}", ()), at=at)


def _add(name: str, at: dt.datetime) -> int:
    failures = [*_recent(name, at), at]
    cache.set(f"guesses:{name}", failures, _SECONDS)
    return len(failures)

"""Small reads by primary key or index, also in the event loop where the database is a file.

Django's connections refuse to work in a thread that runs an event loop. On SQLite a read of a few
indexed rows takes some 30 µs and waits for nobody (WAL), so the loop has a connection of its own
that can only read. Elsewhere, and in every other thread, the query goes through Django.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.core.exceptions import SynchronousOnlyOperation
from django.db import connection, connections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from django.db.backends.base.base import BaseDatabaseWrapper


class _Here(threading.local):
    """What this thread reads with."""

    in_loop = False
    own: sqlite3.Connection | None = None


_here = _Here()


def rows(sql: str, parameters: Sequence[Any]) -> list[Sequence[Any]]:
    """Every row of a query written with ``%s``; few, for the loop waits meanwhile."""
    if _here.in_loop and _here.own is not None:
        return _here.own.execute(_with_marks(sql), parameters).fetchall()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[Sequence[Any]] = cursor.fetchall()
    return found


@contextmanager
def in_loop() -> Iterator[None]:
    """Read with the loop's own connection inside the block.

    Raises `SynchronousOnlyOperation` where there is none to be had, as Django would.
    """
    if _here.own is None:
        _here.own = _opened()
    _here.in_loop = True
    try:
        yield
    finally:
        _here.in_loop = False


def is_possible() -> bool:
    """Whether the loop can read for itself: the database is a file of this machine."""
    found = database()
    return found.vendor == "sqlite" and not _is_in_memory(found.settings_dict["NAME"])


@cache
def database() -> BaseDatabaseWrapper:
    """What the database is and how it spells values; never to connect with.

    In the event loop every task would be given an object of its own, at a third of a page's price.
    """
    return connections["default"]


def close() -> None:
    """Let go of this thread's own connection."""
    if _here.own is not None:
        _here.own.close()
        _here.own = None


def _is_in_memory(name: str | Path) -> bool:
    """As SQLite is told: a folder may be called memory."""
    return name == ":memory:" or (isinstance(name, str) and "mode=memory" in name)


def _opened() -> sqlite3.Connection:
    if not is_possible():
        raise SynchronousOnlyOperation
    settings = database().settings_dict
    opened = sqlite3.connect(
        f"file:{quote(str(settings['NAME']))}?mode=ro",
        uri=True,
        isolation_level=None,
        # As Django's own: dates and booleans come back as such.
        detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES,
    )
    # Not mapped into memory: that is done anew after each commit, and takes as long as two reads.
    opened.executescript("PRAGMA query_only=ON; PRAGMA cache_size=-16384; PRAGMA mmap_size=0;")
    return opened


@cache
def _with_marks(sql: str) -> str:
    return sql.replace("%s", "?").replace("%%", "%")

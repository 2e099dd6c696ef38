"""The log read in plain SQL: each response once, with its newest grade, in aware times."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, overload

from volteface.core.db import reading

if TYPE_CHECKING:
    from collections.abc import Sequence


def graded_rows(sql: str, parameters: Sequence[Any], *, seq: int) -> list[Sequence[Any]]:
    """The query's rows in its order; of several grades of one response the newest stays.

    ``seq`` is the place of the response's number in a row; the grade's id is the last column and
    may be empty.
    """
    newest: dict[int, Sequence[Any]] = {}
    for row in reading.rows(sql, list(parameters)):
        known = newest.get(row[seq])
        if known is None or (known[-1] or 0) <= (row[-1] or 0):
            newest[row[seq]] = row
    return list(newest.values())


@overload
def aware(at: dt.datetime) -> dt.datetime: ...
@overload
def aware(at: None) -> None: ...
def aware(at: dt.datetime | None) -> dt.datetime | None:
    """A moment as SQLite gives it, with its zone."""
    return at if at is None or at.tzinfo else at.replace(tzinfo=dt.UTC)

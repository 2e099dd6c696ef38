"""Queries that are asked for every reader of a hall, compiled once.

Building a query of Django's and compiling it takes ten times as long as SQLite needs to answer it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import connections

from volteface.core.db import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

    type Value = int | str | dt.datetime

# Far outside of what is ever asked for; a place for a value is known by it.
_NUMBER = 2**52
_YEAR = 4_000


class Prepared:
    """A query by its values: ``Prepared(lambda pk, at: Row.objects.filter(…).values_list(…))``.

    The builder is called once for each database, with a stand-in of each value's type; it must not
    look at the values, and its columns must need no conversion (numbers and texts).
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._compiled: dict[str, tuple[str, list[tuple[int, Any]]]] = {}

    def __call__(self, *values: Value) -> list[Sequence[Any]]:
        """The rows for these values, in the builder's order."""
        database = connections["default"]
        kept = self._compiled.get(database.vendor)
        if kept is None:
            kept = self._compiled[database.vendor] = self._compile(values)
        sql, places = kept
        adapted = [_adapted(value, database) for value in values]
        return reading.rows(sql, [own if place < 0 else adapted[place] for place, own in places])

    def _compile(self, values: Sequence[Value]) -> tuple[str, list[tuple[int, Any]]]:
        database = connections["default"]
        standing = [_stand_in(value, number) for number, value in enumerate(values)]
        sql, parameters = self._build(*standing).query.sql_with_params()
        known = [_adapted(value, database) for value in standing]
        places = [(known.index(one) if one in known else -1, one) for one in parameters]
        missing = set(range(len(values))) - {place for place, _own in places}
        if missing:
            message = f"the query does not use its values {sorted(missing)}"
            raise ValueError(message)
        return sql, places


def _stand_in(value: Value, number: int) -> Value:
    if isinstance(value, dt.datetime):
        return dt.datetime(_YEAR, 1, 1 + number, tzinfo=dt.UTC)
    return _NUMBER + number if isinstance(value, int) else f"\ue000{number}"


def _adapted(value: Value, database: Any) -> Any:
    return (
        database.ops.adapt_datetimefield_value(value) if isinstance(value, dt.datetime) else value
    )

"""Queries that are asked for every reader of a hall, compiled once.

Building a query of Django's and compiling it takes ten times as long as SQLite needs to answer it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS

from volteface.core.db import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Model, QuerySet
    from django.db.models.sql.compiler import SQLCompiler

    type Value = int | str | dt.datetime
    type Row = Sequence[Any]

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

    def __call__(self, *values: Value) -> list[Row]:
        """The rows for these values, in the builder's order."""
        kept = self._compiled.get(reading.database().vendor)
        if kept is None:
            kept = self._compiled[reading.database().vendor] = self._compile(values)
        sql, places = kept
        adapted = [_adapted(value) for value in values]
        return reading.rows(sql, [own if place < 0 else adapted[place] for place, own in places])

    def _compile(self, values: Sequence[Value]) -> tuple[str, list[tuple[int, Any]]]:
        standing = [_stand_in(value, number) for number, value in enumerate(values)]
        compiler = self._build(*standing).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        self._remember(compiler)
        known = [_adapted(value) for value in standing]
        places = [(known.index(one) if one in known else -1, one) for one in parameters]
        missing = set(range(len(values))) - {place for place, _own in places}
        if missing:
            message = f"the query does not use its values {sorted(missing)}"
            raise ValueError(message)
        return sql, places

    def _remember(self, compiler: SQLCompiler) -> None:
        """What else is known only when the query has just been compiled: nothing here."""


class PreparedObjects[M: Model](Prepared):
    """The same for whole rows: `made` turns each into an object, as Django does.

    What ``select_related`` names comes with it.
    """

    def made(self, row: Row) -> M:
        """The object of a row that a call has given."""
        (converted,) = self._compiler.apply_converters([list(row)], self._converters)
        made: M = self._one(self._compiler.klass_info, converted)
        return made

    def _one(self, info: dict[str, Any], row: Row) -> Any:
        targets = [self._compiler.select[place][0].target for place in info["select_fields"]]
        values = [row[place] for place in info["select_fields"]]
        if values[targets.index(info["model"]._meta.pk)] is None:  # noqa: SLF001 - Django documents it
            return None
        made = info["model"].from_db(DEFAULT_DB_ALIAS, [one.attname for one in targets], values)
        for related in info.get("related_klass_infos", ()):
            other = self._one(related, row)
            related["local_setter"](made, other)
            if other is not None:
                related["remote_setter"](other, made)
        return made

    def _remember(self, compiler: Any) -> None:  # Django's own, without types
        self._compiler = compiler
        self._converters = compiler.get_converters([one[0] for one in compiler.select])


def _stand_in(value: Value, number: int) -> Value:
    if isinstance(value, dt.datetime):
        return dt.datetime(_YEAR, 1, 1 + number, tzinfo=dt.UTC)
    return _NUMBER + number if isinstance(value, int) else f"\ue000{number}"


def _adapted(value: Value) -> Any:
    if isinstance(value, dt.datetime):
        return reading.database().ops.adapt_datetimefield_value(value)
    return value

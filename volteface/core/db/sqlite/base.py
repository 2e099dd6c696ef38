"""Django's SQLite backend with every write behind the process's write gate.

A transaction takes the gate at BEGIN (always IMMEDIATE) and leaves it at COMMIT or ROLLBACK; a
writing statement outside a transaction takes it for its own length. Reading never does.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Self

from django.db.backends.sqlite3 import base as sqlite_base

from volteface.core.gate import gate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"
_WRITES = frozenset(
    (
        "INSERT",
        "UPDATE",
        "DELETE",
        "REPLACE",
        "CREATE",
        "ALTER",
        "DROP",
        "REINDEX",
        "VACUUM",
        "WITH",
    )
)
_OPEN: AbstractContextManager[None] = nullcontext()


class GatedConnection(sqlite3.Connection):
    """A connection that knows whether it holds the gate."""

    holds_gate = False

    def take_gate(self) -> None:
        if not self.holds_gate:
            gate.enter()
            self.holds_gate = True

    @contextmanager
    def statement(self) -> Iterator[None]:
        """Hold the gate for a statement, and on if it began a transaction."""
        self.take_gate()
        try:
            yield
        finally:
            self.leave_gate()

    def leave_gate(self) -> None:
        """Leave the gate unless a transaction is still open."""
        if self.holds_gate and not self.in_transaction:
            self.holds_gate = False
            gate.leave()

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self.leave_gate()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self.leave_gate()

    def close(self) -> None:
        super().close()
        if self.holds_gate:
            self.holds_gate = False
            gate.leave()

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> Any:  # sqlite3 declares a Literal
        try:
            return super().__exit__(exc_type, exc_value, traceback)
        finally:
            self.leave_gate()


class GatedCursor(sqlite_base.SQLiteCursorWrapper):
    """A cursor that takes the gate before whatever begins a transaction or writes outside one."""

    connection: GatedConnection

    def execute(self, query: str, params: Any = None) -> Self:
        with self._gate_for(query):
            super().execute(query, params)
        return self

    def executemany(self, query: str, param_list: Any) -> Self:
        with self._gate_for(query):
            super().executemany(query, param_list)
        return self

    def executescript(self, sql_script: str, /) -> Self:
        with self._gate_for("UPDATE"):
            super().executescript(sql_script)
        return self

    def _gate_for(self, query: str) -> AbstractContextManager[None]:
        connection = self.connection
        if connection.in_transaction or not _begins_or_writes(query):
            return _OPEN
        return connection.statement()


class DatabaseWrapper(sqlite_base.DatabaseWrapper):
    """The engine named by settings."""

    # Where the clock and this thread's own work stood when a test's inner block began.
    _stretch: tuple[float, float] | None = None

    def get_connection_params(self) -> dict[str, Any]:
        options = self.settings_dict["OPTIONS"]
        options.setdefault("transaction_mode", "IMMEDIATE")
        options.setdefault("timeout", 20)
        options.setdefault("init_command", _PRAGMAS)
        parameters: dict[str, Any] = super().get_connection_params()
        parameters["factory"] = GatedConnection
        return parameters

    def create_cursor(self, name: str | None = None) -> GatedCursor:  # noqa: ARG002 - Django's
        cursor: GatedCursor = self.connection.cursor(factory=GatedCursor)
        return cursor

    def _savepoint(self, sid: str) -> None:
        super()._savepoint(sid)  # type: ignore[misc]  # missing from the stubs
        if self._only_the_test_is_around():
            self._stretch = (time.perf_counter(), time.thread_time())

    def _savepoint_commit(self, sid: str) -> None:
        super()._savepoint_commit(sid)  # type: ignore[misc]  # missing from the stubs
        if self._only_the_test_is_around() and self._stretch is not None:
            began, worked = self._stretch
            self._stretch = None
            gate.note((time.perf_counter() - began) * 1e3, (time.thread_time() - worked) * 1e3)

    def _only_the_test_is_around(self) -> bool:
        """Whether the innermost block but this one is the transaction a test wraps around."""
        blocks = self.atomic_blocks
        return bool(blocks) and getattr(blocks[-1], "_from_testcase", False)


def _begins_or_writes(query: str) -> bool:
    word = query.lstrip(" \n\t(")[:8].upper()
    return word.startswith("BEGIN") or word.split(maxsplit=1)[0] in _WRITES if word else False

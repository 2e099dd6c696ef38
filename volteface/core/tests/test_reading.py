"""Small reads in the event loop: a connection of its own that can only read."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import SynchronousOnlyOperation
from django.db import connection

from volteface.core.db import reading

FIND = "SELECT value, '%%' FROM kept WHERE key = %s"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "a b?.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE kept (key TEXT, value INT)")
        made.execute("INSERT INTO kept VALUES ('x', 7)")
    made.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    monkeypatch.setattr(reading, "is_possible", lambda: True)
    return path


def test_the_loop_reads_what_is_committed_and_cannot_write(file: Path) -> None:
    try:
        with reading.in_loop():
            assert reading.rows(FIND, ["x"]) == [(7, "%")]
            with sqlite3.connect(file) as other:
                other.execute("UPDATE kept SET value = 8")
            other.close()
            assert reading.rows(FIND, ["x"]) == [(8, "%")]
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                reading.rows("DELETE FROM kept WHERE key = %s", ["x"])
    finally:
        reading.close()


@pytest.mark.django_db
def test_where_no_file_can_be_read_a_thread_must_do_it() -> None:
    assert reading.rows("SELECT %s", ["a"]) == [("a",)]
    if not reading.is_possible():
        with pytest.raises(SynchronousOnlyOperation), reading.in_loop():
            pass


@pytest.mark.parametrize(
    ("name", "possible"),
    [
        (":memory:", False),
        ("file:made?mode=memory&cache=shared", False),
        ("/home/memory/volteface.sqlite3", True),
        (Path("/srv/memory/volteface.sqlite3"), True),
    ],
)
def test_a_file_is_read_whatever_its_folder_is_called(
    name: str | Path, possible: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": name})
    monkeypatch.setattr(reading, "database", lambda: told)
    assert reading.is_possible() is possible

"""R12: a backup taken while rows are written comes back whole, to the last minute."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.db import connection

from tests import database
from volteface.core import backup, clock
from volteface.learning.actions import record_response
from volteface.learning.testing import bare_draw
from volteface.web.bench.server import TestServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import SettingsWrapper

COMMAND = str(Path(sys.executable).parent / "volteface")
FILE = "volteface.sqlite3"
# As large as all the rest of the file, and not to be made smaller.
PICTURE = b"\x89PNG" + random.Random(7).randbytes(200_000)


def volteface(folder: Path, *arguments: str, url: str = "") -> subprocess.CompletedProcess[str]:
    """The command with its data in ``folder``, or in the database at ``url``."""
    own = {"DATA": str(folder), "DATABASE_URL": url}
    return subprocess.run(
        [COMMAND, *arguments],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[list[int]]:
    """Somebody writes a row about every millisecond; the list grows with what was committed."""
    stop, written = threading.Event(), list[int]()

    def write() -> None:
        with contextlib.closing(sqlite3.connect(folder / FILE, timeout=20)) as database:
            while not stop.is_set():
                row = database.execute(
                    "INSERT INTO core_change (topic, key, at) VALUES ('canary', 'x', ?)"
                    " RETURNING id",
                    [dt.datetime.now(dt.UTC).isoformat()],
                ).fetchone()
                database.commit()
                written.append(row[0])
                time.sleep(0.001)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield written
    finally:
        stop.set()
        thread.join(20)


def answer(folder: Path, text: str) -> None:
    """A learner's answer, straight into the log."""
    with contextlib.closing(sqlite3.connect(folder / FILE, timeout=20)) as database:
        draw, version = database.execute(
            "SELECT draw_id, version_id FROM learning_drawquestion LIMIT 1"
        ).fetchone()
        (subject,) = database.execute("SELECT id FROM accounts_subject LIMIT 1").fetchone()
        database.execute(
            "INSERT INTO learning_response (answer_id, subject_id, draw_id, version_id, answer,"
            " options_shown, device, counter, accepted_at, late, countable)"
            " VALUES (?, ?, ?, ?, ?, '', '', 0, ?, 0, 1)",
            [uuid.uuid4().hex, subject, draw, version, text, dt.datetime.now(dt.UTC).isoformat()],
        )
        database.commit()


def counts(folder: Path) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(folder / FILE)) as database:
        names = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]
            for name in names
            if not name.startswith("sqlite_")
        }


def status(port: int, path: str, cookie: str, fields: dict[str, str] | None = None) -> int:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        data=urllib.parse.urlencode(fields).encode() if fields else None,
        headers={"cookie": cookie, "accept": "application/json" if fields else "text/html"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return int(answer.status)


def one(folder: Path, sql: str) -> Any:
    with contextlib.closing(sqlite3.connect(folder / FILE)) as database:
        return database.execute(sql).fetchone()[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """An institution, its backup made while somebody wrote, and what came out of that elsewhere."""

    here: Path
    there: Path
    file: Path
    world: dict[str, Any]
    # Rows committed before the backup began, and while it ran.
    before: int
    meanwhile: int


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    folder = tmp_path_factory.mktemp("drill")
    here, there, file = folder / "here", folder / "there", folder / "all.tar.gz"
    (here / "media").mkdir(parents=True)
    database.lay(here)
    (here / "media" / "picture.png").write_bytes(PICTURE)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        world = TestServer(here, 0).build("volteface.web.bench.world", "20", "5")
        with writing(here) as written:
            answer(here, '{"choice":["canary"]}')
            patience = time.monotonic() + 30
            while len(written) < 20:
                assert time.monotonic() < patience, "the writer does not write"
                time.sleep(0.01)
            before = len(written)
            made = volteface(here, "backup", str(file))
            meanwhile = len(written) - before
        assert made.returncode == 0, made.stderr
        restored = volteface(there, "restore", str(file))
        assert restored.returncode == 0, restored.stderr
        yield Drill(
            here=here, there=there, file=file, world=world, before=before, meanwhile=meanwhile
        )


def test_r12_a_backup_under_load_is_whole_and_has_the_last_minute(drill: Drill) -> None:
    here, there = drill.here, drill.there
    assert drill.meanwhile > 50, "the backup kept the writer waiting"
    assert drill.file.stat().st_mode & 0o077 == 0
    assert one(there, "PRAGMA integrity_check") == "ok"
    assert one(there, "SELECT COUNT(*) FROM learning_response WHERE answer LIKE '%canary%'") == 1
    assert one(there, "SELECT COUNT(*) FROM core_change WHERE topic = 'canary'") >= drill.before
    quiet = {name: n for name, n in counts(here).items() if name != "core_change"}
    assert {name: n for name, n in counts(there).items() if name != "core_change"} == quiet
    assert (there / "media" / "picture.png").read_bytes() == PICTURE


def test_r12_a_restored_institution_is_served_to_whoever_was_signed_in(
    drill: Drill, tmp_path: Path, free_port: int
) -> None:
    there = shutil.copytree(drill.there, tmp_path / "copy")
    with TestServer(there, free_port) as server:
        server.start()
        assert status(free_port, "/", drill.world["learners"][0]) == 200
        # A form that was open before the disaster is taken after it.
        sent = {"answer_id": str(uuid.uuid4()), "choice": "o1"}
        sent |= {"token": drill.world["tokens"][0], "version": drill.world["versions"][0]}
        assert status(free_port, "/a/", "", sent) == 200
    assert one(there, "SELECT COUNT(*) FROM learning_response") == 2


def test_r12_nothing_is_written_over(drill: Drill) -> None:
    for arguments in (("backup", str(drill.file)), ("restore", str(drill.file))):
        refused = volteface(drill.here, *arguments)
        assert refused.returncode == 2
        assert refused.stderr.startswith("volteface: ")
        assert refused.stderr.count("\n") == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the file holds SQLite's database")
@pytest.mark.parametrize("damage", ["cut", "text", "missing"])
def test_r12_a_damaged_file_is_refused_in_one_line_and_leaves_nothing(
    drill: Drill, tmp_path: Path, damage: str, settings: SettingsWrapper
) -> None:
    raw = drill.file.read_bytes()
    content = {"cut": raw[: len(raw) // 2], "text": b"Dear diary"}
    file = tmp_path / "damaged.tar.gz"
    if damage in content:
        file.write_bytes(content[damage])
    _refuse(file, tmp_path / "there", settings)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the file holds SQLite's database")
@pytest.mark.parametrize("place", range(1, 24))
def test_r12_a_flipped_byte_is_refused_wherever_it_is(
    drill: Drill, tmp_path: Path, place: int, settings: SettingsWrapper
) -> None:
    raw = bytearray(drill.file.read_bytes())
    raw[len(raw) * place // 24] ^= 0xFF
    file = tmp_path / "damaged.tar.gz"
    file.write_bytes(raw)
    _refuse(file, tmp_path / "there", settings)


def _refuse(file: Path, there: Path, settings: SettingsWrapper) -> None:
    settings.DATA_DIR = there
    with pytest.raises(backup.BackupFailed) as refused:
        backup.restore(file)
    assert str(file) in str(refused.value) or "check sum" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not settings.DATA_DIR.exists() or not list(settings.DATA_DIR.iterdir())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own way of backing up")
@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not installed")
@pytest.mark.django_db(transaction=True)
def test_r12_postgresql_is_dumped_and_comes_back_in_an_empty_database(
    tmp_path: Path, settings: SettingsWrapper
) -> None:
    settings.DATA_DIR = tmp_path / "here"
    settings.MEDIA_ROOT = tmp_path / "here" / "media"
    draw, (subject, *_), (version,) = bare_draw()
    record_response(
        subject, draw=draw, version=version, answer='{"choice":["canary"]}', at=clock.now()
    )
    target, there = tmp_path / "all.tar.gz", tmp_path / "there"
    assert backup.write(target).rows > 0
    database = connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE restored")
    try:
        server = f"postgresql://{database['USER']}@{database['HOST']}:{database['PORT']}"
        restored = volteface(there, "restore", str(target), url=f"{server}/restored")
        assert restored.returncode == 0, restored.stderr
        with psycopg.connect(f"{server}/restored") as copy:
            (found,) = copy.execute("SELECT answer FROM learning_response").fetchall()
        assert "canary" in found[0]
        again = volteface(there, "restore", str(target), url=f"{server}/restored")
        assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP DATABASE restored WITH (FORCE)")

"""Backups: one moment of the database, the media, and what to check them against (R12)."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from volteface.core import media_store
from volteface.core.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 1
_SQLITE = "volteface.sqlite3"
_DUMP = "volteface.pgdump"
_CHUNK = 1 << 20


class BackupFailed(DomainError):
    """The backup could not be written or laid down; nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a backup holds."""

    format: int
    tables: int
    rows: int
    files: int
    sha256: str


def write(target: Path) -> Report:
    """Write a backup to ``target``, which appears only once it is whole and checked."""
    if target.exists():
        raise BackupFailed(f"{target} exists already; name a new file")
    if not target.parent.is_dir():
        raise BackupFailed(f"the folder {target.parent} does not exist")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        work = Path(folder)
        database = work / (_SQLITE if connection.vendor == "sqlite" else _DUMP)
        _dump(database)
        tables, rows = _count(database)
        # What an object store keeps is kept there, with versions of its own.
        media = [] if media_store.is_remote() else sorted(_files(Path(settings.MEDIA_ROOT)))
        report = Report(
            format=FORMAT, tables=tables, rows=rows, files=len(media), sha256=_sha256(database)
        )
        (work / "report.json").write_text(json.dumps(asdict(report)), "utf-8")
        draft = work / "backup.tar.gz"
        with tarfile.open(draft, "w:gz", compresslevel=3) as archive:
            archive.add(work / "report.json", "report.json")
            archive.add(database, database.name)
            secret = Path(settings.DATA_DIR) / "secret_key"
            if secret.exists():
                archive.add(secret, "secret_key")
            for path in media:
                archive.add(path, f"media/{path.relative_to(settings.MEDIA_ROOT)}")
        draft.chmod(0o600)
        os.link(draft, target)
    return report


# What reading a cut, flipped or foreign file may raise.
_NOT_WHOLE = (OSError, EOFError, zlib.error, tarfile.TarError, ValueError, TypeError, KeyError)


def restore(source: Path) -> Report:
    """Lay a backup down in an empty data folder; a bad file changes nothing."""
    data = Path(settings.DATA_DIR)
    if not source.is_file():
        raise BackupFailed(f"there is no file {source}")
    if connection.vendor == "sqlite" and (data / _SQLITE).exists():
        raise BackupFailed(f"{data} holds an institution already; name an empty folder with DATA=…")
    if connection.vendor != "sqlite" and connection.introspection.table_names():
        raise BackupFailed("the database is not empty; name another one with DATABASE_URL=…")
    fresh = not data.exists()
    data.mkdir(parents=True, exist_ok=True)
    try:
        return _restored(source, data)
    except BackupFailed:
        if fresh:
            # Nothing came of it; whatever did get in keeps the folder.
            with contextlib.suppress(OSError):
                data.rmdir()
        raise


def _restored(source: Path, data: Path) -> Report:
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as folder:
        work = Path(folder)
        try:
            _unpack(source, work)
            report = Report(**json.loads((work / "report.json").read_text("utf-8")))
        except _NOT_WHOLE as error:
            raise BackupFailed(f"{source} is not a whole backup ({error})") from error
        _lay_down(work, data, report)
    return report


def _unpack(source: Path, work: Path) -> None:
    with gzip.open(source) as whole:
        with tarfile.open(fileobj=whole, mode="r|") as archive:
            archive.extractall(work, filter="data")
        # The check sum of everything, media too, stands behind what the archive's reader needs.
        while whole.read(_CHUNK):
            pass


def _lay_down(work: Path, data: Path, report: Report) -> None:
    name = _SQLITE if connection.vendor == "sqlite" else _DUMP
    database = work / name
    if not database.exists():
        raise BackupFailed("the backup comes from the other kind of database; restore it there")
    if report.format != FORMAT or _sha256(database) != report.sha256:
        raise BackupFailed("the backup's database does not match its own check sum")
    if connection.vendor == "sqlite":
        _check_integrity(database)
    else:
        _pg("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(database))
    media = work / "media"
    if media.exists():
        shutil.copytree(media, settings.MEDIA_ROOT, dirs_exist_ok=True)
        for path in _files(media):
            media_store.keep(path.relative_to(media).as_posix())
    if (work / "secret_key").exists():
        # Over the one this very command was given: sessions, links and open forms stay valid.
        (work / "secret_key").replace(data / "secret_key")
    if connection.vendor == "sqlite":
        # Last and at once: a folder with a database is a folder that was restored.
        connection.close()
        database.rename(data / name)


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        source = Path(str(settings.DATABASES["default"]["NAME"]))
        if not source.exists():
            raise BackupFailed(f"there is no institution in {settings.DATA_DIR}")
        with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as live:
            with sqlite3.connect(target) as copy:
                # In one step: beside the write-ahead log a reader keeps nobody waiting, while a
                # copy in several begins again at every write.
                live.backup(copy)
            copy.close()
        live.close()
        _check_integrity(target)
    else:
        _pg("pg_dump", "--format=custom", f"--file={target}")


def _pg(command: str, *arguments: str) -> None:
    database = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": str(database["HOST"]),
        "PGPORT": str(database["PORT"]),
        "PGUSER": str(database["USER"]),
        "PGPASSWORD": str(database["PASSWORD"]),
    }
    where = f"--dbname={database['NAME']}"
    try:
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own tools with our own settings
            [command, where, *arguments], env=environment, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise BackupFailed(f"PostgreSQL's {command} is not installed here") from error
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise BackupFailed(f"{command}: {said[:300]}")


def _check_integrity(path: Path) -> None:
    copy = sqlite3.connect(path)
    try:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupFailed(f"the copied database cannot be read ({error})") from error
    finally:
        copy.close()
    if verdict != "ok":
        raise BackupFailed(f"the copied database is damaged: {verdict}")


def _count(database: Path) -> tuple[int, int]:
    if connection.vendor == "sqlite":
        with sqlite3.connect(database) as copy:
            names = [
                name
                for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type='table'")
                if not name.startswith("sqlite_")
            ]
            rows = sum(
                copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - names from the catalogue
                for name in names
            )
        copy.close()
        return len(names), rows
    names = connection.introspection.table_names()
    with connection.cursor() as cursor:
        rows = 0
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names from the catalogue
            rows += cursor.fetchone()[0]
    return len(names), rows


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.rglob("*") if path.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()

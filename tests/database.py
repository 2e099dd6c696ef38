"""The test database made by the migrations once, and copied until one of them changes.

Every process that runs tests needs its own, and making one takes five seconds of work. A copy
still goes through ``migrate``: what it should lack would be added. PostgreSQL's is made each time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.signals import connection_created

from volteface.config.environment import DATABASE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper


def fill_when_made() -> None:
    """The first connection to the empty test database finds the tables in it."""
    if _template().exists():
        connection_created.connect(_fill)


def keep() -> None:
    """Write the tables, still without rows of any test, where the next run finds them."""
    connection_created.disconnect(_fill)
    template = _template()
    if connection.vendor != "sqlite" or template.exists():
        return
    template.parent.mkdir(parents=True, exist_ok=True)
    for old in template.parent.iterdir():
        old.unlink(missing_ok=True)
    # In one move: another process may be looking for it.
    with tempfile.NamedTemporaryFile(dir=template.parent.parent, delete=False) as handle:
        made = Path(handle.name)
    with closing(sqlite3.connect(made)) as target:
        connection.connection.backup(target)
        # In one file, which is read without writing beside it.
        target.execute("PRAGMA journal_mode = DELETE")
    made.chmod(0o644)
    made.replace(template)


def main() -> None:
    """Make the tables while the set-up leaves a processor free; every process would else."""
    with tempfile.TemporaryDirectory() as data:
        os.environ["DATA"] = data
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
        django.setup()
        if connection.vendor == "sqlite" and not _template().exists():
            call_command("migrate", verbosity=0)
            keep()
        connection.close()


def lay(folder: Path) -> None:
    """Put the tables where a process of its own will look for its database."""
    if _template().exists():
        shutil.copyfile(_template(), folder / DATABASE_FILE)


def _fill(*, connection: BaseDatabaseWrapper, **_more: object) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]  # SQLite's
        connection_created.disconnect(_fill)
        # Another process may have removed it meanwhile: then the migrations do it all.
        with suppress(sqlite3.OperationalError):
            source = sqlite3.connect(f"file:{_template()}?mode=ro", uri=True)
            with closing(source):
                source.backup(connection.connection)


def _template() -> Path:
    digest = hashlib.sha256(f"{django.__version__} {sqlite3.sqlite_version}".encode())
    for path in sorted(_sources()):
        digest.update(f"{path.relative_to(settings.PACKAGE_DIR)}\n".encode() + path.read_bytes())
    folder: Path = settings.BUILD_DIR / "test-database"
    return folder / f"{digest.hexdigest()[:20]}.sqlite3"


def _sources() -> Iterator[Path]:
    """What decides on the tables: the migrations, and how SQLite is spoken to."""
    yield from settings.PACKAGE_DIR.glob("*/migrations/*.py")
    yield from (settings.PACKAGE_DIR / "core" / "db").rglob("*.py")


if __name__ == "__main__":
    main()

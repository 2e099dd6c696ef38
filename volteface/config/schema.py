"""Brings the database up to date, quickly when it already is."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection


def bring_up_to_date() -> None:
    """Migrate unless every migration on disk is recorded as applied.

    Comparing names takes a few milliseconds; building Django's migration graph half a second,
    which a start that changes nothing need not wait for.
    """
    if not _is_current():
        call_command("migrate", verbosity=0, interactive=False)


def _is_current() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
    except DatabaseError:
        return False
    return _on_disk() <= applied


def _on_disk() -> set[tuple[str, str]]:
    return {
        (config.label, path.stem)
        for config in apps.get_app_configs()
        for path in (Path(config.path) / "migrations").glob("[0-9]*.py")
    }

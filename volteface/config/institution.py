"""Whether there is an institution to read in the database."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

from volteface.accounts.models import Person
from volteface.config.failure import Failure


def require_tables() -> None:
    """Refuse a database nothing was ever brought into."""
    if Person._meta.db_table in connection.introspection.table_names():  # noqa: SLF001 - Django documents it
        return
    if connection.vendor == "sqlite":
        raise Failure(f"{settings.DATA_DIR} holds no institution; name its folder with DATA=…")
    raise Failure("the database holds no institution; name another with DATABASE_URL=…")

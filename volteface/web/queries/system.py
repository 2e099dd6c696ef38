"""The health of the installation in numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.utils import parseaddr
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.db.models import Count

from volteface.core.gate import gate
from volteface.core.models import Job
from volteface.messaging.models import OutboxMessage

if TYPE_CHECKING:
    from volteface.core.gate import GateReport

# A message that should have gone out this long ago is a symptom.
LATE = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemReport:
    """What an administrator sees at a glance; ``troubles`` is empty when all is well."""

    version: str
    database: str
    database_bytes: int
    media_bytes: int
    gate: GateReport
    jobs: dict[str, int]
    messages: dict[str, int]
    late_messages: int
    failed_jobs: list[Job]


def system_report(at: dt.datetime) -> SystemReport:
    """Count what waits, what failed and how long writers held the gate; six queries."""
    jobs = dict(Job.objects.values_list("state").annotate(Count("pk")))
    messages = dict(OutboxMessage.objects.values_list("state").annotate(Count("pk")))
    late = OutboxMessage.objects.filter(state=OutboxMessage.State.DUE, due_at__lt=at - LATE)
    return SystemReport(
        version=version("volteface"),
        database="PostgreSQL" if connection.vendor == "postgresql" else "SQLite",
        database_bytes=_database_bytes(),
        media_bytes=_folder_bytes(Path(settings.MEDIA_ROOT)),
        gate=gate.report(),
        jobs=jobs,
        messages=messages,
        late_messages=late.count(),
        failed_jobs=list(Job.objects.filter(state=Job.State.FAILED).order_by("-run_at")[:10]),
    )


def security_contact() -> str:
    """The address of whoever runs this installation."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _database_bytes() -> int:
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        return path.stat().st_size if path.exists() else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

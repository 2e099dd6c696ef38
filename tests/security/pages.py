"""What is asked of every answer: its headers, its secrets, and that reading wrote nothing."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import connection

from tests.canaries import canaries
from tests.cast import PERSONAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

NOT_CONTENT = {"django_session"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "frame-ancestors": "'none'",
}
FORBIDDEN = {
    persona: [canary.word for canary in canaries() if persona not in canary.seen_by]
    for persona in PERSONAS
}


class Rows:
    """The rows of every table but the sessions, as they are when this is made."""

    def __init__(self) -> None:
        self._digests = _digests()
        self._written = 0
        self._reading = False
        self.changed: list[str] = []

    def begin(self, *, reading: bool) -> None:
        """A request comes; unless it is ``reading`` it may change what it likes."""
        self.changed = []
        self._reading = reading
        self._written = _written()

    def look(self) -> None:
        """Note the tables that are not as they were, if anything at all was written."""
        if self._reading and _written() != self._written:
            now = _digests()
            self.changed = [name for name, digest in now.items() if digest != self._digests[name]]


def header_faults(page: HttpResponse) -> list[str]:
    """Which headers an answer lacks, or has with a value that lets too much through."""
    return list(_header_faults(page))


def text_of(page: HttpResponse) -> str:
    """All of an answer, whatever way it is sent; a streamed one can be read once."""
    if page.streaming:
        return b"".join(page).decode("utf-8", "replace")  # type: ignore[arg-type]
    return page.content.decode("utf-8", "replace")


def secrets_in(text: str, persona: str) -> list[str]:
    """Words of others that ``persona`` must meet nowhere."""
    return [word for word in FORBIDDEN[persona] if word in text]


def _header_faults(page: HttpResponse) -> Iterator[str]:
    for name, value in HEADERS.items():
        if page.get(name) != value:
            yield f"{name}: {page.get(name)}"
    if page.get("Content-Type", "").startswith("text/html"):
        policy = page.get("Content-Security-Policy", "")
        parts = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
        for name, value in POLICY.items():
            if parts.get(name) != value:
                yield f"{name}: {parts.get(name)}"
        if "unsafe" in policy:
            yield "unsafe"
    kept = page.get("Cache-Control", "")
    if page.status_code == 200 and "public" not in kept and "no-store" not in kept:
        yield f"Cache-Control: {kept}"


def _written() -> int:
    """How many rows this connection has written; sessions may or may not count."""
    if connection.vendor == "sqlite":
        return int(connection.connection.total_changes)
    with connection.cursor() as cursor:
        # Of this transaction, in which every test runs.
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)"
            " FROM pg_stat_xact_user_tables"
        )
        return int(cursor.fetchone()[0])


def _digests() -> dict[str, str]:
    digests = {}
    with connection.cursor() as cursor:
        for name in sorted(set(connection.introspection.table_names(cursor)) - NOT_CONTENT):
            quoted = connection.ops.quote_name(name)
            cursor.execute(f"SELECT * FROM {quoted} ORDER BY 1")
            digests[name] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return digests

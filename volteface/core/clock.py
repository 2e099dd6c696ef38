"""The one place that asks what time it is."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return datetime.now(UTC)


def local(at: datetime, zone: str) -> datetime:
    """``at`` on the wall clock of the IANA zone named ``zone``."""
    return at.astimezone(ZoneInfo(zone))

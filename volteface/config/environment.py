"""What the environment says, checked before anything is made of it."""

from __future__ import annotations

import os
import re
import zoneinfo
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

from volteface.config.failure import Failure

DATABASE_FILE = "volteface.sqlite3"
_CHECKOUT = Path(__file__).resolve().parents[2]
LARGEST_PORT = 65_535
_MOST = 10**9
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]{1,5})?")
_LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")


def data_folder() -> Path:
    """The folder of everything this installation keeps."""
    return Path(os.environ.get("DATA") or _CHECKOUT / "data").resolve()


def port(name: str, *, default: int) -> int:
    """A port's number."""
    given = os.environ.get(name) or str(default)
    if not (given.isascii() and given.isdigit() and int(given) <= LARGEST_PORT):
        raise ImproperlyConfigured(f"{name}={given} is no port: a number up to {LARGEST_PORT}")
    return int(given)


def amount(name: str, *, default: int) -> int:
    """A whole number above zero."""
    given = os.environ.get(name) or str(default)
    if not (given.isascii() and given.isdigit() and 0 < int(given) < _MOST):
        raise ImproperlyConfigured(f"{name}={given} is no whole number above zero")
    return int(given)


def hosts(name: str, *, default: str) -> tuple[str, ...]:
    """Names of servers, separated by blanks; an empty value stands for none."""
    given = os.environ.get(name, default).lower().split()
    for host in given:
        if not _HOST.fullmatch(host):
            raise ImproperlyConfigured(f"{name} names {host}, which is no server's name")
    return tuple(given)


def time_zone(name: str, *, default: str) -> str:
    """A time zone this machine knows."""
    given = os.environ.get(name) or default
    try:
        return zoneinfo.ZoneInfo(given).key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"{name}={given} is no time zone; write it like Europe/Paris"
        raise ImproperlyConfigured(message) from error


def one_of(name: str, choices: tuple[str, ...], *, default: str) -> str:
    """One of a few words."""
    given = os.environ.get(name) or default
    if given not in choices:
        raise ImproperlyConfigured(f"{name}={given} is none of {', '.join(choices)}")
    return given


def log_level(name: str, *, default: str) -> str:
    """One of Python's level names."""
    given = os.environ.get(name) or default
    if given not in _LEVELS:
        raise ImproperlyConfigured(f"{name}={given} is none of {', '.join(_LEVELS)}")
    return given


def database_address() -> SplitResult | None:
    """Where PostgreSQL is; None means SQLite in the data folder. Never repeats a password."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return None
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("postgres", "postgresql") and bool(parts.path.strip("/"))
        whole = named and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        message = "DATABASE_URL is not like postgresql://user:password@host:port/name"
        raise ImproperlyConfigured(message)
    return parts


def redis_address() -> str:
    """Where Redis or Valkey is; empty for none."""
    url = os.environ.get("REDIS_URL", "")
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        # Never repeated: it may hold a password.
        raise ImproperlyConfigured("REDIS_URL is not like redis://:password@host:6379/0")
    if url and find_spec("redis") is None:
        raise ImproperlyConfigured(
            "REDIS_URL needs the extra redis: pip install 'volteface[redis]'"
        )
    return url


def object_store() -> dict[str, object] | None:
    """What keeps uploaded files beyond one machine; None means the media folder alone."""
    bucket = os.environ.get("S3_BUCKET", "")
    if not bucket:
        return None
    endpoint = os.environ.get("S3_ENDPOINT", "")
    if endpoint and not endpoint.startswith(("https://", "http://")):
        raise ImproperlyConfigured(f"S3_ENDPOINT={endpoint} does not begin with https://")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured("S3_BUCKET needs the extra s3: pip install 'volteface[s3]'")
    # Other makers' stores do not all know the newest check sums.
    os.environ.setdefault("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required")
    os.environ.setdefault("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required")
    return {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": os.environ.get("S3_REGION") or None,
        # Without a key the library looks where it always does: a machine's role, a profile.
        "access_key": os.environ.get("S3_ACCESS_KEY") or None,
        "secret_key": os.environ.get("S3_SECRET_KEY") or None,
        "location": os.environ.get("S3_PREFIX", "").strip("/"),
        # Own servers seldom have a name of their own for each bucket.
        "addressing_style": "path" if endpoint else "auto",
        "default_acl": None,
        "file_overwrite": True,
    }


def require_institution() -> None:
    """Refuse a data folder without a database, before anything could make one there."""
    if database_address() is None:
        folder = data_folder()
        if not (folder / DATABASE_FILE).is_file():
            raise Failure(f"{folder} holds no institution; name its folder with DATA=…")

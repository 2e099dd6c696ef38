"""Which server, if any, holds this data folder: only one process writes at a time on SQLite."""

from __future__ import annotations

import fcntl
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningServer:
    """Where a running server takes work from the command line."""

    port: int
    token: str


class Held(Exception):
    """Another server already uses this data folder."""


def hold(port: int) -> IO[str]:
    """Take the data folder for this server; raises ``Held`` when another has it.

    The lock goes with the process, however it ends. The returned file must be kept open.
    """
    path = _lock_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = path.open("a+", encoding="ascii")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise Held from error
    handle.seek(0)
    handle.truncate()
    path.chmod(0o600)
    handle.write(json.dumps({"port": port, "token": secrets.token_urlsafe(32)}))
    handle.flush()
    return handle


def command_token() -> str:
    """The secret by which the command line of this machine's owner proves itself; empty if none."""
    server = _read()
    return server.token if server else ""


def running_server() -> RunningServer | None:
    """The server that holds this data folder, if one is alive."""
    path = _lock_path()
    if not path.exists():
        return None
    with path.open("a+", encoding="ascii") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return _read()
        fcntl.flock(handle, fcntl.LOCK_UN)
    return None


def _read() -> RunningServer | None:
    try:
        raw = json.loads(_lock_path().read_text("ascii"))
        return RunningServer(port=int(raw["port"]), token=str(raw["token"]))
    except (OSError, ValueError, KeyError):
        return None


def _lock_path() -> Path:
    return settings.DATA_DIR / "server.lock"

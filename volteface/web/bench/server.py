"""A server of its own in an empty data folder: started, watched, killed."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Self

START_SECONDS = 30.0
_COMMAND = str(Path(sys.executable).parent / "volteface")


class TestServer:
    """The product as a process on ``port`` with its data in ``folder``."""

    __test__ = False

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def manage(self, *arguments: str) -> None:
        """Run one of Django's commands in the folder."""
        self._run([_COMMAND, "manage", *arguments])

    def build(self, module: str, *arguments: str) -> Any:
        """Run a builder module in the folder; it prints what it made as JSON."""
        made = self._run([sys.executable, "-m", module, *arguments])
        return orjson.loads(made.stdout)

    def start(self) -> float:
        """Start and wait until it answers; returns the seconds that took."""
        began = time.perf_counter()
        log = (self.folder / "server.log").open("ab")
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [_COMMAND, "serve", "--port", str(self.port)],
            env=self._environment(),
            stdout=log,
            stderr=log,
        )
        log.close()
        while time.perf_counter() - began < START_SECONDS:
            if self._answers():
                return time.perf_counter() - began
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.log()[-2000:]}")

    def stop(self) -> float:
        """End it politely; returns the seconds that took."""
        began = time.perf_counter()
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
        self.kill()
        return time.perf_counter() - began

    def kill(self) -> None:
        """End it as a power cut would, its worker too."""
        if self._process is not None:
            for pid in (*_children(self._process.pid), self._process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._process.wait(10)
            self._process = None

    def megabytes(self) -> float:
        """Resident memory of the server and its worker."""
        if self._process is None:
            return 0.0
        pids = [self._process.pid, *_children(self._process.pid)]
        return sum(_resident(pid) for pid in pids) / 1024

    def stored(self, sql: str, *values: object) -> int:
        """The number that a query finds in the database, whatever the server said."""
        with contextlib.closing(sqlite3.connect(self.folder / "volteface.sqlite3")) as database:
            row = database.execute(sql, values).fetchone()
        return int(row[0])

    def log(self) -> str:
        """What it wrote."""
        return (self.folder / "server.log").read_text("utf-8", "replace")

    def _answers(self) -> bool:
        try:
            address = f"http://127.0.0.1:{self.port}/healthz"
            with urllib.request.urlopen(address, timeout=1) as answer:
                return bool(answer.status)
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def _environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key != "PYTEST_CURRENT_TEST"}
        own = {"DATA": str(self.folder), "SITE_URL": f"http://127.0.0.1:{self.port}"}
        return {**kept, **own, "PORT": str(self.port)}

    def _run(self, command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(  # noqa: S603 - our own command
            command, env=self._environment(), capture_output=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode("utf-8", "replace")[-3000:])
        return done


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def _resident(pid: int) -> int:
    path = Path(f"/proc/{pid}/status")
    lines = path.read_text().splitlines() if path.exists() else []
    found = [line for line in lines if line.startswith("VmRSS:")]
    return int(found[0].split()[1]) if found else 0

"""Servers of the demo institution: made once, copied for every process that tests, and asked."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Cookie

ROOT = Path(__file__).resolve().parents[2]
# How long a prepared demo serves the next runs, and how long its making may take.
KEEP_SECONDS, MOST_SECONDS = 30 * 60, 4 * 60


@dataclass(frozen=True)
class Newcomer:
    """A learner who has not begun anything, and the session of their browser."""

    email: str
    session: str


@dataclass(frozen=True)
class Server:
    """A running server of the demo."""

    url: str
    links: dict[str, str]
    data: Path
    process: subprocess.Popen[str]
    # Each test that answers takes its own.
    newcomers: list[Newcomer] = field(default_factory=list)
    # Addresses of learners who have a refresher mail; each test that reads one takes its own.
    mailed: list[str] = field(default_factory=list)
    # Where mails say that the product is which were sent before it was served here.
    origin: str = ""
    # Cookies of the faces with the number of their sessions, so that each signs in once.
    cookies: dict[str, tuple[int, list[Cookie]]] = field(default_factory=dict)

    @property
    def course(self) -> str:
        """The code of the demo's course, whatever other courses there are by now."""
        return self.one("SELECT c.code FROM courses_course c ORDER BY c.id LIMIT 1")

    @property
    def cohort(self) -> str:
        """The code of the demo's cohort."""
        return self.one("SELECT code FROM rosters_cohort ORDER BY id LIMIT 1")

    def module(self, key: str) -> str:
        """The code of one of the demo's modules: ``retrieval``, ``spacing`` or ``load``."""
        return self.one("SELECT code FROM courses_module WHERE key = ? ORDER BY id LIMIT 1", key)

    def cycle(self, key: str) -> str:
        """The code of the cycle that the whole cohort has of one of the demo's modules."""
        return self.one(
            "SELECT c.code FROM timetable_cycle c JOIN courses_module m ON m.id = c.module_id"
            " WHERE m.key = ? AND c.group_id IS NULL ORDER BY c.id LIMIT 1",
            key,
        )

    def session_number(self, role: str) -> int:
        """It is raised when somebody's sessions end, such as by a new role."""
        sql = "SELECT session_number FROM accounts_person WHERE email = ?"
        return int(self.one(sql, f"{role}@demo.example"))

    def mail_to(self, address: str, *, holding: str = "") -> str:
        """The text of the newest mail to somebody, in one piece."""
        mails = sorted((self.data / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        for path in reversed(mails):
            text = path.read_text("utf-8")
            if f"To: {address}" in text and holding in text:
                return text.replace(self.origin, self.url) if self.origin else text
        pytest.fail(f"no mail to {address} with {holding}")

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database holds, read beside the running server."""
        address = f"file:{self.data / 'volteface.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            return connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> Any:
        """The only value of the only row."""
        [[value]] = self.rows(sql, *values)
        return value

    def run(self, module: str, *arguments: str) -> str:
        """Run a module of the tests beside the server; what it prints."""
        port = self.url.rpartition(":")[2]
        return run(self.data, "-m", f"tests.browser.{module}", *arguments, PORT=port)


def run(data: Path, *arguments: str, **environment: str) -> str:
    """Run Python on a data folder; what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=_environment(data, **environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


@contextmanager
def serving(data: Path, *, port: int | None = None) -> Iterator[Server]:
    """Serve the demo in ``data`` (made when it is empty) until the block ends."""
    port = port or _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "volteface.config.cli", "demo", "--if-empty", "--serve"],
        cwd=ROOT,
        env=_environment(data, PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=(data.parent / f"{data.name}.log").open("a"),
        text=True,
    )
    try:
        links = _read_links(process)
        if process.poll() is not None:
            pytest.fail((data.parent / f"{data.name}.log").read_text("utf-8")[-2_000:])
        _wait_until_up(f"http://127.0.0.1:{port}/healthz")
        yield Server(f"http://127.0.0.1:{port}", links, data, process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@dataclass(frozen=True)
class Made:
    """What `make_once` made: a demo to copy, who is in it, and its pages by role."""

    folder: Path
    newcomers: tuple[Newcomer, ...]
    mailed: tuple[str, ...]
    # Where its mails say that the product is.
    origin: str

    @property
    def pages(self) -> dict[str, list[str]]:
        """The addresses of each role; they are still being found while the first tests run."""
        return dict(_read_when_made(self.folder, "pages.json"))

    @contextmanager
    def serving_copy(self, data: Path) -> Iterator[Server]:
        """Serve a copy of the demo, which tests may change."""
        shutil.copytree(self.folder / "data", data)
        with serving(data) as running:
            running.newcomers.extend(self.newcomers)
            running.mailed.extend(self.mailed)
            yield replace(running, origin=self.origin)


def kept_folder() -> Path:
    """Where the demo of these very sources is, or will be, for the runs of the next half hour.

    Its dates are counted from when it was made; one that did not come to its end is made again.
    """
    kept = ROOT / "build" / "prepared-demo"
    kept.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    for root in ("volteface", "tests/browser"):
        for path in sorted((ROOT / root).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                found = path.stat()
                digest.update(f"{path} {found.st_mtime_ns} {found.st_size}\n".encode())
    for old in kept.iterdir():
        age = time.time() - old.stat().st_mtime
        is_done, is_whole = (old / "done").exists(), (old / "pages.json").exists()
        failed = not is_whole and (is_done or age > MOST_SECONDS)
        if failed or age > KEEP_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    return kept / digest.hexdigest()[:20]


def make_once(folder: Path) -> Made:
    """The demo in ``folder``, prepared; whoever comes first makes it, the others wait."""
    try:
        folder.mkdir()
    except FileExistsError:
        pass
    else:
        with (folder / "log").open("w") as log:
            subprocess.Popen(
                [sys.executable, "-m", "tests.browser.preparation", str(folder)],
                cwd=ROOT,
                env=_environment(folder / "walked"),
                stdout=log,
                stderr=log,
            )
    given = _read_when_made(folder, "prepared.json")
    newcomers = tuple(Newcomer(**each) for each in given.pop("newcomers"))
    return Made(folder=folder, newcomers=newcomers, **given)


def _read_when_made(folder: Path, name: str) -> Any:
    for _attempt in range(10 * MOST_SECONDS):
        is_done = (folder / "done").exists()
        if (folder / name).exists():
            return json.loads((folder / name).read_text("utf-8"))
        if is_done:
            break
        time.sleep(0.1)
    said = (folder / "log").read_text("utf-8")[-2_000:]
    pytest.fail(f"{name} could not be made, or not within four minutes: {said}")


def _free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _read_links(process: subprocess.Popen[str]) -> dict[str, str]:
    links = {}
    assert process.stdout is not None
    for line in process.stdout:
        found = re.match(r"\s+(\w+)\s+(http\S+)", line)
        if found:
            links[found[1]] = found[2]
        if "Serving on" in line:
            break
    return links


def _wait_until_up(url: str) -> None:
    for _attempt in range(200):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    pytest.fail(f"{url} did not come up")


def _environment(data: Path, **more: str) -> dict[str, str]:
    unwanted = {"DATABASE_URL", "DEBUG"}
    return {key: value for key, value in os.environ.items() if key not in unwanted} | {
        "DATA": str(data),
        "PYTHONUNBUFFERED": "1",
        **more,
    }

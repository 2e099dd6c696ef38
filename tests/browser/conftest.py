"""A real server with the demo institution, and a real browser before it."""

from __future__ import annotations

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
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.crawl import addresses
from tests.browser.find_browser import find
from tests.browser.inspection import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, StorageState

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROLES = ("nobody", "learner", "teacher", "tutor", "administrator")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser; without one it says so."""
    here = Path(__file__).parent
    missing = find() is None
    mine = [item for item in items if here in Path(item.path).parents]
    for item in mine:
        item.add_marker(pytest.mark.browser)
        if missing:
            item.add_marker(pytest.mark.skip(reason="no Chromium could be found or installed"))


@dataclass(frozen=True)
class Server:
    """A running server of the demo."""

    url: str
    links: dict[str, str]
    data: Path
    process: subprocess.Popen[str]
    # Learners who have not begun tomorrow's module; each test that answers takes its own.
    newcomers: list[str] = field(default_factory=list)
    # Addresses of learners who have a refresher mail; each test that reads one takes its own.
    mailed: list[str] = field(default_factory=list)
    # Cookies of the faces, so that each signs in once.
    states: dict[str, StorageState] = field(default_factory=dict)

    @property
    def mails(self) -> list[Path]:
        """Every mail written so far, oldest first."""
        return sorted((self.data / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)

    def mail_to(self, address: str, *, holding: str = "") -> str:
        """The text of the newest mail to somebody, in one piece."""
        for path in reversed(self.mails):
            text = path.read_text("utf-8")
            if f"To: {address}" in text and holding in text:
                return text
        pytest.fail(f"no mail to {address} with {holding}")

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database holds, read beside the running server."""
        address = f"file:{self.data / 'volteface.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            return connection.execute(sql, values).fetchall()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path, *, port: int | None = None) -> Iterator[Server]:
    """Serve the demo in ``data`` (made when it is empty) until the block ends."""
    port = port or free_port()
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


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Server]:
    """One demo for all browser tests of a process; it is made once and copied."""
    data = tmp_path_factory.mktemp("demo") / "data"
    if worker_id != "master":
        # The folders of all processes lie side by side.
        made = _made_once(tmp_path_factory.getbasetemp().parent / "demo-made")
        shutil.copytree(made, data, ignore=shutil.ignore_patterns("*.lock"))
    with serving(data) as running:
        _prepare(running)
        yield running


def _made_once(folder: Path) -> Path:
    """The demo in ``folder``; whoever comes first makes it, the others wait."""
    done = folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        for _attempt in range(1_200):
            if done.exists():
                return folder / "data"
            time.sleep(0.1)
        pytest.fail("another process did not make the demo within two minutes")
    subprocess.run(
        [sys.executable, "-m", "volteface.config.cli", "demo"],
        cwd=ROOT,
        env=_environment(folder / "data"),
        check=True,
        capture_output=True,
    )
    done.touch()
    return folder / "data"


def _environment(data: Path, **more: str) -> dict[str, str]:
    unwanted = {"DATABASE_URL", "DEBUG"}
    return {key: value for key, value in os.environ.items() if key not in unwanted} | {
        "DATA": str(data),
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def _prepare(server: Server) -> None:
    """Beside the running server, make what its pages would take a day to make."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.newcomers"],
        cwd=ROOT,
        env={**os.environ, "DATA": str(server.data), "PORT": server.url.rpartition(":")[2]},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    given = json.loads(done.stdout)
    server.newcomers.extend(f"{server.url}{path}" for path in given["newcomers"])
    server.mailed.extend(given["mailed"])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield chromium
        chromium.close()


class Visit:
    """Opens the product as somebody, on some screen."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self.server = server
        self.watch = Watch(server.url)
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def as_(
        self,
        role: str,
        *,
        width: int = 390,
        height: int = 844,
        theme: str = "light",
        javascript: bool = True,
        **options: object,
    ) -> Page:
        """A page signed in as one of the demo's faces, or as a ``newcomer`` nobody else is.

        ``nobody`` stays signed out.
        """
        context = self._browser.new_context(
            base_url=self.server.url,
            viewport={"width": width, "height": height},
            color_scheme=theme,  # type: ignore[arg-type]  # "light" or "dark"
            java_script_enabled=javascript,
            reduced_motion="reduce",
            storage_state=self.server.states.get(role),
            **options,  # type: ignore[arg-type]  # Playwright's own options
        )
        context.set_default_timeout(15_000)
        self.watch.follow(context)
        self._contexts.append(context)
        page = context.new_page()
        if role == "newcomer":
            _sign_in(page, self.server.newcomers.pop())
        elif role != "nobody" and role not in self.server.states:
            _sign_in(page, self.server.links[role])
            self.server.states[role] = context.storage_state()
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def _sign_in(page: Page, link: str) -> None:
    page.goto(link)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


@pytest.fixture
def visit(server: Server, browser: Browser) -> Iterator[Visit]:
    """A way to open pages that closes what it opened.

    Whatever a test does: T08 the policy is never broken, T27 nothing is asked of anybody else.
    """
    opened = Visit(server, browser)
    yield opened
    opened.close()
    assert opened.watch.complaints == []


class Places:
    """For every face, one address of each kind of page it can reach by links."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self._server = server
        self._browser = browser
        self._found: dict[str, dict[str, str]] = {}

    def all_of(self, role: str) -> dict[str, str]:
        """Every page of a role."""
        return self._walk(role, frozenset())

    def new_to(self, role: str) -> dict[str, str]:
        """The pages of a role that no role before it can reach."""
        if role not in self._found:
            before = ROLES[: ROLES.index(role)]
            known = frozenset(name for earlier in before for name in self.new_to(earlier))
            found = self._walk(role, known)
            self._found[role] = {name: path for name, path in found.items() if name not in known}
        return self._found[role]

    def _walk(self, role: str, known: frozenset[str]) -> dict[str, str]:
        visit = Visit(self._server, self._browser)
        found = addresses(visit.as_(role).context.request, self._server.url, known=known)
        visit.close()
        return found


@pytest.fixture(scope="session")
def places(server: Server, browser: Browser) -> Places:
    """One walk for all tests."""
    return Places(server, browser)

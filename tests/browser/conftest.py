"""A real server with the demo institution, and a real browser before it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.find_browser import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

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


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path, *, port: int | None = None) -> Iterator[Server]:
    """Serve the demo in ``data`` (made when it is empty) until the block ends."""
    port = port or free_port()
    environment = {
        key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "DEBUG"}
    }
    environment |= {"DATA": str(data), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "volteface.config.cli", "demo", "--if-empty", "--serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=(data.parent / f"{data.name}.log").open("a"),
        text=True,
    )
    try:
        links = _read_links(process)
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
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One demo for all browser tests."""
    with serving(tmp_path_factory.mktemp("demo") / "data") as running:
        yield running


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
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._states: dict[str, object] = {}

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
        """A page signed in as one of the demo's faces; ``nobody`` stays signed out."""
        context = self._browser.new_context(
            base_url=self.server.url,
            viewport={"width": width, "height": height},
            color_scheme=theme,  # type: ignore[arg-type]  # "light" or "dark"
            java_script_enabled=javascript,
            reduced_motion="reduce",
            **options,  # type: ignore[arg-type]  # Playwright's own options
        )
        self._contexts.append(context)
        page = context.new_page()
        if role != "nobody":
            page.goto(self.server.links[role])
            page.locator("main form button").first.click()
            page.wait_for_load_state()
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def visit(server: Server, browser: Browser) -> Iterator[Visit]:
    """A way to open pages that closes what it opened."""
    opened = Visit(server, browser)
    yield opened
    opened.close()

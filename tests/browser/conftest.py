"""A real server with the demo institution, and a real browser before it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.find_browser import find
from tests.browser.servers import kept_folder, make_once
from tests.browser.visits import Visit, Windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.servers import Made, Server

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# No page lives long enough for its scripts to be worth compiling well, on threads of their own.
QUICK = "--js-flags=--single-threaded --no-maglev --no-turbofan --always-sparkplug"
# What is awaited comes, however busy the machine is; a test that is about time says its own.
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser; without one it says so."""
    here = Path(__file__).parent
    missing = find() is None
    mine = [item for item in items if here in Path(item.path).parents]
    for item in mine:
        item.add_marker(pytest.mark.browser)
        if missing:
            item.add_marker(pytest.mark.skip(reason="no Chromium could be found or installed"))


@pytest.fixture(scope="session")
def made() -> Made:
    """The demo as it is made, which nobody changes; all processes share it."""
    return make_once(kept_folder())


@pytest.fixture(scope="session")
def server(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A copy of the demo for all browser tests of a process."""
    with made.serving_copy(tmp_path_factory.mktemp("demo") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=[*ARGUMENTS, QUICK])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def windows(server: Server, browser: Browser) -> Windows:
    """Windows of that browser which were used before."""
    return Windows(server, browser)


@pytest.fixture
def visit(server: Server, windows: Windows) -> Iterator[Visit]:
    """A way to open pages that closes what it opened.

    Whatever a test does: T08 the policy is never broken, T27 nothing is asked of anybody else.
    """
    opened = Visit(server, windows)
    yield opened
    opened.close()
    assert opened.watch.complaints == []

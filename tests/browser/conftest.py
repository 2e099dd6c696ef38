"""A real server with the demo institution, and a real browser before it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.find_browser import find
from tests.browser.inspection import Watch
from tests.browser.servers import kept_folder, make_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, StorageState

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
        self._newcomers: dict[BrowserContext, str] = {}

    def as_(
        self,
        role: str,
        *,
        width: int = 390,
        height: int = 844,
        theme: str = "light",
        javascript: bool = True,
        state: StorageState | None = None,
    ) -> Page:
        """A page signed in as one of the demo's faces, or as a ``newcomer`` nobody else is.

        ``nobody`` stays signed out, unless a ``state`` says who the browser belongs to.
        """
        email = ""
        if role == "newcomer":
            email, state = self._newcomer()
        elif role != "nobody":
            state = self._state_of(role)
        context = self._browser.new_context(
            base_url=self.server.url,
            viewport={"width": width, "height": height},
            color_scheme=theme,  # type: ignore[arg-type]  # "light" or "dark"
            java_script_enabled=javascript,
            reduced_motion="reduce",
            storage_state=state,
        )
        context.set_default_timeout(15_000)
        self.watch.follow(context)
        self._contexts.append(context)
        self._newcomers[context] = email
        page = context.new_page()
        if role not in {"newcomer", "nobody"} and state is None:
            _sign_in(page, self.server.links[role])
            number = self.server.session_number(role)
            self.server.states[role] = number, context.storage_state()
        return page

    def email_of(self, page: Page) -> str:
        """The address of the newcomer whose browser this is."""
        return self._newcomers[page.context]

    def _newcomer(self) -> tuple[str, StorageState]:
        taken = self.server.newcomers.pop()
        session = {"name": "session", "value": taken.session, "url": self.server.url}
        # Playwright's own type asks for more than it needs.
        return taken.email, {"cookies": [session], "origins": []}  # type: ignore[typeddict-item]

    def _state_of(self, role: str) -> StorageState | None:
        """The cookies the face has signed in with, unless its sessions were ended since."""
        number, state = self.server.states.get(role, (None, None))
        return state if number == self.server.session_number(role) else None

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

"""Visits of the product as somebody, in browsers that are kept ready between tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.browser.inspection import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, BrowserContext, Cookie, Page

    from tests.browser.servers import Server


@dataclass(frozen=True)
class Look:
    """What a browser's window is like from its first page on."""

    width: int
    height: int
    theme: str
    javascript: bool


class Windows:
    """Windows that were used before: they keep the product's own files, and nothing of anybody.

    A window that has never been here loads some thirty files first, which takes longer than most
    of what is tested in it.
    """

    def __init__(self, server: Server, browser: Browser) -> None:
        self._server = server
        self._browser = browser
        self._spare: dict[Look, list[tuple[BrowserContext, Page]]] = {}

    def take(self, look: Look) -> tuple[BrowserContext, Page]:
        """A window nobody is in, with one empty page."""
        spare = self._spare.get(look)
        return spare.pop() if spare else self.take_new(look)

    def take_new(self, look: Look) -> tuple[BrowserContext, Page]:
        """A window that has never been here."""
        context = self._browser.new_context(
            base_url=self._server.url,
            viewport={"width": look.width, "height": look.height},
            color_scheme=look.theme,  # type: ignore[arg-type]  # "light" or "dark"
            java_script_enabled=look.javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        return context, context.new_page()

    def give_back(self, look: Look, context: BrowserContext) -> None:
        """Keep a window for the next visit: cookies, storage and workers go, cached files stay."""
        for page in context.pages:
            page.close()
        context.set_offline(False)
        page = context.new_page()
        session = context.new_cdp_session(page)
        everything = {"origin": self._server.url, "storageTypes": "all"}
        session.send("Storage.clearDataForOrigin", everything)
        session.detach()
        self._spare.setdefault(look, []).append((context, page))


class Visit:
    """Opens the product as somebody, on some screen."""

    def __init__(self, server: Server, windows: Windows) -> None:
        self.server = server
        self.watch = Watch(server.url)
        self._windows = windows
        self._opened: list[tuple[Look | None, BrowserContext]] = []
        self._newcomers: dict[BrowserContext, str] = {}

    def as_(
        self,
        role: str,
        *,
        width: int = 390,
        height: int = 844,
        theme: str = "light",
        javascript: bool = True,
        cookies: Sequence[Cookie] | None = None,
        first: bool = False,
    ) -> Page:
        """A page signed in as one of the demo's faces, or as a ``newcomer`` nobody else is.

        ``nobody`` stays signed out, unless ``cookies`` say who the browser belongs to. With
        ``first`` it is a browser's first visit: not even a stylesheet is kept.
        """
        look = Look(width, height, theme, javascript)
        context, page = self._windows.take_new(look) if first else self._windows.take(look)
        self._opened.append((None if first else look, context))
        self.watch.follow(context)
        if role == "newcomer":
            self._newcomers[context], cookies = self._newcomer()
        elif role != "nobody":
            cookies = self._cookies_of(role)
        if cookies is not None:
            # Playwright's type of a cookie it tells is not that of one it is given.
            context.add_cookies(cookies)  # type: ignore[arg-type]
        elif role != "nobody":
            _sign_in(page, self.server.links[role])
            number = self.server.session_number(role)
            self.server.cookies[role] = number, context.cookies()
        return page

    def email_of(self, page: Page) -> str:
        """The address of the newcomer whose browser this is."""
        return self._newcomers[page.context]

    def close(self) -> None:
        for look, context in self._opened:
            self.watch.leave(context)
            if look is None:
                context.close()
            else:
                self._windows.give_back(look, context)

    def _newcomer(self) -> tuple[str, list[Cookie]]:
        taken = self.server.newcomers.pop()
        # Playwright's own type asks for more than it needs.
        session = {"name": "session", "value": taken.session, "url": self.server.url}
        return taken.email, [session]  # type: ignore[list-item]

    def _cookies_of(self, role: str) -> list[Cookie] | None:
        """The cookies the face has signed in with, unless its sessions were ended since."""
        number, cookies = self.server.cookies.get(role, (None, None))
        return cookies if number == self.server.session_number(role) else None


def _sign_in(page: Page, link: str) -> None:
    page.goto(link)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)

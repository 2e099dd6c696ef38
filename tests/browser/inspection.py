"""What is true of every page: accessible, inside its screen, easy to hit, and only from here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

LIBRARY = AXE_SCRIPT + Path(__file__).with_suffix(".js").read_text("utf-8")


class Watch:
    """Everything the contexts it follows ask for and complain of."""

    def __init__(self, origin: str) -> None:
        self._host = urlsplit(origin).netloc
        self.complaints: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", self._failed)

    def leave(self, context: BrowserContext) -> None:
        context.remove_listener("request", self._asked)
        context.remove_listener("console", self._said)
        context.remove_listener("weberror", self._failed)

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != self._host:
            self.complaints.append(f"asked {request.url}")

    def _failed(self, error: WebError) -> None:
        self.complaints.append(str(error.error))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            address = message.page.url if message.page else ""
            self.complaints.append(f"{address}: {message.text}")


def violations(page: Page, *, thorough: bool = False) -> list[str]:
    """What axe finds against WCAG 2.2 AA.

    Of texts that look alike, on grounds that look alike, three are measured for their contrast;
    when ``thorough`` all of them.
    """
    return _asked(page, f"inspection.violations({json.dumps(thorough)})")


def violations_anew(page: Page, *, thorough: bool = False) -> list[str]:
    """What axe finds after theme and width have changed, beyond what neither can change."""
    return _asked(page, f"inspection.violationsAnew({json.dumps(thorough)})")


def overflow(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    return _asked(page, "inspection.overflow()")


def small_targets(page: Page, least: int = 24) -> list[str]:
    """What is smaller than ``least`` pixels in one direction."""
    return _asked(page, f"inspection.smallTargets({least})")


def faults(page: Page, *, thorough: bool = False) -> list[str]:
    """Everything wrong with the page as it stands, by its address."""
    path = urlsplit(page.url).path
    found = (*violations(page, thorough=thorough), *overflow(page), *small_targets(page))
    return [f"{path} {fault}" for fault in found]


def _asked(page: Page, question: str) -> list[str]:
    if not page.evaluate("() => 'inspection' in window"):
        page.evaluate(LIBRARY)
    found: list[str] = page.evaluate(question)
    return found

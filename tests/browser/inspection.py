"""What is true of every page: accessible, inside its screen, easy to hit, and only from here."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

_AXE = """async () => {
  const given = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    resultTypes: ["violations"],
  });
  return given.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.target.join(" ")} ${node.html.slice(0, 90)}`));
}"""
_OVERFLOW = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const outside = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && box.right + scrollX > root.clientWidth + 1;
  });
  return [`${root.scrollWidth} px wide: ${outside.slice(0, 4).map(
    (element) => element.tagName.toLowerCase() + "." + element.className).join(", ")}`];
}"""
# A link inside a sentence is as high as its line; a box inside a label is hit by the label.
_SMALL = """(least) => {
  const targets = "button, .button, summary, select, textarea, nav a, label:has(input), " +
    "input:not([type=hidden], label input, [type=file])";
  return [...document.querySelectorAll(targets)].flatMap((element) => {
    const box = element.getBoundingClientRect();
    const shown = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const clipped = element.closest(".skip, .hidden");
    if (!shown || clipped || !box.width) return [];
    if (Math.min(box.width, box.height) >= least - 0.5) return [];
    const size = `${Math.round(box.width)}×${Math.round(box.height)}`;
    return [`${element.tagName.toLowerCase()}.${element.className} ${size} ${
      element.textContent.trim().slice(0, 30)}`];
  });
}"""


class Watch:
    """Everything the contexts it follows ask for and complain of."""

    def __init__(self, origin: str) -> None:
        self._host = urlsplit(origin).netloc
        self.complaints: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != self._host:
            self.complaints.append(f"asked {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            address = message.page.url if message.page else ""
            self.complaints.append(f"{address}: {message.text}")


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_AXE)
    return found


def overflow(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    found: list[str] = page.evaluate(_OVERFLOW)
    return found


def small_targets(page: Page, least: int = 24) -> list[str]:
    """What is smaller than ``least`` pixels in one direction."""
    found: list[str] = page.evaluate(_SMALL, least)
    return found


def faults(page: Page) -> list[str]:
    """Everything wrong with the page as it stands, by its address."""
    path = urlsplit(page.url).path
    return [
        f"{path} {fault}" for fault in (*violations(page), *overflow(page), *small_targets(page))
    ]

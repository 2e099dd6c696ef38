"""Makes the README's picture: the demo's briefing as a teacher sees it (``make screenshot``)."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.find_browser import find
from tests.browser.servers import ROOT, serving

TARGET = ROOT / "docs" / "screenshot.png"
MOST_BYTES = 250_000
SIZE = {"width": 1280, "height": 800}


def main() -> None:
    """Take it, with few enough colours to stay small."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "data") as server:
        picture = _take(server.url, server.links["teacher"])
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    size = TARGET.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{TARGET} has {size} bytes, more than {MOST_BYTES}")
    print(f"{TARGET.relative_to(ROOT)}: {size} bytes")


def _take(url: str, link: str) -> bytes:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        page = chromium.new_page(base_url=url, viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]  # a plain dictionary
        page.goto(link)
        page.locator("main form button").first.click()
        page.wait_for_url("**/")
        page.goto(page.locator("a[href*='/briefing/']").first.get_attribute("href") or "/")
        page.evaluate("document.fonts.ready")
        picture = page.screenshot()
        chromium.close()
    return picture


if __name__ == "__main__":
    main()

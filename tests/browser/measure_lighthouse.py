"""C11: Lighthouse (mobile) on eight pages of a learner, as a table; needs Node beside a browser.

Run as ``make lighthouse``. ``LIGHTHOUSE`` names the command (``npx --yes lighthouse`` else).
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.find_browser import find
from tests.browser.servers import serving

CATEGORIES = {"performance": 95, "accessibility": 100, "best-practices": 100}
MOST_BYTES = 150_000


def main() -> int:
    """Serve the demo, visit the pages as its learner; 1 when a floor is missed."""
    command = shlex.split(os.environ.get("LIGHTHOUSE", "npx --yes lighthouse"))
    missed = False
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "data") as server:
        cookie, paths = _signed_in(server.url, server.links["learner"])
        print(f"{'page':<34}{'perf':>6}{'a11y':>6}{'best':>6}{'kB':>7}{'LCP s':>7}{'TBT ms':>8}")
        for path in paths:
            report = _report(command, f"{server.url}{path}", cookie, Path(folder) / "report.json")
            scores = {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES}
            audits = report["audits"]
            size = audits["total-byte-weight"]["numericValue"]
            print(
                f"{path:<34}{''.join(f'{score:>6}' for score in scores.values())}"
                f"{size / 1000:>7.0f}"
                f"{audits['largest-contentful-paint']['numericValue'] / 1000:>7.1f}"
                f"{audits['total-blocking-time']['numericValue']:>8.0f}"
            )
            for name in CATEGORIES:
                for ref in report["categories"][name]["auditRefs"]:
                    audit = audits[ref["id"]]
                    if ref["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                        print(f"    {name}: {audit['title']} {audit.get('displayValue', '')}")
            missed |= any(scores[name] < least for name, least in CATEGORIES.items())
            missed |= size > MOST_BYTES
    return int(missed)


def _signed_in(origin: str, link: str) -> tuple[str, list[str]]:
    """The cookies of a learner's browser, and the eight pages."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        page = browser.new_page(base_url=origin)
        page.goto(link)
        page.locator("main form button").first.click()
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        cycle = page.locator("article.cycle-card h2 a").first.get_attribute("href") or ""
        module = cycle.replace("/c/", "/learn/")
        page.goto(module)
        steps = page.locator(".step-list a")
        found = [steps.nth(place).get_attribute("href") or "" for place in range(steps.count())]
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
        browser.close()
    own = [f"{module}way/{name}/" for name in ("practise", "answers")]
    return cookies, ["/", cycle, module, *found[:3], *own]


def _report(command: list[str], url: str, cookie: str, path: Path) -> dict[str, Any]:
    subprocess.run(
        [
            *command,
            url,
            "--quiet",
            "--output=json",
            f"--output-path={path}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--extra-headers={json.dumps({'Cookie': cookie})}",
            f"--chrome-flags=--headless {' '.join(ARGUMENTS)}",
        ],
        env={**os.environ, "CHROME_PATH": find() or ""},
        check=True,
        capture_output=True,
        timeout=180,
    )
    report: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return report


if __name__ == "__main__":
    sys.exit(main())

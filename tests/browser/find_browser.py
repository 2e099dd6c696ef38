"""Finds a Chromium to test with: an installed one, Playwright's own, else the system's package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The one without windows does the same work in less time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)


def find() -> str | None:
    """The executable's path, or nothing."""
    given = os.environ.get("CHROMIUM")
    if given:
        return given
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    slim = sorted(cache.glob("chromium_headless_shell-*/chrome-*/*headless*shell"))
    found = slim or sorted(cache.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else None


def install() -> str | None:
    """Try Playwright's download, then the system's package when root."""
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        capture_output=True,
        check=False,
        timeout=180,
    )
    if find() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
            subprocess.run(
                ["apt-get", *arguments],
                env=environment,
                capture_output=True,
                check=False,
                timeout=300,
            )
    return find()


if __name__ == "__main__" and find() is None:
    print("No Chromium found; trying to install one …", flush=True)
    if install() is None:
        print("None can be had: the browser tests will say that they could not run.")

"""Real files that nobody in this project wrote, beside the repository where there are any."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CORPORA = Path(__file__).resolve().parents[4] / "shared" / "corpora"


def corpus(name: str) -> Path:
    """A file or folder of the corpora; the test is skipped where they are absent."""
    path = CORPORA / name
    if not path.exists():
        pytest.skip(f"no {name}: the corpora are expected in ../shared/corpora")
    return path


def expected(name: str) -> dict[str, Any]:
    """What another platform's own importer read from a file."""
    return json.loads(corpus(f"expected/moodle/{name}.json").read_text("utf-8"))


def names(folder: str, pattern: str) -> list[str]:
    """The files to run a test with; one that skips itself where there are none."""
    found = sorted(path.name for path in (CORPORA / folder).glob(pattern))
    return found or ["absent"]

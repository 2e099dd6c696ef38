"""Runs the measurements, prints one table, writes JSON and compares with the kept ratios."""

from __future__ import annotations

import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from volteface.core import clock
from volteface.web.bench import briefing, quiz, room
from volteface.web.bench.figures import Figure, table
from volteface.web.bench.server import TestServer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BENCHES: dict[str, Callable[[TestServer], list[Figure]]] = {
    "quiz": quiz.measure,
    "room": room.measure,
    "briefing": briefing.measure,
}
# A rate may fall to this part of its kept ratio to the hello-world rate before it is a regression.
TOLERANCE = 0.7
RATIOS = ("lesson page", "learners finishing, with script", "learners finishing, without script")


def run(names: Sequence[str], *, folder: Path) -> int:
    """Measure ``names`` (all when empty), write ``latest.json``; 1 means slower than kept."""
    # Ended politely, the server under test ends too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures: list[Figure] = []
    for name in names or list(BENCHES):
        sys.stderr.write(f"measuring {name}\n")
        with (
            tempfile.TemporaryDirectory(prefix="volteface-bench-") as place,
            TestServer(Path(place), _free_port()) as server,
        ):
            figures += BENCHES[name](server)
    sys.stdout.write(table(figures) + "\n")
    ratios = _ratios(figures)
    folder.mkdir(parents=True, exist_ok=True)
    latest = {
        "at": clock.now(),
        "figures": [
            {"bench": one.bench, "name": one.name, "value": one.value, "unit": one.unit}
            for one in figures
        ],
        "ratios": ratios,
    }
    (folder / "latest.json").write_bytes(orjson.dumps(latest, option=orjson.OPT_INDENT_2))
    return 1 if _fell(ratios, folder / "baseline.json") else 0


def _ratios(figures: Sequence[Figure]) -> dict[str, float]:
    """Rates divided by what the same machine did at the same time with nothing to do."""
    values = {figure.name: figure.value for figure in figures}
    hello = values.get("hello world")
    return {name: values[name] / hello for name in RATIOS if hello and name in values}


def _fell(ratios: dict[str, float], kept: Path) -> bool:
    if not kept.exists():
        return False
    baseline = orjson.loads(kept.read_bytes())
    fallen = [name for name, ratio in ratios.items() if ratio < TOLERANCE * baseline.get(name, 0.0)]
    for name in fallen:
        sys.stderr.write(f"slower than before: {name}\n")
    return bool(fallen)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""``volteface bench [quiz|room|briefing …]``: this machine's figures, in a folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from volteface.config.failure import Failure
from volteface.web.bench.run import BENCHES
from volteface.web.bench.run import run as run_benches

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("names", nargs="*", metavar="|".join(BENCHES), help="which ones (all)")
    parser.add_argument(
        "--out", type=Path, default=Path("benchmarks"), help="folder for latest.json (benchmarks)"
    )


def run(options: argparse.Namespace) -> int:
    """Measure; exit status 1 means slower than the kept baseline."""
    unknown = [name for name in options.names if name not in BENCHES]
    if unknown:
        raise Failure(f"there is no measurement “{unknown[0]}”; there are {', '.join(BENCHES)}")
    return run_benches(options.names, folder=options.out)

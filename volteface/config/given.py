"""What is typed on the command line, refused in words when it cannot be meant."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from volteface.config.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def whole(least: int, most: int) -> Callable[[str], int]:
    """A type of argument: a whole number between two others."""

    def number(text: str) -> int:
        if text.isdecimal() and least <= int(text) <= most:
            return int(text)
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number from {least} to {most}")

    return number


def require_place(path: Path) -> None:
    """Before the work is done: a file can be written there, as far as one can tell."""
    folder = path.resolve().parent
    if not folder.is_dir():
        raise Failure(f"there is no folder {folder}")
    if path.is_dir():
        raise Failure(f"{path} is a folder; name a file in it")

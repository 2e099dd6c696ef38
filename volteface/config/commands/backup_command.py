"""``volteface backup``: everything in one file, taken while the server runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from volteface.config.failure import Failure
from volteface.core import backup

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, help="the .tar.gz to write (must not exist)")


def run(options: argparse.Namespace) -> int:
    """Write the backup, check it, and say what it holds."""
    try:
        report = backup.write(options.file)
    except backup.BackupFailed as error:
        raise Failure(str(error)) from error
    sys.stdout.write(
        f"{options.file}: {report.rows} rows in {report.tables} tables, {report.files} files\n"
    )
    return 0

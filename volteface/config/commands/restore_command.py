"""``volteface restore``: a backup into an empty data folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command

from volteface.config import running
from volteface.config.failure import Failure
from volteface.core import backup

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, help="a file 'volteface backup' wrote")


def run(options: argparse.Namespace) -> int:
    """Check the backup, lay it down, bring it up to date and say what came back."""
    if running.running_server() is not None:
        message = f"a server uses {settings.DATA_DIR}; stop it first"
        raise Failure(message)
    try:
        report = backup.restore(options.file)
    except backup.BackupFailed as error:
        raise Failure(str(error)) from error
    call_command("migrate", verbosity=0, interactive=False)
    sys.stdout.write(
        f"restored {report.rows} rows in {report.tables} tables, {report.files} files "
        f"into {settings.DATA_DIR}\n"
    )
    return 0

"""``volteface serve``: the product on one port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from volteface.config import running
from volteface.config.failure import Failure
from volteface.config.ports import require_free
from volteface.config.schema import bring_up_to_date
from volteface.config.server import serve

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=settings.PORT, help="port (PORT, else 8000)")


def run(options: argparse.Namespace) -> int:
    """Bring the database up to date and serve until Ctrl-C."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    try:
        lock = running.hold(options.port)
    except running.Held:
        message = f"another server already uses {settings.DATA_DIR}"
        raise Failure(message) from None
    with lock:
        require_free(options.host, options.port)
        bring_up_to_date()
        serve(host=options.host, port=options.port)
    return 0

"""``volteface demo``: the demo institution, with one sign-in link per role."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from volteface.accounts.models import Person
from volteface.config import running
from volteface.config.commands import links_command
from volteface.config.failure import Failure
from volteface.config.ports import require_free
from volteface.config.schema import bring_up_to_date
from volteface.config.server import serve
from volteface.core import clock
from volteface.web.demo.institution import build

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--serve", action="store_true", help="serve it afterwards")
    parser.add_argument(
        "--if-empty", action="store_true", help="leave an institution that is there as it is"
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=settings.PORT, help="port (PORT, else 8000)")


def run(options: argparse.Namespace) -> int:
    """Make it, print the links, and serve when asked to."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    try:
        lock = running.hold(options.port)
    except running.Held:
        message = f"a server already uses {settings.DATA_DIR}; stop it first"
        raise Failure(message) from None
    with lock:
        if options.serve:
            require_free(options.host, options.port)
        bring_up_to_date()
        if not Person.objects.exists():
            sys.stdout.write("Making the demo institution …\n")
            sys.stdout.flush()
            _without_waiting_for_the_disk()
            build(at=clock.now())
            connection.close()
        elif not options.if_empty:
            message = f"there is an institution in {settings.DATA_DIR} already"
            raise Failure(message)
        links_command.write_links(options.port)
        if options.serve:
            sys.stdout.write(f"\nServing on http://{options.host}:{options.port} (Ctrl-C stops)\n")
            sys.stdout.flush()
            serve(host=options.host, port=options.port)
    return 0


def _without_waiting_for_the_disk() -> None:
    """A demo that was interrupted is made again: it need not survive a power cut half-made."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")

"""``volteface links``: the demo's sign-in links, one per role."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from volteface.accounts.actions import make_sign_in_link
from volteface.accounts.models import Person
from volteface.config.running import running_server
from volteface.core import clock
from volteface.web.demo.institution import FACES

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--port", type=int, help="port (the running server's, else PORT, else 8000)"
    )


def run(options: argparse.Namespace) -> int:
    """Print them."""
    server = running_server()
    write_links(options.port or (server.port if server else settings.PORT))
    return 0


def write_links(port: int) -> None:
    """One reusable link per face of the demo; links of persons who are not there are left out."""
    people = {person.email: person for person in Person.objects.filter(email__in=FACES.values())}
    if not people:
        return
    sys.stdout.write("\nSign in as\n")
    for role, email in FACES.items():
        person = people.get(email)
        if person is None:
            continue
        token = make_sign_in_link(
            person, at=clock.now(), reusable=True, valid=dt.timedelta(days=30)
        )
        path = reverse("accounts:sign_in_link", args=[token])
        sys.stdout.write(f"  {role:<14} http://127.0.0.1:{port}{path}\n")
    sys.stdout.flush()

"""One connection to the mail server for a batch, and what an administrator sees of the mails."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from smtplib import SMTPSenderRefused, SMTPServerDisconnected
from typing import TYPE_CHECKING, ClassVar

import pytest
from django.core.mail.backends import smtp

from volteface.messaging.actions import sending
from volteface.messaging.models import OutboxMessage
from volteface.messaging.queries import mail_counts
from volteface.messaging.testing import NOON, build_message, build_purpose, build_reader

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@dataclass
class Server:
    """What the mail server saw of all its connections."""

    connections: int = 0
    closed: int = 0
    mails: list[str] = field(default_factory=list)
    # So many mails a connection takes; afterwards it says 421, or (silent) is simply gone.
    most: int = 1_000
    silent: bool = False


class Connection:
    """Stands for smtplib's connection."""

    server: ClassVar[Server]

    def __init__(self, *_args: object, **_params: object) -> None:
        self.server.connections += 1
        self.taken = 0

    def noop(self) -> tuple[int, bytes]:
        if self.server.silent and self.taken >= self.server.most:
            raise SMTPServerDisconnected("gone")
        return 250, b"OK"

    def sendmail(self, sender: str, to: list[str], _body: bytes) -> None:
        if self.taken >= self.server.most:
            raise SMTPSenderRefused(421, b"Enough", sender)
        self.taken += 1
        self.server.mails += to

    def close(self) -> None:
        self.server.closed += 1

    def quit(self) -> None:
        self.close()


class Backend(smtp.EmailBackend):
    connection_class = Connection  # type: ignore[assignment]  # stands for smtplib's


@pytest.fixture
def server(settings: SettingsWrapper) -> Server:
    Connection.server = Server()
    name = f"{Backend.__module__}.{Backend.__qualname__}"
    settings.MAILERS = {"default": {"BACKEND": name, "OPTIONS": {"host": "mail.example.org"}}}
    return Connection.server


def send(count: int) -> list[str]:
    """Send mails to so many readers; their addresses."""
    build_purpose()
    readers = [build_reader(f"Reader {number:02}") for number in range(count)]
    for reader in readers:
        build_message(reader)
    sending.send_due(NOON)
    return sorted(reader.person.email for reader in readers if reader.person)


def test_a_batch_goes_over_one_connection_which_is_closed(server: Server) -> None:
    assert send(25) == sorted(server.mails)
    assert (server.connections, server.closed) == (1, 1)


@pytest.mark.parametrize("silent", [False, True])
def test_a_server_that_has_had_enough_gets_another_connection(
    server: Server, *, silent: bool
) -> None:
    server.most, server.silent = 3, silent
    assert send(7) == sorted(server.mails)
    assert server.connections == 3
    assert not OutboxMessage.objects.exclude(state="sent").exists()


def test_what_waits_is_told_from_what_is_planned() -> None:
    build_purpose()
    reader = build_reader()
    waiting, tried, *_planned = (
        build_message(reader, about=str(number), due_at=NOON + number * HOUR)
        for number in range(-1, 3)
    )
    OutboxMessage.objects.filter(pk=tried.pk).update(due_at=NOON + HOUR, attempts=1)
    OutboxMessage.objects.filter(pk=waiting.pk).update(state="sending")
    found = mail_counts(since=NOON - 24 * HOUR, at=NOON)
    assert (found.waiting, found.again, found.planned) == (2, 1, 2)
    assert found.next_at == NOON + HOUR
    assert (found.sent, found.skipped, found.failed) == (0, 0, 0)
